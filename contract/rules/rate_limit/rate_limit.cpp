// The family `rate_limit`: the headers tell the truth, and the 429 comes when they say
// (contract section 1, rate limit).
#include "rules/rate_limit/rate_limit.h"

#include "rules/catalogue.h"

namespace sp::contract {

namespace {

Probe at_the_limit(const schemas::Operation& operation, std::string kind) {
  Probe probe = about_existing(operation, std::move(kind), Expectation::success,
                               [](Values values, const Subjects&) { return Call{values}; });
  probe.when = When::at_the_limit;
  probe.missing = probe.kind == "next_window"
                      ? "the window after the 429 was not waited for: --wait-for-window does"
                      : "no 429 of the operation was met: --rate-limit-probe asks until the rate "
                        "limit answers one";
  return probe;
}

void add(Family& family, std::vector<Rule> rules) {
  for (Rule& rule : rules) family.rules.push_back(std::move(rule));
}

}  // namespace

Family rate_limit_family(const Contract& contract) {
  Family family{"rate_limit", {}, {}};
  add(family, rate_limit::rules_of_the_headers(contract));
  add(family, rate_limit::rules_of_the_count());
  add(family, rate_limit::rules_of_the_429());
  add(family, rate_limit::rules_of_the_limit());
  for (const std::string_view operation : operation_ids) {
    family.probes.push_back(at_the_limit(*contract.api.find(operation), "at_the_limit"));
  }
  family.probes.push_back(at_the_limit(*contract.api.find("getRunSummary"), "next_window"));
  return family;
}

}  // namespace sp::contract
