// What the family `parameters` asks: which value of which parameter is asked within the budget
// of one window, and all others under --thorough.
#include "rules/parameters/probes.h"

#include <algorithm>

#include <fmt/format.h>

#include <sp/schemas/percent.h>

#include "probes/parameter_values.h"

namespace sp::contract {

namespace {

using schemas::Operation;
using schemas::Parameter;
namespace kinds = parameter_kinds;

// A doubtful value within the budget. Each kind of value is there for some operation, and each
// parameter of each operation has one, here or as the envelope's long_value.
struct Planned {
  std::string_view operation;
  std::string_view parameter;
  std::vector<std::string_view> labels;
};

const std::vector<Planned>& planned() {
  static const std::vector<Planned> rows = {
      {"getRunSummary", "run_id", {"below"}},
      {"getErrorSummary", "run_id", {"huge"}},
      {"getRunSample", "sample_id", {"above"}},
      {"getRunSample", "regression_test_id", {"above"}},
      {"getSampleHistory", "sample_id", {"negative"}},
      {"getErrorSummary", "limit", {"below", "above", "fraction", "underscore", "blank", "plus"}},
      {"getSampleHistory", "limit", {"negative", "text", "empty", "huge"}},
      {"getSampleHistory", "regression_test_id", {"below", "text"}},
      {"getErrorSummary", "offset", {"negative", "above"}},
      {"getSampleHistory", "offset", {"text", "huge"}},
      {"getErrorSummary", "severity", {"bogus"}},
      {"getDiff", "regression_id", {"below"}},
      {"getDiff", "output_id", {"text"}},
      {"getDiff", "context_lines", {"below", "above"}},
      {"getDiff", "format", {"bogus"}},
      {"getSampleHistory", "status", {"bogus"}},
      {"getSampleHistory", "branch", {"too_long"}},
      {"getSampleHistory", "platform", {"empty"}},
      {"getSampleHistory", "created_after", {"text"}},
      {"getSampleHistory", "created_before", {"no_such_day"}},
  };
  return rows;
}

When when(const Operation& operation, const Parameter& parameter, std::string_view label) {
  for (const Planned& row : planned()) {
    if (row.operation == operation.id && row.parameter == parameter.name &&
        std::find(row.labels.begin(), row.labels.end(), label) != row.labels.end()) {
      return When::planned;
    }
  }
  return When::thorough;
}

std::string kind_of(const Parameter& parameter, std::string_view label) {
  return fmt::format("{}_{}", parameter.name, label);
}

// Some value that is inside, to make doubtful ones of.
constexpr const char* some_number = "5";

Call doubtful_call(const Parameter& parameter, const std::string& label, Values values) {
  const auto given = std::find_if(values.begin(), values.end(),
                                  [&](const auto& pair) { return pair.first == parameter.name; });
  const std::string fine = given == values.end() ? some_number : given->second;
  for (LabelledValue& row : doubtful_values(parameter, fine)) {
    if (row.label == label) {
      return {with(std::move(values), parameter.name, std::move(row.value))};
    }
  }
  return {std::move(values)};
}

// Asked of what is there, where a 404 is no way out. What names a thing itself is refused before it
// is looked up, so that nothing needs to be known but the run.
Probe doubtful(const Operation& operation, const Parameter& parameter, const LabelledValue& value) {
  const Expectation expectation = standing(parameter, value.value) == Standing::outside
                                      ? Expectation::refused
                                      : Expectation::tolerated;
  const auto call = [&parameter, label = value.label](Values values) {
    return doubtful_call(parameter, label, std::move(values));
  };
  const std::string kind = kind_of(parameter, value.label);
  Probe probe =
      parameter.in == Parameter::In::path && !names_more_than_a_run(operation, parameter.name)
          ? always(operation, kind, expectation,
                   [&operation, call](const Subjects& subjects) {
                     return call(any_values(operation, subjects));
                   })
          : about_existing(operation, kind, expectation, [call](Values values, const Subjects&) {
              return call(std::move(values));
            });
  probe.when = when(operation, parameter, value.label);
  return probe;
}

Probe documented(const Operation& operation, const Parameter& parameter,
                 const LabelledValue& value) {
  Probe probe = with_query(operation, kind_of(parameter, value.label), Expectation::success,
                           parameter.name, value.value);
  probe.when = When::thorough;
  return probe;
}

Probe left_out(const Operation& operation, const Parameter& parameter) {
  return about_existing(operation, kinds::left_out(parameter), Expectation::refused,
                        [name = parameter.name](Values values, const Subjects&) {
                          return Call{without(std::move(values), name)};
                        });
}

// 100 characters that are 220 bytes in UTF-8 and 140 units in UTF-16: the limit is one of
// characters.
Probe branch_at_length(const Operation& history) {
  std::string branch(60, 'b');
  for (int i = 0; i < 40; ++i) branch += "\xF0\x9F\x93\xBA";
  return with_query(history, kinds::branch_at_length, Expectation::success, "branch", branch);
}

// A branch that is there, and behind it what a careless reader stops at.
std::string branch_and(const Subjects& subjects, std::string_view rest) {
  return (subjects.branch.empty() ? "master" : subjects.branch) + std::string(rest);
}

std::vector<Probe> odd_branches(const Operation& history) {
  using namespace std::string_view_literals;
  Probe nul = about_existing(
      history, kinds::branch_nul, Expectation::tolerated,
      [](Values values, const Subjects& subjects) {
        return Call{with(std::move(values), "branch", branch_and(subjects, "\0x"sv))};
      });
  Probe percent = about_existing(history, kinds::branch_percent, Expectation::tolerated,
                                 [](Values values, const Subjects& subjects) {
                                   std::string branch =
                                       schemas::percent_encoded(branch_and(subjects, "")) + "%ZZ";
                                   Call call{with(std::move(values), "branch", std::move(branch))};
                                   call.verbatim = {"branch"};
                                   return call;
                                 });
  for (Probe* probe : {&nul, &percent}) probe->after = {history.id + "/ok"};
  return {branch_at_length(history), std::move(nul), std::move(percent)};
}

Probe dates_reversed(const Operation& history) {
  return about_existing(history, kinds::dates_reversed, Expectation::refused,
                        [](Values values, const Subjects&) {
                          values.emplace_back("created_after", "2026-06-27T00:00:00Z");
                          values.emplace_back("created_before", "2026-06-01T00:00:00Z");
                          return Call{std::move(values)};
                        });
}

Probe limit_repeated(const Operation& operation) {
  Probe probe = about_existing(operation, kinds::limit_repeated, Expectation::tolerated,
                               [](Values values, const Subjects&) {
                                 values.emplace_back("limit", "1");
                                 values.emplace_back("limit", "2");
                                 return Call{std::move(values)};
                               });
  if (operation.id != "getSampleHistory") probe.when = When::thorough;
  return probe;
}

Probe unknown_parameter(const Operation& operation) {
  Probe probe = with_query(operation, kinds::unknown_parameter, Expectation::tolerated,
                           "no_such_parameter", "1");
  if (operation.id != "getSampleHistory") probe.when = When::thorough;
  return probe;
}

void add_probes_of(const Operation& operation, const Parameter& parameter,
                   std::vector<Probe>& probes) {
  const std::string fine = some_number;
  for (const auto& value : doubtful_values(parameter, fine)) {
    probes.push_back(doubtful(operation, parameter, value));
  }
  if (parameter.in == Parameter::In::path) return;
  for (const auto& value : documented_values(parameter)) {
    probes.push_back(documented(operation, parameter, value));
  }
  if (parameter.required) probes.push_back(left_out(operation, parameter));
}

std::vector<std::string> kinds_of(const Parameter& parameter,
                                  const std::vector<LabelledValue>& values) {
  std::vector<std::string> all;
  for (const LabelledValue& value : values) all.push_back(kind_of(parameter, value.label));
  return all;
}

}  // namespace

std::string parameter_kinds::left_out(const Parameter& parameter) {
  return kind_of(parameter, "left_out");
}

std::vector<std::string> doubtful_kinds(const Parameter& parameter) {
  return kinds_of(parameter, doubtful_values(parameter, some_number));
}

std::vector<std::string> documented_kinds(const Parameter& parameter) {
  return kinds_of(parameter, documented_values(parameter));
}

std::vector<Probe> parameter_probes(const Contract& contract) {
  std::vector<Probe> probes;
  for (const std::string_view id : operation_ids) {
    const Operation& operation = *contract.api.find(id);
    for (const Parameter& parameter : operation.parameters) {
      add_probes_of(operation, parameter, probes);
    }
    if (operation.parameter("limit")) probes.push_back(limit_repeated(operation));
    probes.push_back(unknown_parameter(operation));
  }
  const Operation& history = *contract.api.find("getSampleHistory");
  for (Probe& probe : odd_branches(history)) probes.push_back(std::move(probe));
  probes.push_back(dates_reversed(history));
  // What needs no answer to be asked lacks nothing.
  for (Probe& probe : probes) {
    if (probe.after.empty()) probe.missing.clear();
  }
  return probes;
}

}  // namespace sp::contract
