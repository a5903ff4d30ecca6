// The family `rate_limit`, the count, from one answer of a window to the next
// (contract section 1, rate limit).
#include <fmt/format.h>

#include "rules/rate_limit_rules.h"

namespace sp::contract::rate_limit {

namespace {

// Calls `judge` with each reading of the operation and the one before it in the same bucket
// and window, whatever operation that was of.
template <class Judge>
void for_each_step(const Evidence& evidence, const Judge& judge) {
  const auto readings = limit_readings(evidence);
  for (const bool for_token : {true, false}) {
    const LimitReading* before = nullptr;
    for (const LimitReading& reading : readings) {
      if (reading.for_token != for_token || !reading.counted || !reading.reset) continue;
      if (before && is_of(evidence, reading) && same_window(*before, reading)) {
        judge(*before, reading);
      }
      before = &reading;
    }
  }
}

void stays(const Evidence& evidence, Verdict& verdict) {
  for_each_step(evidence, [&](const LimitReading& before, const LimitReading& now) {
    verdict.judged();
    const auto compare = [&](std::string_view name, std::optional<std::int64_t> was,
                             std::optional<std::int64_t> is) {
      if (!was || !is || *was == *is) return;
      verdict.fail(*now.exchange, "", fmt::format("{}: {}, as before in this window", name, *was),
                   fmt::format("{}: {}", name, *is));
    };
    compare("X-RateLimit-Limit", before.limit, now.limit);
    compare("X-RateLimit-Reset", before.reset, now.reset);
  });
}

void counts_down(const Evidence& evidence, Verdict& verdict) {
  for_each_step(evidence, [&](const LimitReading& before, const LimitReading& now) {
    if (!before.remaining || !now.remaining || now.limited()) return;
    verdict.judged();
    const std::int64_t most = *before.remaining - (now.may_count ? 0 : 1);
    if (*now.remaining <= most) return;
    const bool rose = *now.remaining > *before.remaining;
    verdict.fail(*now.exchange, "",
                 fmt::format("X-RateLimit-Remaining: at most {}, one less than before in this "
                             "window",
                             *before.remaining - 1),
                 fmt::format("X-RateLimit-Remaining: {}{}", *now.remaining,
                             rose ? ", as if several counters counted" : ""));
  });
}

}  // namespace

std::vector<Rule> rules_of_the_count() {
  return {
      {"stays",
       "Limit and reset stay the same within a window.",
       "A window that moves along never ends for a client that waits for its end.",
       citation,
       any_answer,
       {},
       Scope::operation,
       stays},
      {"counts_down",
       "What remains falls by at least one with each request of a window, over all operations.",
       "A client that paces itself by the header relies on the count.",
       citation,
       any_answer,
       {},
       Scope::operation,
       counts_down},
  };
}

}  // namespace sp::contract::rate_limit
