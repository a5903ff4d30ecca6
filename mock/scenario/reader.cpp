#include "scenario/reader.h"

#include <algorithm>
#include <filesystem>
#include <limits>
#include <set>

#include <fmt/format.h>

#include "scenario/fields.h"
#include "world/generate.h"

namespace sp::mock {

using schemas::Value;

namespace {

std::string item(const std::string& pointer, std::size_t place) {
  return fmt::format("{}/{}", pointer, place);
}

// The enumerator whose name is the member's text.
template <class Enumerator>
struct Named {
  std::string_view name;
  Enumerator value;
};

template <class Enumerator, std::size_t size>
std::optional<Enumerator> named_field(const Value& object, std::string_view member,
                                      const Named<Enumerator> (&names)[size]) {
  const auto text = text_field(object, member);
  for (const auto& row : names) {
    if (text == row.name) return row.value;
  }
  return std::nullopt;
}

constexpr Named<RunState> run_states[] = {
    {"queued", RunState::queued},     {"preparation", RunState::preparation},
    {"testing", RunState::testing},   {"completed", RunState::completed},
    {"canceled", RunState::canceled}, {"error", RunState::error},
};
constexpr Named<Platform> platforms[] = {
    {"linux", Platform::linux},
    {"windows", Platform::windows},
};
constexpr Named<ResultStatus> stated_results[] = {
    {"skipped", ResultStatus::skipped},
    {"running", ResultStatus::running},
    {"not_started", ResultStatus::not_started},
};

}  // namespace

template <class What>
bool ScenarioReader::note(std::map<Id, What>& known, Id id, What what, const Value& at,
                          const std::string& pointer) {
  if (known.try_emplace(id, std::move(what)).second) return true;
  problems_.add_member(at, pointer, "id", "an id that is not used yet",
                       fmt::format("{} again", id));
  return false;
}

std::vector<TimedWorld> ScenarioReader::read(const Value& root) {
  const schemas::Array& tests = list_field(root, "regression_tests");
  for (std::size_t i = 0; i < tests.size(); ++i) read_test(tests[i], item("/regression_tests", i));
  const schemas::Array& runs = list_field(root, "runs");
  for (std::size_t i = 0; i < runs.size(); ++i) read_run(runs[i], item("/runs", i));
  if (const Value* settings = root.find("generate")) read_generate(*settings);
  return worlds();
}

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
  settings.first_sample = next_id(sample_ids_);

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

void ScenarioReader::read_test(const Value& value, const std::string& pointer) {
  const auto id = integer_field(value, "id");
  RegressionTest test;
  test.id = id.value_or(0);
  test.sample_id = integer_field(value, "sample_id").value_or(0);
  sample_ids_.emplace(test.sample_id, true);
  test.sample_name = text_field(value, "sample_name");
  test.command = text_field(value, "command").value_or("");
  test.categories = texts_field(value, "categories");
  test.tags = texts_field(value, "tags");
  const Value* exit_code = value.find("expected_exit_code");
  test.expected_exit_code = exit_code ? integer_of(exit_code) : std::optional(0);

  KnownTest known{{}, test.expected_exit_code, pointer};
  const schemas::Array& outputs = list_field(value, "outputs");
  for (std::size_t i = 0; i < outputs.size(); ++i) {
    test.outputs.push_back(read_output(outputs[i], item(pointer + "/outputs", i), known));
  }
  if (id && note(tests_, *id, std::move(known), value, pointer)) builder_.add_test(std::move(test));
}

Output ScenarioReader::read_output(const Value& value, const std::string& pointer,
                                   KnownTest& known) {
  Output output;
  const auto id = integer_field(value, "id");
  output.id = id.value_or(0);
  if (id && note(output_ids_, *id, pointer, value, pointer)) known.outputs[*id] = &value;
  const Value* expected = value.find("expected");
  const bool has_baseline = expected && !expected->is_null();
  output.expected = has_baseline ? read_text(*expected, pointer + "/expected") : no_index;
  const schemas::Array& variants = list_field(value, "variants");
  for (std::size_t i = 0; i < variants.size(); ++i) {
    const Index variant = read_text(variants[i], item(pointer + "/variants", i));
    if (variant != no_index) output.variants.push_back(variant);
  }
  output.filename = text_field(value, "filename").value_or("");
  if (output.filename.empty() && output.expected != no_index) {
    const auto file = text_field(*expected, "file").value_or("");
    output.filename =
        builder_.text(output.expected).sha256 + std::filesystem::path(file).extension().string();
  }
  if (output.filename.empty()) output.filename = fmt::format("{}.txt", output.id);
  return output;
}

Index ScenarioReader::read_text(const Value& value, const std::string& pointer) {
  auto text = made_text(value, pointer);
  return text ? builder_.add_text(*std::move(text)) : no_index;
}

std::optional<Text> ScenarioReader::made_text(const Value& value, const std::string& pointer) {
  if (const std::string* content = value.string()) return Text::of(*content);
  const auto stated_hash = text_field(value, "sha256");
  const auto content = text_field(value, "text");
  const auto file = text_field(value, "file");
  std::optional<Text> text;
  if (content) {
    text = Text::of(*content);
  } else if (file) {
    files_read_.insert(files_.on_disk(*file));
    auto bytes = files_.read(*file);
    if (auto* problem = std::get_if<FileProblem>(&bytes)) {
      problems_.add(*value.find("file"), pointer + "/file", std::move(problem->expected),
                    fmt::format("{} ({})", std::move(problem->found), *file));
      return std::nullopt;
    }
    text = Text::of(std::get<std::string>(std::move(bytes)));
  } else if (stated_hash) {
    return Text{*stated_hash, std::nullopt};
  }
  if (text && stated_hash) text->sha256 = *stated_hash;
  return text;
}

void ScenarioReader::read_run(const Value& value, const std::string& pointer) {
  RunFact fact;
  const auto id = integer_field(value, "id");
  Run& run = fact.run;
  run.id = id.value_or(0);
  run.state = named_field(value, "state", run_states).value_or(RunState::completed);
  run.platform = named_field(value, "platform", platforms).value_or(Platform::linux);
  run.branch = text_field(value, "branch");
  run.commit_sha = text_field(value, "commit_sha");
  run.triggered_by = text_field(value, "triggered_by");
  run.message = text_field(value, "message");
  run.created_at = instant_field(value, "created_at").value_or(Instant());
  run.started_at = instant_field(value, "started_at");
  run.completed_at = instant_field(value, "completed_at");
  fact.tests = read_run_tests(value, pointer);
  fact.unlisted_pass = text_field(value, "unlisted") == "pass";
  fact.results = read_results(value, pointer, fact);
  const schemas::Array& timeline = list_field(value, "timeline");
  for (std::size_t i = 0; i < timeline.size(); ++i) {
    read_timeline_entry(timeline[i], item(pointer + "/timeline", i), fact);
  }
  if (id && note(run_ids_, *id, pointer, value, pointer)) runs_.push_back(std::move(fact));
}

void ScenarioReader::read_timeline_entry(const Value& value, const std::string& pointer,
                                         const RunFact& fact) {
  TimelineEntry entry;
  entry.at_seconds = integer_field(value, "at_seconds").value_or(0);
  entry.run = runs_.size();
  entry.state = named_field(value, "state", run_states);
  if (value.find("started_at")) entry.started_at = instant_field(value, "started_at");
  if (value.find("completed_at")) entry.completed_at = instant_field(value, "completed_at");
  if (value.find("message")) entry.message = text_field(value, "message");
  if (const auto unlisted = text_field(value, "unlisted")) {
    entry.unlisted_pass = *unlisted == "pass";
  }
  entry.results = read_results(value, pointer, fact);
  timeline_.push_back(std::move(entry));
}

void ScenarioReader::TimelineEntry::apply(RunFact& fact) const {
  if (state) fact.run.state = *state;
  if (started_at) fact.run.started_at = *started_at;
  if (completed_at) fact.run.completed_at = *completed_at;
  if (message) fact.run.message = *message;
  if (unlisted_pass) fact.unlisted_pass = *unlisted_pass;
  for (const ResultFact& result : results) {
    const auto old = std::find_if(
        fact.results.begin(), fact.results.end(),
        [&](const ResultFact& known) { return known.regression_id == result.regression_id; });
    old == fact.results.end() ? fact.results.push_back(result) : void(*old = result);
  }
}

std::optional<std::vector<Id>> ScenarioReader::read_run_tests(const Value& run,
                                                              const std::string& pointer) {
  const Value* tests = run.find("regression_tests");
  const schemas::Array* ids = tests ? tests->array() : nullptr;
  if (!ids) return std::nullopt;
  std::set<Id> known;
  for (std::size_t i = 0; i < ids->size(); ++i) {
    const auto id = integer_of(&(*ids)[i]);
    if (!id) continue;
    if (tests_.contains(*id)) {
      known.insert(*id);
    } else {
      problems_.add((*ids)[i], item(pointer + "/regression_tests", i),
                    "the id of a regression test of this file", std::to_string(*id));
    }
  }
  return std::vector<Id>(known.begin(), known.end());
}

std::vector<ResultFact> ScenarioReader::read_results(const Value& owner, const std::string& pointer,
                                                     const RunFact& fact) {
  std::vector<ResultFact> facts;
  const schemas::Array& results = list_field(owner, "results");
  std::set<Id> seen;
  for (std::size_t i = 0; i < results.size(); ++i) {
    const auto id = integer_field(results[i], "regression_id");
    if (!id) continue;
    const std::string at = item(pointer + "/results", i);
    const auto test = tests_.find(*id);
    const bool in_run =
        !fact.tests || std::find(fact.tests->begin(), fact.tests->end(), *id) != fact.tests->end();
    if (test == tests_.end()) {
      problems_.add_member(results[i], at, "regression_id",
                           "the id of a regression test of this file", std::to_string(*id));
    } else if (!in_run) {
      problems_.add_member(results[i], at, "regression_id",
                           "a regression test that belongs to the run",
                           fmt::format("{}, which is not among the run's regression_tests", *id));
    } else if (!seen.insert(*id).second) {
      problems_.add_member(results[i], at, "regression_id", "one result for each regression test",
                           fmt::format("{} again", *id));
    } else {
      facts.push_back(read_result(results[i], at, test->second));
    }
  }
  return facts;
}

ResultFact ScenarioReader::read_result(const Value& value, const std::string& pointer,
                                       const KnownTest& test) {
  ResultFact fact;
  fact.regression_id = *integer_field(value, "regression_id");
  fact.stated = named_field(value, "state", stated_results);
  const Value* exit_code = value.find("exit_code");
  if (exit_code) {
    fact.exit_code = integer_of(exit_code);
  } else if (!fact.stated) {
    fact.exit_code = test.expected_exit_code;
  }
  fact.runtime_ms = integer_field(value, "runtime_ms");
  fact.message = text_field(value, "message");
  const schemas::Array& outputs = list_field(value, "outputs");
  std::set<Id> seen;
  for (std::size_t i = 0; i < outputs.size(); ++i) {
    const auto id = integer_field(outputs[i], "id");
    if (!id) continue;
    const std::string at = item(pointer + "/outputs", i);
    if (!test.outputs.contains(*id)) {
      problems_.add_member(outputs[i], at, "id",
                           fmt::format("the id of an output of {}", test.pointer),
                           std::to_string(*id));
      continue;
    }
    if (!seen.insert(*id).second) {
      problems_.add_member(outputs[i], at, "id", "each output once", fmt::format("{} again", *id));
      continue;
    }
    const Value* actual = outputs[i].find("actual");
    fact.outputs.push_back({*id, actual ? read_text(*actual, at + "/actual") : no_index});
  }
  return fact;
}

}  // namespace sp::mock
