#include "rules/history/history.h"

#include <algorithm>

#include "rules/catalogue.h"

namespace sp::contract {

namespace history {

std::string name_of(const SeenRow& row) { return name_of_row(*row.page, row.index); }

}  // namespace history

namespace {

// The filters of a document tell how many requests it takes to ask for each two of them.
void add_pairs(Family& family) {
  const auto combined =
      std::find_if(family.rules.begin(), family.rules.end(),
                   [](const Rule& rule) { return rule.name == history::combined_rule.name; });
  for (const Probe& probe : family.probes) {
    if (probe.kind.starts_with("pair_")) {
      combined->probes.add(family.texts.emplace_front(probe.kind));
    }
  }
}

}  // namespace

Family history_family(const Contract& contract) {
  using namespace history;
  Family family{
      "history",
      {order_rule,
       rows_once_rule,
       agrees_with_results_rule,
       own_tests_rule,
       complete_rule,
       agrees_with_summary_rule,
       one_run_rule,
       same_rows_rule,
       failure_signature_rule,
       no_failure_no_signature_rule,
       signature_fits_result_rule,
       signature_is_stable_rule,
       status_of_run_rule,
       status_of_result_rule,
       platform_rule,
       branch_rule,
       regression_test_rule,
       foreign_test_rule,
       created_after_rule,
       created_before_rule,
       both_sides_rule,
       zone_rule,
       combined_rule},
      probes(contract.api),
      "the histories that were seen have no rows for this rule: name a sample with results in "
      "several "
      "runs with --sample-id"};
  add_pairs(family);
  return family;
}

}  // namespace sp::contract
