#include "rules/error_summary/error_summary.h"

#include "rules/catalogue.h"

namespace sp::contract {

namespace error_summary {

void contradict(Verdict& verdict, const SeenBucket& row, std::string_view member, Shape shape,
                const std::vector<const ErrorList*>& lists) {
  const Exchange* source = row.page->exchange;
  verdict.fail(*source, row.pointer(member), std::move(shape), sources_but(source, lists));
}

void contradict(Verdict& verdict, const ErrorList& list, Shape shape, const ErrorList& other) {
  const Exchange* source = list.sources.front();
  verdict.fail(*source, "/data", std::move(shape), sources_but(source, {&list, &other}));
}

}  // namespace error_summary

Family error_summary_family(const Contract& contract) {
  using namespace error_summary;
  return {"error_summary",
          {keys_unique_rule, group_by_echoed_rule, keys_fit_rule, counts_positive_rule,
           sample_ids_rule, seen_at_rule, seen_when_tested_rule, severity_filter_rule,
           filter_keeps_all_rule, totals_agree_rule, samples_agree_rule, counts_agree_rule,
           severities_agree_rule, order_rule, agrees_with_results_rule, agrees_with_histories_rule},
          probes(*contract.api.find("getErrorSummary")),
          "the error summaries that were seen have too few rows for this rule: name a run in which "
          "several tests fail with --run-id"};
}

}  // namespace sp::contract
