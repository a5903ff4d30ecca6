// A run has no more results of a status in histories than its summary counts:
//   |{test: a row of run 9 and this test is fail}| <= fail_count of run 9
// and so for the other counts. Some samples' histories may not have been seen, so it may have
// fewer.
#include <map>

#include <fmt/format.h>

#include "rules/history/history.h"

namespace sp::contract::history {

namespace {

void check_count(const SeenSummary& summary, std::string_view status,
                 const std::optional<std::int64_t>& count, std::string_view member,
                 const Histories& histories, Verdict& verdict) {
  std::map<std::int64_t, const SeenRow*> tests;
  for (const SeenRow& row : histories.rows()) {
    const bool counts = row.run_id == summary.run_id && row.status && *row.status == status;
    if (counts) tests.emplace(*row.regression_id, &row);
  }
  if (!count || tests.empty()) return;
  verdict.judged();
  if (static_cast<std::int64_t>(tests.size()) <= *count) return;
  const SeenRow& row = *tests.rbegin()->second;
  verdict.fail(*row.page->exchange, row.pointer("status"),
               fmt::format("at most {} of run {} with the status {}, as {} of {} says",
                           counted(*count, "result"), *row.run_id, status, member,
                           summary.exchange->request.path),
               fmt::format("{} in histories", tests.size()), {summary.exchange});
}

void agrees_with_summary(const Evidence& evidence, Verdict& verdict) {
  const Histories& histories = evidence.seen.histories();
  for (const SeenSummary& summary : evidence.seen.summaries()) {
    check_count(summary, "pass", summary.pass, "pass_count", histories, verdict);
    check_count(summary, "fail", summary.fail, "fail_count", histories, verdict);
    check_count(summary, "missing_output", summary.missing_output, "missing_output_count",
                histories, verdict);
    check_count(summary, "skipped", summary.skipped, "skipped_count", histories, verdict);
  }
}

}  // namespace

constexpr Rule agrees_with_summary_rule{
    .name = "agrees_with_summary",
    .title = "Histories show no more results of a run than its summary counts.",
    .why = "The counts of a run and its results are shown side by side.",
    .contract = citation,
    .probes = {"ok", "getRunSummary/ok", "getRunSummary/elsewhere"},
    .operations = here,
    .judge = agrees_with_summary};

}  // namespace sp::contract::history
