// What the family `parameters` asks: which value of which parameter is asked by a run that draws
// nothing. All are asked in turn, and under --thorough.
#include <algorithm>

#include <fmt/format.h>

#include <sp/schemas/percent.h>

#include "rules/parameters/parameters.h"

namespace sp::contract::parameters {

namespace {

using schemas::Operation;
using schemas::Parameter;

// A doubtful value that such a run asks: each parameter of each operation has one, here or as the
// envelope's long_value. Where one value shows what another does and more, as `trailing` does of
// `text` and `cut` of a word that is like none, that one is here.
struct First {
  std::string_view operation;
  std::string_view parameter;
  Names labels;
};

constexpr First first[] = {
    {.operation = "getRunSummary", .parameter = "run_id", .labels = {"below"}},
    {.operation = "getErrorSummary", .parameter = "run_id", .labels = {"wrapped"}},
    {.operation = "getRunSample", .parameter = "sample_id", .labels = {"wrapped"}},
    {.operation = "getRunSample",
     .parameter = "regression_test_id",
     .labels = {"below", "wrapped"}},
    {.operation = "getSampleHistory", .parameter = "sample_id", .labels = {"plus"}},
    {.operation = "getErrorSummary",
     .parameter = "limit",
     .labels = {"below", "above", "underscore", "blank"}},
    {.operation = "getSampleHistory",
     .parameter = "limit",
     .labels = {"trailing", "empty", "huge"}},
    {.operation = "getSampleHistory", .parameter = "regression_test_id", .labels = {"below"}},
    {.operation = "getErrorSummary", .parameter = "offset", .labels = {"negative"}},
    {.operation = "getSampleHistory", .parameter = "offset", .labels = {"trailing", "huge"}},
    {.operation = "getErrorSummary", .parameter = "severity", .labels = {"cut"}},
    {.operation = "getErrorSummary", .parameter = "group_by", .labels = {"related"}},
    {.operation = "getDiff", .parameter = "regression_id", .labels = {"wrapped"}},
    {.operation = "getDiff", .parameter = "output_id", .labels = {"trailing"}},
    {.operation = "getDiff", .parameter = "context_lines", .labels = {"below", "above"}},
    {.operation = "getDiff", .parameter = "format", .labels = {"upper_case"}},
    {.operation = "getSampleHistory", .parameter = "status", .labels = {"upper_case"}},
    {.operation = "getSampleHistory", .parameter = "branch", .labels = {"too_long"}},
    {.operation = "getSampleHistory", .parameter = "platform", .labels = {"empty"}},
    {.operation = "getSampleHistory", .parameter = "created_after", .labels = {"no_such_day"}},
    {.operation = "getSampleHistory", .parameter = "created_before", .labels = {"odd_separator"}},
};

bool is_first(const Operation& operation, const Parameter& parameter, std::string_view label) {
  return std::any_of(std::begin(first), std::end(first), [&](const First& row) {
    return row.operation == operation.id && row.parameter == parameter.name &&
           row.labels.contains(label);
  });
}

std::string kind_of(const Parameter& parameter, std::string_view label) {
  return fmt::format("{}_{}", parameter.name, label);
}

// Some value that is inside, to make doubtful ones of where nothing is known.
constexpr const char* some_number = "5";

// A value that is inside, and that leaves something to see for whoever takes the doubtful one for
// it: the thing that the request names, the first page, a test of the sample.
std::string fine_value(const Parameter& parameter, const Values& values, const Subjects& subjects) {
  const auto given = std::find_if(values.begin(), values.end(),
                                  [&](const auto& pair) { return pair.first == parameter.name; });
  if (given != values.end()) return given->second;
  if (parameter.name == "offset") return "0";
  const auto test = values.empty() ? subjects.tests.end() : subjects.tests.find(values[0].second);
  const bool is_of_test = parameter.name == "regression_test_id" && test != subjects.tests.end();
  return is_of_test ? test->second : some_number;
}

Call doubtful_call(const Parameter& parameter, const std::string& label, Values values,
                   const Subjects& subjects) {
  const std::string fine = fine_value(parameter, values, subjects);
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
  const auto call = [&parameter, label = value.label](Values values, const Subjects& subjects) {
    Call made = doubtful_call(parameter, label, std::move(values), subjects);
    // The other form may be made elsewhere, where nobody looks at the number.
    if (parameter.name == "context_lines" && label == "above")
      made.values = with(std::move(made.values), "format", "unified");
    return made;
  };
  const std::string kind = kind_of(parameter, value.label);
  Probe probe =
      parameter.in == Parameter::In::path && !names_more_than_a_run(operation, parameter.name)
          ? always(operation, kind, expectation,
                   [&operation, call](const Subjects& subjects) {
                     return call(any_values(operation, subjects), subjects);
                   })
          : about_existing(operation, kind, expectation, call);
  probe.first = is_first(operation, parameter, value.label);
  return probe;
}

Probe documented(const Operation& operation, const Parameter& parameter,
                 const LabelledValue& value) {
  return with_query(operation, kind_of(parameter, value.label), Expectation::success,
                    parameter.name, value.value);
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

// As texts, and without their zones, they are the right way round.
Probe dates_reversed(const Operation& history) {
  return about_existing(history, kinds::dates_reversed, Expectation::refused,
                        [](Values values, const Subjects&) {
                          values.emplace_back("created_after", "2026-06-01T00:00:00-12:00");
                          values.emplace_back("created_before", "2026-06-01T06:00:00Z");
                          return Call{std::move(values)};
                        });
}

// As texts they are the wrong way round.
Probe dates_in_order(const Operation& history) {
  return about_existing(history, kinds::dates_in_order, Expectation::success,
                        [](Values values, const Subjects&) {
                          values.emplace_back("created_after", "2026-06-01T00:00:00+12:00");
                          values.emplace_back("created_before", "2026-05-31T18:00:00Z");
                          return Call{std::move(values)};
                        });
}

// Both bounds include their instant, so that there is one left.
Probe dates_equal(const Operation& history) {
  return about_existing(history, kinds::dates_equal, Expectation::success,
                        [](Values values, const Subjects&) {
                          values.emplace_back("created_after", "2026-06-01T06:00:00Z");
                          values.emplace_back("created_before", "2026-06-01T06:00:00Z");
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
  probe.first = operation.id == "getSampleHistory";
  return probe;
}

Probe unknown_parameter(const Operation& operation) {
  Probe probe = with_query(operation, kinds::unknown_parameter, Expectation::tolerated,
                           "no_such_parameter", "1");
  probe.first = operation.id == "getSampleHistory";
  return probe;
}

// Whether other families ask for that value, too, by kinds of their own: for all but what an
// operation does anyway, by its name.
bool others_ask_for(const Operation& operation, const Parameter& parameter,
                    std::string_view label) {
  constexpr std::string_view each_value[] = {"severity", "context_lines", "platform", "limit",
                                             "offset"};
  if (parameter.name == "group_by") return label != "is_type";
  if (parameter.name == "format") return label != "is_structured";
  return (operation.id == "getSampleHistory" && parameter.name == "status") ||
         std::find(std::begin(each_value), std::end(each_value), parameter.name) !=
             std::end(each_value);
}

void add_probes_of(const Operation& operation, const Parameter& parameter,
                   std::vector<Probe>& probes) {
  const std::string fine = some_number;
  for (const auto& value : doubtful_values(parameter, fine)) {
    probes.push_back(doubtful(operation, parameter, value));
  }
  if (parameter.in == Parameter::In::path) return;
  for (const auto& value : documented_values(parameter)) {
    if (!others_ask_for(operation, parameter, value.label))
      probes.push_back(documented(operation, parameter, value));
  }
  if (parameter.required) probes.push_back(first_in_turn(left_out(operation, parameter)));
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

std::vector<std::string> documented_kinds(const Operation& operation, const Parameter& parameter) {
  auto values = documented_values(parameter);
  std::erase_if(values, [&](const LabelledValue& value) {
    return others_ask_for(operation, parameter, value.label);
  });
  return kinds_of(parameter, values);
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
  for (Probe& probe : odd_branches(history)) all.push_back(first_in_turn(std::move(probe)));
  all.push_back(first_in_turn(dates_reversed(history)));
  all.push_back(dates_in_order(history));
  all.push_back(dates_equal(history));
  for (Probe& probe : all) {
    probe.when = When::in_turn;
    // A probe that needs no other's answer can always be asked.
    if (probe.after.empty()) probe.missing.clear();
  }
  return all;
}

}  // namespace sp::contract::parameters
