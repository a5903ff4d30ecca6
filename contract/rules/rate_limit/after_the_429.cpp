// A 429 is for all operations, and for the rest of its window:
//   12:00:40  getRunSummary is answered 429, the window ends at 12:01:00
//   12:00:41  getDiff is answered 429                                       `everywhere` holds
//   12:01:01  getRunSummary is answered 200                                 `next_window` holds
#include <algorithm>

#include <fmt/format.h>

#include "rules/rate_limit/rate_limit.h"
#include "seen/limit_counters.h"

namespace sp::contract::rate_limit {

namespace {

// Whether the window in which the token was refused goes on when the later one is answered;
// where nothing tells, it has no time to end.
bool goes_on(const LimitReading& limited, const LimitReading& later) {
  if (!limited.reset || !later.date) return !later.reset || later.reset == limited.reset;
  return same_window(limited, later);
}

// The last 429 for the token before the reading; null when there is none.
const LimitReading* limited_before(const std::vector<LimitReading>& readings,
                                   const LimitReading& reading) {
  const LimitReading* limited = nullptr;
  for (const LimitReading& before : readings) {
    if (&before == &reading) break;
    if (before.for_token && before.limited()) limited = &before;
  }
  return limited;
}

void everywhere(const Evidence& evidence, Verdict& verdict) {
  const auto& readings = evidence.seen.limit_readings();
  const bool several = counting(readings).by_several();
  for (const Exchange* exchange : evidence.own) {
    const auto now = std::find_if(readings.begin(), readings.end(), [&](const auto& reading) {
      return reading.exchange == exchange;
    });
    const LimitReading* limited = now == readings.end() ? nullptr : limited_before(readings, *now);
    if (!limited || !goes_on(*limited, *now)) continue;
    if (several && !now->limited()) continue;  // another one counted it
    verdict.judged();
    if (now->limited()) continue;
    verdict.fail(*exchange, "", "status 429, which another operation was answered in this window",
                 fmt::format("status {}", exchange->response->status));
  }
}

void next_window(const Evidence& evidence, Verdict& verdict) {
  for (const Exchange* exchange : evidence.own) {
    verdict.judged();
    if (exchange->response->status == 429) {
      verdict.fail(*exchange, "", "an answer, once Retry-After has passed", "status 429");
    }
  }
}

}  // namespace

constexpr Rule everywhere_rule{
    .name = "everywhere",
    .title = "All operations share one limit.",
    .why = "A client counts its requests over all operations.",
    .contract = citation,
    .probes = {"at_the_limit"},
    .operations = {"getErrorSummary", "getRunSample", "getDiff", "getSampleHistory"},
    .judge = everywhere,
    .unjudged =
        "the window ended before the operation was asked, or several counters count requests"};

constexpr Rule next_window_rule{
    .name = "next_window",
    .title = "A request in the next window is answered.",
    .why = "A client that waited as long as it was told must get its answer.",
    .contract = citation,
    .probes = {"next_window"},
    .operations = {"getRunSummary"},
    .judge = next_window};

}  // namespace sp::contract::rate_limit
