#include "rules/not_found/not_found.h"

#include <fmt/format.h>

#include "rules/catalogue.h"

namespace sp::contract {

namespace not_found {

void expect_404(const Exchange& exchange, std::string_view because, Verdict& verdict,
                std::vector<const Exchange*> against) {
  verdict.judged();
  const int status = exchange.response->status;
  if (status == 404) return;
  if (status != 200) against.clear();
  verdict.fail(exchange, "", fmt::format("status 404: {}", because),
               fmt::format("status {}", status), std::move(against));
}

std::string_view naming(const schemas::Operation& operation) {
  return operation.parameter("sample_id") ? "sample_id" : "regression_test_id";
}

namespace {

std::vector<Probe> probes(const schemas::Api& api) {
  const schemas::Operation& results = *api.find("getRunSample");
  const schemas::Operation& diff = *api.find("getDiff");
  std::vector<Probe> probes = {unknown_sample_probe(results, When::planned),
                               unknown_sample_probe(diff, When::in_turn),
                               sample_not_in_run_probe(results)};
  if (naming(results) == "regression_test_id") probes.push_back(sample_for_test_probe(results));
  for (Probe& probe : part_probes(diff)) probes.push_back(std::move(probe));
  return probes;
}

}  // namespace

}  // namespace not_found

Family not_found_family(const Contract& contract) {
  using namespace not_found;
  return {"not_found",
          {run_rule, sample_of_run_rule, sample_of_history_rule, sample_not_in_run_rule,
           sample_for_test_rule, regression_test_rule, output_rule, foreign_output_rule,
           foreign_sample_rule, swapped_rule, details_rule},
          not_found::probes(contract.api)};
}

}  // namespace sp::contract
