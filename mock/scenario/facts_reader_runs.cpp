// The part of the reader that is about runs: their results and their time lines.
#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "scenario/facts_reader.h"
#include "scenario/fields.h"

namespace sp::mock {

using schemas::Value;

namespace {

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

void FactsReader::read_run(const Value& value, const std::string& pointer) {
  RunFact fact;
  const auto id = integer_field(value, "id");
  StatedRun& run = fact.run;
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
    read_change(timeline[i], item(pointer + "/timeline", i), fact);
  }
  if (id && note(run_ids_, *id, pointer, value, pointer)) facts_.runs.push_back(std::move(fact));
}

void FactsReader::read_change(const Value& value, const std::string& pointer, const RunFact& fact) {
  RunChange change;
  change.at = std::chrono::seconds(integer_field(value, "at_seconds").value_or(0));
  change.run = facts_.runs.size();
  change.state = named_field(value, "state", run_states);
  if (value.find("started_at")) change.started_at = instant_field(value, "started_at");
  if (value.find("completed_at")) change.completed_at = instant_field(value, "completed_at");
  if (value.find("message")) change.message = text_field(value, "message");
  if (const auto unlisted = text_field(value, "unlisted")) {
    change.unlisted_pass = *unlisted == "pass";
  }
  change.results = read_results(value, pointer, fact);
  facts_.changes.push_back(std::move(change));
}

std::optional<std::vector<Id>> FactsReader::read_run_tests(const Value& run,
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

std::vector<ResultFact> FactsReader::read_results(const Value& owner, const std::string& pointer,
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
                           fmt::format("{} a second time", *id));
    } else {
      facts.push_back(read_result(results[i], at, test->second));
    }
  }
  return facts;
}

// Nothing could be shown of such a difference.
bool FactsReader::differs_by_hash_alone(Index expected, Index actual) const {
  if (expected == no_index || actual == no_index) return false;
  const Text& a = facts_.texts[expected];
  const Text& b = facts_.texts[actual];
  return a.content && a.content == b.content && a.sha256 != b.sha256;
}

ResultFact FactsReader::read_result(const Value& value, const std::string& pointer,
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
      problems_.add_member(outputs[i], at, "id", "each output only once",
                           fmt::format("{} a second time", *id));
      continue;
    }
    const Value* actual = outputs[i].find("actual");
    fact.outputs.push_back({*id, actual ? read_text(*actual, at + "/actual") : no_index});
    if (actual && differs_by_hash_alone(test.outputs.at(*id), fact.outputs.back().actual)) {
      problems_.add(*actual, at + "/actual",
                    "another text than the baseline's, or one with the baseline's hash",
                    "the baseline's text with another hash");
    }
  }
  return fact;
}

}  // namespace sp::mock
