// What the family asks: the groupings that no other family asks for, and each severity once, each
// on another grouping. A filter that looks at single errors rather than at the worst of a bucket
// passes on groupings whose buckets are of one severity: from turn to turn it is another one. Some
// requests carry what should change nothing, so that it need not be asked for again: gzip,
// conditions that never hold, a connection of their own. A filter that forgets itself behind the
// first page is asked for a second row.
#include "rules/error_summary/error_summary.h"
#include "seen/views.h"

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

constexpr const char* default_grouping = "type";

// The grouping that stands so many places behind the one that it is asked with at first.
std::string grouping_at(const schemas::Operation& operation, const std::string& first,
                        std::uint64_t turn) {
  const auto& groupings = array_at(operation.parameter("group_by")->definition, "enum");
  std::size_t place = 0;
  for (std::size_t i = 0; i < groupings.size(); ++i) {
    if (groupings[i].string() && *groupings[i].string() == first) place = i;
  }
  if (groupings.empty()) return first;
  const std::string_view* name =
      groupings[(place + turn % groupings.size()) % groupings.size()].string();
  return name ? std::string(*name) : first;
}

// A severity on another grouping from turn to turn: each two of them come together.
Probe by_severity(const schemas::Operation& operation, const std::string& severity,
                  std::string first, const Call& asked) {
  return always(operation, "severity_" + severity, Expectation::success,
                [&operation, severity, first = std::move(first), asked](const Subjects& subjects) {
                  Call call = asked;
                  call.values = any_values(operation, subjects);
                  const std::string grouping = grouping_at(operation, first, subjects.turn);
                  if (grouping != default_grouping) {
                    call.values = with(std::move(call.values), "group_by", grouping);
                  }
                  call.values = with(std::move(call.values), "severity", severity);
                  for (const auto& [name, value] : asked.values) {
                    call.values = with(std::move(call.values), name, value);
                  }
                  return call;
                });
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
      by_severity(operation, "error", "regression_id", {.values = {{"limit", "100"}}}));
  probes.push_back(
      by_severity(operation, "warning", "sample_id",
                  {.values = {{"limit", "100"}},
                   .headers = {{"If-None-Match", "\"sp-contract\""},
                               {"If-Modified-Since", "Thu, 01 Jan 1970 00:00:00 GMT"}}}));
  probes.push_back(by_severity(operation, "info", default_grouping, {}));
  probes.push_back(
      by_severity(operation, "critical", "severity", {.values = {}, .own_connection = true}));
  probes.push_back(errors(
      operation, "second_by_severity",
      {{{"group_by", "regression_id"}, {"severity", "error"}, {"limit", "1"}, {"offset", "1"}}}));
  probes.back().when = When::in_turn;
  return probes;
}

}  // namespace sp::contract::error_summary
