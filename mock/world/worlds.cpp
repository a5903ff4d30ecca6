// The part of the reader that builds worlds: one for each time of the time lines, and what
// a generator adds to them.
#include <algorithm>
#include <limits>
#include <set>

#include <fmt/format.h>

#include "scenario/facts_reader.h"
#include "scenario/fields.h"
#include "world/generate.h"

namespace sp::mock {

using schemas::Value;

std::vector<TimedWorld> ScenarioReader::worlds() {
  std::set<std::int32_t> times = {0};
  for (const TimelineEntry& entry : timeline_) times.insert(entry.at_seconds);
  std::vector<TimedWorld> row;
  for (const std::int32_t time : times) {
    for (const TimelineEntry& entry : timeline_) {
      if (entry.at_seconds == time && entry.run < runs_.size()) entry.apply(runs_[entry.run]);
    }
    // The last world may have what the others were copied from.
    const bool last = time == *times.rbegin();
    WorldBuilder builder = last ? std::move(builder_) : builder_;
    for (const RunFact& fact : runs_) builder.add_run(fact);
    row.push_back({std::chrono::seconds(time), std::make_shared<const World>(builder.build())});
  }
  return row;
}

namespace {

// The id after the highest that is used, or 1.
template <class Map>
Id next_id(const Map& used) {
  if (used.empty()) return 1;
  const Id highest = used.rbegin()->first;
  return highest == std::numeric_limits<Id>::max() ? highest : highest + 1;
}

// More is refused rather than left to fill the memory.
constexpr std::int64_t max_generated = 20'000'000;

}  // namespace

void ScenarioReader::read_generate(const Value& value) {
  Generate settings;
  const auto number = [&](std::string_view name, std::int64_t otherwise) -> std::int64_t {
    const Value* member = value.find(name);
    return member ? member->integer().value_or(otherwise) : otherwise;
  };
  const auto rate = [&](std::string_view name) {
    const Value* member = value.find(name);
    return member ? member->number().value_or(0) : 0;
  };
  settings.seed = static_cast<std::uint64_t>(number("seed", 1));
  settings.runs = number("runs", 0);
  settings.tests = number("regression_tests", 1);
  settings.samples = std::max<std::int64_t>(1, number("samples", settings.tests));
  settings.failure_rate = rate("failure_rate");
  settings.flake_rate = rate("flake_rate");
  settings.missing_rate = rate("missing_rate");
  if (settings.runs * settings.tests > max_generated) {
    problems_.add(value, "/generate", fmt::format("at most {} results", max_generated),
                  fmt::format("{} runs of {} tests", settings.runs, settings.tests));
    return;
  }
  settings.first_test = next_id(tests_);
  settings.first_output = next_id(output_ids_);
  settings.first_run = next_id(run_ids_);
  settings.first_sample = next_id(samples_);

  const std::int64_t highest =
      std::max({std::int64_t{settings.first_test}, std::int64_t{settings.first_output},
                std::int64_t{settings.first_run}, std::int64_t{settings.first_sample}}) +
      std::max(settings.runs, settings.tests);
  if (highest > std::numeric_limits<Id>::max()) {
    problems_.add(value, "/generate", "room for ids after the highest that the file uses",
                  "ids that would go beyond 2147483647");
    return;
  }

  // A world with generated tests has those of the file for "all" of its written runs.
  std::vector<Id> written;
  for (const auto& [id, test] : tests_) written.push_back(id);
  for (RunFact& fact : runs_) {
    if (!fact.tests) fact.tests = written;
  }
  generate_tests(settings, builder_);
  generate_runs(settings, builder_);
}

}  // namespace sp::mock
