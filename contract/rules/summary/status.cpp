// The run's status follows from its results:
//   pass     no result fails or lacks an output
//   fail     some result does, or was skipped, as a row of a history may show
//   queued   no result passes, fails or lacks an output
// and one that has all of its results is not incomplete.
#include <fmt/format.h>

#include "rules/summary/summary.h"

namespace sp::contract::summary {

namespace {

// A completed run passes when each result passes or was not started. One that was skipped is not
// told from a test without a result by the counts, but by its row.
void check_rows(const Evidence& evidence, const SeenSummary& summary, Verdict& verdict) {
  if (*summary.status != "pass" || !summary.run_id) return;
  for (const SeenRow& row : evidence.seen.histories().rows()) {
    const bool breaks = row.run_id == summary.run_id && row.status && *row.status == "skipped";
    if (!breaks) continue;
    verdict.fail(*summary.exchange, "/status",
                 fmt::format("fail, as {} shows a result of the run that was skipped",
                             row.page->exchange->request.path),
                 std::string(*summary.status), {row.page->exchange});
    return;
  }
}

void status(const Evidence& evidence, Verdict& verdict) {
  for (const SeenSummary& summary : evidence.seen.summaries()) {
    if (!summary.status || !summary.fail || !summary.missing_output || !summary.skipped) continue;
    const std::int64_t fails = *failing(summary);
    const std::string said(*summary.status);
    verdict.judged();
    check_rows(evidence, summary, verdict);
    if (said == "pass" && fails > 0) {
      verdict.fail(
          *summary.exchange, "/status",
          fmt::format("another status than pass, as {} results fail or lack an output", fails),
          said);
    }
    if (said == "fail" && fails + *summary.skipped == 0) {
      verdict.fail(*summary.exchange, "/status", "pass, as every result passes", said);
    }
    if (said == "incomplete" && *summary.skipped == 0 && fails + summary.pass.value_or(0) > 0) {
      verdict.fail(*summary.exchange, "/status",
                   "another status than incomplete, as each test has a result", said);
    }
    if (said == "queued" && fails + summary.pass.value_or(0) > 0) {
      verdict.fail(*summary.exchange, "/status", "another status than queued, as there are results",
                   said);
    }
  }
}

// `published` has no status of a run.
bool tells_status(const Contract& contract) {
  return contract.revision == schemas::Revision::upstream;
}

}  // namespace

constexpr Rule status_rule{.name = "status",
                           .title = "The run's status follows from its results.",
                           .why = "Whether a run is red or green is what most clients are for.",
                           .contract = "contract section 2 [B]",
                           .probes = {"ok", "elsewhere", "getSampleHistory/ok"},
                           .operations = here,
                           .judge = status,
                           .holds_in = tells_status};

}  // namespace sp::contract::summary
