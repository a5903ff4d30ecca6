// What the family asks: each operation when the limit is reached, and one when the next window has
// begun.
#include "rules/rate_limit/rate_limit.h"

namespace sp::contract::rate_limit {

namespace {

Probe last_of_all(const schemas::Operation& operation, std::string kind, std::string missing) {
  Probe probe =
      about_existing(operation, std::move(kind), Expectation::success,
                     [](Values values, const Subjects&) { return Call{std::move(values)}; });
  probe.when = When::at_the_limit;
  probe.missing = std::move(missing);
  return probe;
}

}  // namespace

std::vector<Probe> probes(const schemas::Api& api) {
  std::vector<Probe> all;
  for (const std::string_view operation : operation_ids) {
    all.push_back(last_of_all(*api.find(operation), "at_the_limit",
                              "no 429 of the operation was met: --rate-limit-probe asks until the "
                              "rate limit answers one"));
  }
  all.push_back(
      last_of_all(*api.find("getRunSummary"), "next_window",
                  "the window after the 429 was not waited for: --wait-for-window waits for it"));
  return all;
}

}  // namespace sp::contract::rate_limit
