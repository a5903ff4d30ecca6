// The part of the reader that is about generated tests and runs.
#include <algorithm>
#include <limits>

#include <fmt/format.h>

#include "scenario/facts_reader.h"

namespace sp::mock {

using schemas::Value;

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

void FactsReader::read_generate(const Value& value) {
  GeneratorSettings settings;
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
    problems_.add(value, "/generate", "ids up to 2147483647 after the highest id in the file",
                  "so many runs or tests that their ids would go beyond it");
    return;
  }
  facts_.generate = settings;
}

}  // namespace sp::mock
