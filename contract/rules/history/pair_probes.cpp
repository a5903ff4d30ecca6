// Every two filters of the first sample's history together (pairs.h). A server that looks at one
// of them only, or for rows that fit either, shows rows that one of them takes away.
#include <fmt/format.h>

#include "rules/history/history.h"
#include "rules/history/pairs.h"

namespace sp::contract::history {

namespace {

using Setting = std::map<std::string, std::string>;

// Filters whose values answers have to tell; what stands for them here is not asked for.
constexpr std::string_view told_by_answers[] = {"branch", "created_after", "created_before",
                                                "regression_test_id"};

std::vector<Factor> factors_of(const schemas::Operation& history) {
  std::vector<Factor> factors;
  for (const std::string_view name : {"status", "platform"}) {
    factors.push_back({std::string(name), values_of(history, name)});
  }
  for (const std::string_view name : told_by_answers) {
    if (history.parameter(name)) factors.push_back({std::string(name), {"any"}});
  }
  return factors;
}

// Empty where no answer tells one. Of two bounds the one cuts: two that cut at one time would leave
// nothing.
std::string value_of(const std::string& filter, const Setting& setting, const Values& sample,
                     const Subjects& subjects) {
  if (filter == "created_before" && setting.contains("created_after")) return latest_bound;
  if (filter == "branch" || filter.starts_with("created_")) return value_seen(filter, subjects);
  if (filter != "regression_test_id") return setting.at(filter);
  const auto test = subjects.tests.find(sample.front().second);
  return test == subjects.tests.end() ? "" : test->second;
}

Probe asking(const schemas::Operation& history, std::string kind, const Setting& setting) {
  Probe probe =
      filtering(history, std::move(kind), 1,
                "no row of a history tells what to filter by: name a sample with results with "
                "--sample-id",
                [setting](const Values& sample, const Subjects& subjects) {
                  Values values = sample;
                  for (const auto& [filter, unused] : setting) {
                    std::string value = value_of(filter, setting, sample, subjects);
                    if (value.empty()) continue;
                    values = with(std::move(values), filter, std::move(value));
                  }
                  std::vector<Call> calls;
                  if (values.size() >= sample.size() + 2) calls.push_back({values});
                  return calls;
                });
  probe.when = When::in_turn;
  return probe;
}

}  // namespace

std::vector<Probe> pair_probes(const schemas::Operation& history) {
  std::vector<Probe> probes;
  for (const Setting& setting : covering_pairs(factors_of(history))) {
    probes.push_back(asking(history, fmt::format("pair_{}", probes.size() + 1), setting));
  }
  return probes;
}

}  // namespace sp::contract::history
