// What the family `parameters` asks: which value of which parameter is asked within the budget
// of one window, and all others under --thorough.
#include <algorithm>

#include <fmt/format.h>

#include <sp/schemas/percent.h>

#include "rules/parameters/parameters.h"

namespace sp::contract::parameters {

namespace {

using schemas::Operation;
using schemas::Parameter;

// A doubtful value within the budget. Each kind of value is there for some operation, and each
// parameter of each operation has one, here or as the envelope's long_value.
struct Planned {
  std::string_view operation;
  std::string_view parameter;
  Names labels;
};

constexpr Planned planned[] = {
    {.operation = "getRunSummary", .parameter = "run_id", .labels = {"below"}},
    {.operation = "getErrorSummary", .parameter = "run_id", .labels = {"plus"}},
    {.operation = "getRunSample", .parameter = "sample_id", .labels = {"above"}},
    {.operation = "getRunSample", .parameter = "regression_test_id", .labels = {"below", "above"}},
    {.operation = "getSampleHistory", .parameter = "sample_id", .labels = {"other_digits"}},
    {.operation = "getErrorSummary",
     .parameter = "limit",
     .labels = {"below", "above", "fraction", "underscore", "blank"}},
    {.operation = "getSampleHistory",
     .parameter = "limit",
     .labels = {"negative", "text", "empty", "huge"}},
    {.operation = "getSampleHistory",
     .parameter = "regression_test_id",
     .labels = {"below", "text"}},
    {.operation = "getErrorSummary", .parameter = "offset", .labels = {"negative", "above"}},
    {.operation = "getSampleHistory", .parameter = "offset", .labels = {"text", "huge"}},
    {.operation = "getErrorSummary", .parameter = "severity", .labels = {"bogus"}},
    {.operation = "getDiff", .parameter = "regression_id", .labels = {"below"}},
    {.operation = "getDiff", .parameter = "output_id", .labels = {"text"}},
    {.operation = "getDiff", .parameter = "context_lines", .labels = {"below", "above"}},
    {.operation = "getDiff", .parameter = "format", .labels = {"bogus"}},
    {.operation = "getSampleHistory", .parameter = "status", .labels = {"bogus"}},
    {.operation = "getSampleHistory", .parameter = "branch", .labels = {"too_long"}},
    {.operation = "getSampleHistory", .parameter = "platform", .labels = {"empty"}},
    {.operation = "getSampleHistory", .parameter = "created_after", .labels = {"text"}},
    {.operation = "getSampleHistory", .parameter = "created_before", .labels = {"odd_separator"}},
};

When when(const Operation& operation, const Parameter& parameter, std::string_view label) {
  for (const Planned& row : planned) {
    if (row.operation == operation.id && row.parameter == parameter.name &&
        row.labels.contains(label)) {
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

// Asks about something that exists, so that a 404 is no excuse. A value that names the thing itself
// is refused before it is looked up, so nothing but the run needs to be known.
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
  return about_existing(operation, left_out_kind(parameter), Expectation::refused,
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

// A branch that exists, and behind it a text that a careless reader does not get to.
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

std::string left_out_kind(const Parameter& parameter) { return kind_of(parameter, "left_out"); }

std::vector<std::string> doubtful_kinds(const Parameter& parameter) {
  return kinds_of(parameter, doubtful_values(parameter, some_number));
}

std::vector<std::string> too_large_kinds(const Parameter& parameter) {
  std::vector<LabelledValue> values = doubtful_values(parameter, some_number);
  std::erase_if(values, [](const LabelledValue& value) {
    return value.label != "above" && value.label != "huge" && value.label != "wrapped";
  });
  return kinds_of(parameter, values);
}

std::vector<std::string> documented_kinds(const Parameter& parameter) {
  return kinds_of(parameter, documented_values(parameter));
}

std::vector<Probe> probes(const schemas::Api& api) {
  std::vector<Probe> all;
  for (const std::string_view id : operation_ids) {
    const Operation& operation = *api.find(id);
    for (const Parameter& parameter : operation.parameters) {
      add_probes_of(operation, parameter, all);
    }
    if (operation.parameter("limit")) all.push_back(limit_repeated(operation));
    all.push_back(unknown_parameter(operation));
  }
  const Operation& history = *api.find("getSampleHistory");
  for (Probe& probe : odd_branches(history)) all.push_back(std::move(probe));
  all.push_back(dates_reversed(history));
  // A probe that needs no other's answer can always be asked.
  for (Probe& probe : all) {
    if (probe.after.empty()) probe.missing.clear();
  }
  return all;
}

}  // namespace sp::contract::parameters
