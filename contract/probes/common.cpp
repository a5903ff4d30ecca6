// The probes that everything else builds on. One function a kind; a kind is the same
// question asked of each operation.
#include <algorithm>

#include "probes/probe.h"

namespace sp::contract {

namespace {

constexpr std::string_view no_test =
    "no error of the run names a regression test: name one with --regression-id";
constexpr std::string_view no_output =
    "no result names an output: name one with --sample-id, --regression-id and --output-id";

std::vector<std::string> sources_of(std::string_view operation) {
  if (operation == "getRunSample" || operation == "getSampleHistory") {
    return {"getErrorSummary/ok", "getErrorSummary/by_sample", "getErrorSummary/by_regression"};
  }
  if (operation == "getDiff") return {"getRunSample/ok"};
  return {};
}

// What keeps a probe of something that exists from being made; nothing where a run is enough.
std::string missing_of(const schemas::Operation& operation) {
  if (sources_of(operation.id).empty()) return {};
  if (operation.id == "getDiff") return std::string(no_output);
  return operation.parameter("sample_id") ? no_sample : std::string(no_test);
}

Subjects::Output as_output(const Subjects::Result& result) {
  return {result.run_id, result.sample_id, result.regression_id, {}};
}

}  // namespace

std::optional<Values> named(const schemas::Operation& operation, const Subjects::Output& thing) {
  Values values;
  for (const schemas::Parameter& parameter : operation.parameters) {
    if (!parameter.required) continue;
    const std::string& value = parameter.name == "run_id"      ? thing.run_id
                               : parameter.name == "sample_id" ? thing.sample_id
                               : parameter.name == "output_id" ? thing.output_id
                                                               : thing.regression_id;
    if (value.empty()) return std::nullopt;
    values.emplace_back(parameter.name, value);
  }
  return values;
}

std::vector<Values> existing(const schemas::Operation& operation, const Subjects& subjects,
                             std::size_t most) {
  std::vector<Subjects::Output> things;
  if (operation.id == "getDiff") {
    things = subjects.outputs;
  } else if (operation.id == "getRunSample" || operation.id == "getSampleHistory") {
    for (const Subjects::Result& result : subjects.failing) things.push_back(as_output(result));
  } else {
    things.push_back({subjects.runs.front(), {}, {}, {}});
  }
  std::vector<Values> rows;
  for (const Subjects::Output& thing : things) {
    auto values = named(operation, thing);
    const bool known = values && std::find(rows.begin(), rows.end(), *values) != rows.end();
    if (values && !known && rows.size() < most) rows.push_back(*std::move(values));
  }
  return rows;
}

Values any_values(const schemas::Operation& operation, const Subjects& subjects) {
  const auto known = existing(operation, subjects);
  if (!known.empty()) return known.front();
  return *named(operation,
                {subjects.runs.front(), subjects.unknown, subjects.unknown, subjects.unknown});
}

bool names_more_than_a_run(const schemas::Operation& operation, std::string_view but) {
  return std::any_of(operation.parameters.begin(), operation.parameters.end(),
                     [&](const schemas::Parameter& parameter) {
                       return parameter.required && parameter.name != "run_id" &&
                              parameter.name != but;
                     });
}

Values with(Values values, std::string_view name, std::string value) {
  for (auto& pair : values) {
    if (pair.first == name) {
      pair.second = std::move(value);
      return values;
    }
  }
  values.emplace_back(name, std::move(value));
  return values;
}

Values grouped_by(Values values, std::string dimension) {
  return with(with(std::move(values), "group_by", std::move(dimension)), "limit", "100");
}

Values without(Values values, std::string_view name) {
  std::erase_if(values, [&](const auto& pair) { return pair.first == name; });
  return values;
}

Probe asked_in_turn(Probe probe) {
  probe.when = When::in_turn;
  return probe;
}

Probe first_in_turn(Probe probe) {
  probe = asked_in_turn(std::move(probe));
  probe.first = true;
  return probe;
}

Probe always(const schemas::Operation& operation, std::string kind, Expectation expectation,
             std::function<Call(const Subjects&)> call) {
  return {operation.id,
          std::move(kind),
          expectation,
          sources_of(operation.id),
          1,
          [call = std::move(call)](const Subjects& subjects) {
            return std::vector<Call>{call(subjects)};
          }};
}

Probe about_existing(const schemas::Operation& operation, std::string kind, Expectation expectation,
                     std::function<Call(Values, const Subjects&)> call) {
  return {operation.id,
          std::move(kind),
          expectation,
          sources_of(operation.id),
          1,
          [&operation, call = std::move(call)](const Subjects& subjects) {
            std::vector<Call> calls;
            for (Values& values : existing(operation, subjects)) {
              calls.push_back(call(std::move(values), subjects));
            }
            return calls;
          },
          missing_of(operation)};
}

Probe with_query(const schemas::Operation& operation, std::string kind, Expectation expectation,
                 std::string name, std::string value) {
  return about_existing(
      operation, std::move(kind), expectation,
      [name = std::move(name), value = std::move(value)](Values values, const Subjects&) {
        return Call{with(std::move(values), name, value)};
      });
}

namespace {

Probe ok(const schemas::Operation& operation) {
  const std::size_t most = operation.id == "getRunSample"       ? max_failing
                           : operation.id == "getSampleHistory" ? max_histories
                           : operation.id == "getDiff"          ? max_outputs
                                                                : 1;
  // Which results show all kinds of failure is told by the histories, too.
  auto sources = sources_of(operation.id);
  if (operation.id == "getRunSample") sources.push_back("getSampleHistory/ok");
  return {operation.id,
          "ok",
          Expectation::success,
          std::move(sources),
          most,
          [&operation, most](const Subjects& subjects) {
            std::vector<Call> calls;
            for (Values& values : existing(operation, subjects, most)) {
              calls.push_back({std::move(values)});
            }
            return calls;
          },
          missing_of(operation)};
}

// Errors by what names results.
Probe grouped(const schemas::Operation& errors, std::string kind, std::string dimension) {
  return about_existing(errors, std::move(kind), Expectation::success,
                        [dimension = std::move(dimension)](Values values, const Subjects&) {
                          return Call{grouped_by(std::move(values), dimension)};
                        });
}

// A result that passed: of another run, where histories name one.
Probe passing(const schemas::Operation& results) {
  return {results.id,
          "passing",
          Expectation::success,
          {"getSampleHistory/ok", "getRunSample/ok"},
          max_passing,
          [&results](const Subjects& subjects) {
            std::vector<Call> calls;
            for (const Subjects::Result& result : subjects.passing) {
              if (auto values = named(results, as_output(result))) calls.push_back({*values});
            }
            return calls;
          },
          "no history that was seen has a result that passed: name a sample that passed in some "
          "run with --sample-id"};
}

// About a result that a history names, or lacks.
Probe about_result(const schemas::Operation& operation, std::string kind, Expectation expectation,
                   std::optional<Subjects::Result> Subjects::*which, When when,
                   std::string missing) {
  Probe probe{operation.id,
              std::move(kind),
              expectation,
              {"getSampleHistory/ok"},
              1,
              [&operation, which](const Subjects& subjects) {
                std::vector<Call> calls;
                const auto& result = subjects.*which;
                auto values = result ? named(operation, as_output(*result)) : std::nullopt;
                if (!values) return calls;
                Values asked = *std::move(values);
                if (operation.parameter("group_by")) {
                  asked = grouped_by(std::move(asked), "regression_id");
                }
                calls.push_back({std::move(asked)});
                return calls;
              },
              std::move(missing)};
  probe.when = when;
  return probe;
}

// The same of a run that was not named: what this run has not may be told wrongly there. From turn
// to turn it is a result of another kind.
Probe elsewhere(const schemas::Operation& operation, When when) {
  return about_result(
      operation, "elsewhere", Expectation::success, &Subjects::elsewhere, when,
      "no history that was seen has a result of another run: name a sample that was tested "
      "in several with --sample-id");
}

// A result of a run that the history lacks: most likely there is none. Where there is one, rows are
// lost.
Probe skipped(const schemas::Operation& results) {
  return about_result(results, "skipped", Expectation::tolerated, &Subjects::skipped,
                      When::each_night,
                      "no whole history was seen: name a sample of few results with --sample-id");
}

// What is asked for beyond the plan by what answers name: a result by the id of its regression test
// where `published` takes one for a sample's, and things by an id that may be none.
Probe beyond(const schemas::Operation& operation, std::string kind, Expectation expectation) {
  Probe probe{operation.id, std::move(kind), expectation, {"getSampleHistory/ok"}, 1, {}, {}};
  probe.calls = [](const Subjects&) { return std::vector<Call>(); };
  probe.when = When::beyond;
  return probe;
}

Probe anonymous(const schemas::Operation& operation) {
  Probe probe = always(operation, "anonymous", Expectation::unauthorized,
                       [&operation](const Subjects& subjects) {
                         return Call{any_values(operation, subjects), "GET", Credentials::none};
                       });
  // It comes after the same request with a token: a shared cache would have kept that one.
  probe.after.push_back(operation.id + "/ok");
  probe.counts_for_token = false;
  return probe;
}

Probe unknown(const schemas::Operation& operation) {
  Probe probe =
      always(operation, "unknown", Expectation::not_found, [&operation](const Subjects& subjects) {
        const std::string& leading = operation.parameters.front().name;
        return Call{with(any_values(operation, subjects), leading, subjects.unknown)};
      });
  probe.asks_for_unknown = true;
  return probe;
}

}  // namespace

std::vector<Probe> common_probes(const schemas::Api& api) {
  std::vector<Probe> all;
  const auto operation = [&](std::string_view id) -> const schemas::Operation& {
    return *api.find(id);
  };
  all.push_back(ok(operation("getRunSummary")));
  all.push_back(ok(operation("getErrorSummary")));
  all.push_back(grouped(operation("getErrorSummary"), "by_sample", "sample_id"));
  all.push_back(grouped(operation("getErrorSummary"), "by_regression", "regression_id"));
  all.push_back(ok(operation("getRunSample")));
  all.push_back(passing(operation("getRunSample")));
  all.push_back(ok(operation("getDiff")));
  all.push_back(
      with_query(operation("getDiff"), "unified", Expectation::success, "format", "unified"));
  all.push_back(ok(operation("getSampleHistory")));
  all.push_back(skipped(operation("getRunSample")));
  all.push_back(elsewhere(operation("getRunSummary"), When::each_night));
  all.push_back(elsewhere(operation("getErrorSummary"), When::in_turn));
  all.push_back(elsewhere(operation("getRunSample"), When::each_night));
  all.push_back(beyond(operation("getRunSample"), "by_test", Expectation::success));
  all.push_back(beyond(operation("getRunSample"), "guessed", Expectation::tolerated));
  all.push_back(beyond(operation("getRunSummary"), "guessed", Expectation::tolerated));
  for (const auto kind : {anonymous, unknown}) {
    for (const std::string_view id : operation_ids) all.push_back(kind(operation(id)));
  }
  return all;
}

}  // namespace sp::contract
