// The probes. One function a kind; a kind is the same question asked of each operation.
#include "plan/probe.h"

namespace sp::contract {

namespace {

constexpr std::string_view no_sample =
    "nothing in the run failed, so no answer names a sample: name one with --sample-id";
constexpr std::string_view no_output =
    "no result names an output: name one with --sample-id, --regression-id and --output-id";

std::vector<std::string_view> sources_of(std::string_view operation) {
  static const std::vector<std::string_view> samples = {"getErrorSummary/ok",
                                                        "getErrorSummary/by_sample"};
  if (operation == "getRunSample" || operation == "getSampleHistory") return samples;
  if (operation == "getDiff") return {"getRunSample/ok"};
  return {};
}

std::string_view missing_of(std::string_view operation) {
  return operation == "getDiff" ? no_output : no_sample;
}

Values values_of(const Subjects::Diff& diff) {
  return {{"run_id", diff.run_id},
          {"sample_id", diff.sample_id},
          {"regression_id", diff.regression_id},
          {"output_id", diff.output_id}};
}

// The parameters that name existing things, at most `most` of them; none when the
// subjects lack one.
std::vector<Values> existing(std::string_view operation, const Subjects& subjects,
                             std::size_t most = 1) {
  std::vector<Values> rows;
  const std::string& run = subjects.runs.front();
  if (operation == "getRunSample" || operation == "getSampleHistory") {
    for (const std::string& sample : subjects.samples) {
      rows.push_back(operation == "getSampleHistory"
                         ? Values{{"sample_id", sample}}
                         : Values{{"run_id", run}, {"sample_id", sample}});
    }
  } else if (operation == "getDiff") {
    for (const Subjects::Diff& diff : subjects.diffs) rows.push_back(values_of(diff));
  } else {
    rows.push_back({{"run_id", run}});
  }
  if (rows.size() > most) rows.resize(most);
  return rows;
}

}  // namespace

Values any_values(std::string_view operation, const Subjects& subjects) {
  const auto known = existing(operation, subjects);
  if (!known.empty()) return known.front();
  if (operation == "getSampleHistory") return {{"sample_id", unknown_id}};
  if (operation == "getRunSample") {
    return {{"run_id", subjects.runs.front()}, {"sample_id", unknown_id}};
  }
  return values_of({subjects.runs.front(), unknown_id, unknown_id, unknown_id});
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

std::string_view leading_id(std::string_view operation) {
  return operation == "getSampleHistory" ? "sample_id" : "run_id";
}

Probe always(std::string_view operation, std::string_view kind, Expectation expectation,
             std::function<Call(const Subjects&)> call) {
  return {operation,
          kind,
          expectation,
          sources_of(operation),
          1,
          [call = std::move(call)](const Subjects& subjects) {
            return std::vector<Call>{call(subjects)};
          },
          {}};
}

namespace {

Probe ok(std::string_view operation) {
  const std::size_t most = operation == "getRunSample" ? max_samples
                           : operation == "getDiff"    ? max_diffs
                                                       : 1;
  return {operation,
          "ok",
          Expectation::success,
          sources_of(operation),
          most,
          [=](const Subjects& subjects) {
            std::vector<Call> calls;
            for (Values& values : existing(operation, subjects, most)) {
              calls.push_back({std::move(values)});
            }
            return calls;
          },
          missing_of(operation)};
}

Probe with_query(std::string_view operation, std::string_view kind, const char* name,
                 const char* value) {
  return {operation,
          kind,
          Expectation::success,
          sources_of(operation),
          1,
          [=](const Subjects& subjects) {
            std::vector<Call> calls;
            for (Values& values : existing(operation, subjects)) {
              calls.push_back({with(std::move(values), name, value)});
            }
            return calls;
          },
          missing_of(operation)};
}

Probe anonymous(std::string_view operation) {
  return always(operation, "anonymous", Expectation::unauthorized, [=](const Subjects& subjects) {
    return Call{any_values(operation, subjects), "GET", Credentials::none};
  });
}

Probe unknown(std::string_view operation) {
  return always(operation, "unknown", Expectation::not_found, [=](const Subjects& subjects) {
    return Call{with(any_values(operation, subjects), leading_id(operation), unknown_id)};
  });
}

}  // namespace

std::vector<Probe> common_probes() {
  std::vector<Probe> all;
  for (const std::string_view operation : operation_ids) all.push_back(ok(operation));
  all.push_back(with_query("getErrorSummary", "by_sample", "group_by", "sample_id"));
  all.push_back(with_query("getDiff", "unified", "format", "unified"));
  for (const auto kind : {anonymous, unknown}) {
    for (const std::string_view operation : operation_ids) all.push_back(kind(operation));
  }
  return all;
}

const Probe* find_probe(std::string_view operation, std::string_view kind) {
  for (const Probe& probe : probes()) {
    if (probe.operation == operation && probe.kind == kind) return &probe;
  }
  return nullptr;
}

}  // namespace sp::contract
