// What the family asks: the groupings that no other family asks for, and each severity once, each
// on another grouping. Some requests carry what should change nothing, so that it need not be asked
// for again: gzip, conditions that never hold, a connection of their own.
#include "rules/error_summary/error_summary.h"

namespace sp::contract::error_summary {

namespace {

// The run's errors, asked for like that; `asked.values` are query parameters. There is always a run
// to ask about, so nothing can be missing.
Probe errors(const schemas::Operation& operation, std::string kind, Call asked) {
  return always(operation, std::move(kind), Expectation::success,
                [&operation, asked = std::move(asked)](const Subjects& subjects) {
                  Values values = any_values(operation, subjects);
                  for (const auto& [name, value] : asked.values) {
                    values = with(std::move(values), name, value);
                  }
                  Call call = asked;
                  call.values = std::move(values);
                  return call;
                });
}

bool documents(const schemas::Operation& operation, const char* grouping) {
  const schemas::Parameter* parameter = operation.parameter("group_by");
  return parameter && parameter->schema.accepts(schemas::Value(std::string(grouping), 0));
}

}  // namespace

std::vector<Probe> probes(const schemas::Operation& operation) {
  std::vector<Probe> probes;
  if (documents(operation, "category")) {
    probes.push_back(
        errors(operation, "by_category", {{{"group_by", "category"}, {"limit", "100"}}}));
  }
  probes.push_back(errors(operation, "by_severity",
                          {.values = {{"group_by", "severity"}, {"limit", "100"}},
                           .headers = {{"Accept-Encoding", "gzip"}}}));
  probes.push_back(
      errors(operation, "severity_error",
             {{{"group_by", "regression_id"}, {"severity", "error"}, {"limit", "100"}}}));
  probes.push_back(
      errors(operation, "severity_warning",
             {.values = {{"group_by", "sample_id"}, {"severity", "warning"}, {"limit", "100"}},
              .headers = {{"If-None-Match", "\"sp-contract\""},
                          {"If-Modified-Since", "Thu, 01 Jan 1970 00:00:00 GMT"}}}));
  probes.push_back(errors(operation, "severity_info", {{{"severity", "info"}}}));
  probes.push_back(errors(
      operation, "severity_critical",
      {.values = {{"group_by", "severity"}, {"severity", "critical"}}, .own_connection = true}));
  return probes;
}

}  // namespace sp::contract::error_summary
