// A run whose results took no time has no duration: duration_ms is null, never 0.
#include "rules/summary/summary.h"

namespace sp::contract::summary {

namespace {

void duration(const Evidence& evidence, Verdict& verdict) {
  for (const SeenSummary& summary : evidence.seen.summaries()) {
    const auto duration = integer_at(*summary.body, "duration_ms");
    if (!duration && !null_at(*summary.body, "duration_ms")) continue;
    verdict.judged();
    if (duration == 0) {
      verdict.fail(*summary.exchange, "/duration_ms", "null when no result took any time", "0");
    }
  }
}

}  // namespace

constexpr Rule duration_rule{.name = "duration",
                             .title = "duration_ms is null, not 0, when no result took any time.",
                             .why = "A client would show 0 as a run that was over at once.",
                             .contract = section_2,
                             .probes = {"ok"},
                             .operations = here,
                             .judge = duration};

}  // namespace sp::contract::summary
