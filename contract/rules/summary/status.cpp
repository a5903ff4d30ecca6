// The run's status follows from its results:
//   pass     no result fails or lacks an output
//   fail     some result does, or was skipped
//   queued   no result passes, fails or lacks an output
// and one that has all of its results is not incomplete.
#include <fmt/format.h>

#include "rules/summary/summary.h"

namespace sp::contract::summary {

namespace {

void status(const Evidence& evidence, Verdict& verdict) {
  for (const SeenSummary& summary : evidence.seen.summaries()) {
    if (!summary.status || !summary.fail || !summary.missing_output || !summary.skipped) continue;
    const std::int64_t fails = *failing(summary);
    const std::string said(*summary.status);
    verdict.judged();
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
                           .probes = {"ok"},
                           .operations = here,
                           .judge = status,
                           .holds_in = tells_status};

}  // namespace sp::contract::summary
