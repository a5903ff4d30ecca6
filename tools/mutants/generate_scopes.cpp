#include <algorithm>
#include <iterator>
#include <stdexcept>
#include <unordered_set>

#include <fmt/format.h>

#include "mutants/generate.h"

namespace sp::mutants {

namespace {

using mock::FaultThen;
using mock::FaultWhen;

struct Effect {
  const char* how;
  FaultThen then;
};

// One that a schema tells, one that only sense does; for pages also rows.
std::vector<Effect> effects_on(const std::string& operation) {
  if (operation == "getRunSummary") {
    return {{"total_samples/dropped", patch({remove("/total_samples")})},
            {"pass_count/to_987", patch({replace("/pass_count", 987)})}};
  }
  if (operation == "getRunSample") {
    return {{"status/dropped", patch({remove("/status")})},
            {"status/to_running", patch({replace("/status", "running")})}};
  }
  if (operation == "getDiff") {
    return {{"output_id/dropped", patch({remove("/output_id")})},
            {"summary.added_lines/to_987", patch({replace("/summary/added_lines", 987)})}};
  }
  return {{"pagination/dropped", patch({remove("/pagination")})},
          {"pagination.total/to_987", patch({replace("/pagination/total", 987)})},
          {"data/first_dropped", patch({remove("/data/0")})},
          {"data/first_doubled", patch({copy("/data/0", "/data/0")})},
          {"status/500", {.status = 500}}};
}

// Some of the requests, by name.
std::vector<std::pair<std::string, FaultWhen>> scopes_of(const Truth& truth,
                                                         const std::string& operation) {
  std::vector<std::pair<std::string, FaultWhen>> scopes = {{"once", {.times = 1}},
                                                           {"from_the_second", {.skip = 1}},
                                                           {"the_second", {.skip = 1, .times = 1}},
                                                           {"the_third", {.skip = 2, .times = 1}},
                                                           {"every_second", {.every = 2}},
                                                           {"every_third", {.every = 3}}};
  for (const std::string& name : truth.form(operation).query) {
    scopes.push_back({name, {.query = {{name, mock::AnyValue{}}}}});
    scopes.push_back({"no_" + name, {.query = {{name, mock::Absent{}}}}});
  }
  const auto subject = truth.subjects.find(operation);
  if (subject != truth.subjects.end()) {
    for (const auto& [name, value] : subject->second) {
      FaultWhen when;
      set_ids(when, {{name, value}});
      scopes.emplace_back(fmt::format("{}={}", name, value), when);
    }
  }
  if (truth.other_run > 0 && operation != "getSampleHistory") {
    scopes.push_back({"another_run", {.run_id = truth.other_run}});
  }
  return scopes;
}

void append(Mutants& all, Mutants more) {
  std::move(more.begin(), more.end(), std::back_inserter(all));
}

}  // namespace

std::string prefix_of(const Answer& answer) {
  return fmt::format("{}/{}", answer.status == 429 ? "any" : answer.question.operation,
                     answer.label);
}

Mutants mutants_of_scopes(const Truth& truth) {
  Mutants made;
  for (const std::string& operation : operations()) {
    for (const auto& [scope, when] : scopes_of(truth, operation)) {
      for (const Effect& effect : effects_on(operation)) {
        FaultWhen scoped = when;
        scoped.operation = operation;
        scoped.status = 200;
        made.push_back({fmt::format("{}/200/{}@{}", operation, effect.how, scope), "scopes",
                        std::move(scoped), effect.then});
      }
    }
  }
  return made;
}

Mutants mutants_of(const Truth& truth) {
  Mutants all;
  for (const Answer& answer : truth.answers) {
    append(all, mutants_of_body(answer));
    append(all, mutants_of_rows(answer));
  }
  append(all, mutants_of_statuses(truth));
  append(all, mutants_of_headers(truth));
  append(all, mutants_of_parameters(truth));
  append(all, mutants_of_subjects(truth));
  append(all, mutants_of_scopes(truth));
  std::unordered_set<std::string> names;
  for (const Mutant& mutant : all) {
    if (!names.insert(mutant.name).second) throw std::logic_error("two mutants " + mutant.name);
  }
  return all;
}

}  // namespace sp::mutants
