// X-RateLimit-Remaining is what a client may still ask in the window:
//   limit 120    at most 119: the request itself is counted
//   after 119    at most 118, from whatever operation: others may use the token, too
//   on a 429     0
#include <algorithm>

#include <fmt/format.h>

#include "rules/rate_limit/rate_limit.h"
#include "seen/limit_counters.h"

namespace sp::contract::rate_limit {

namespace {

void never_above_the_limit(const Evidence& evidence, Verdict& verdict) {
  for_each_reading(evidence, [&](const LimitReading& reading) {
    if (!reading.limit || !reading.remaining) return;
    verdict.judged();
    // The request itself is counted already.
    const std::int64_t most = reading.counted ? *reading.limit - 1 : *reading.limit;
    if (*reading.remaining > std::max<std::int64_t>(most, 0)) {
      verdict.fail(
          *reading.exchange, "",
          OutOfRange{.most = most,
                     .found = *reading.remaining,
                     .because = fmt::format("the X-RateLimit-Remaining that a limit of {} leaves",
                                            *reading.limit)});
    }
  });
}

// What the counter has left there: less than before, and more than after.
std::string expected_between(const LimitReading* before, const LimitReading* after,
                             const LimitReading& reading) {
  if (before && *reading.remaining >= *before->remaining) {
    return fmt::format(
        "X-RateLimit-Remaining: at most {}, one less than an answer before it in this window",
        *before->remaining - 1);
  }
  return fmt::format("X-RateLimit-Remaining: more than the {} of the answer after it",
                     after ? *after->remaining : 0);
}

// Fails those of the window's answers that tell another number than its counter can have told.
void count_down(const Evidence& evidence, const LimitWindow& window, Verdict& verdict) {
  if (window.readings.size() < 2) return;
  const auto row = told_by_one(window);
  const LimitReading* before = nullptr;
  auto next = row.begin();
  for (const LimitReading* reading : window.readings) {
    const bool fits = next != row.end() && *next == reading;
    if (fits) ++next;
    const bool judged =
        is_of(evidence, *reading) && reading->believable_remaining() && !reading->limited();
    if (judged) verdict.judged();
    if (judged && !fits) {
      const bool rose = before && *reading->remaining > *before->remaining;
      verdict.fail(*reading->exchange, "",
                   expected_between(before, next != row.end() ? *next : nullptr, *reading),
                   fmt::format("X-RateLimit-Remaining: {}{}", *reading->remaining,
                               rose ? ", as if several counters counted requests" : ""));
    }
    if (fits) before = reading;
  }
}

// Several counters: each falls, and nothing but them is told.
void count_down(const Evidence& evidence, const LimitCounters& several, Verdict& verdict) {
  for (const auto& counter : several.counters) {
    for (const LimitReading* reading : counter) {
      if (is_of(evidence, *reading)) verdict.judged();
    }
  }
  for (const LimitReading* reading : several.misfits) {
    if (!is_of(evidence, *reading)) continue;
    verdict.judged();
    verdict.fail(*reading->exchange, "",
                 fmt::format("X-RateLimit-Remaining: what one of the {} counters has left",
                             several.counters.size()),
                 fmt::format("X-RateLimit-Remaining: {}", *reading->remaining));
  }
}

void counts_down(const Evidence& evidence, Verdict& verdict) {
  const auto& readings = evidence.seen.limit_readings();
  const Counting found = counting(readings);
  if (found.token) count_down(evidence, *found.token, verdict);
  if (found.address) count_down(evidence, *found.address, verdict);
  if (found.by_several()) return;
  for (const bool for_token : {true, false}) {
    for (const LimitWindow& window : limit_windows(readings, for_token)) {
      count_down(evidence, window, verdict);
    }
  }
}

void nothing_remains(const Evidence& evidence, Verdict& verdict) {
  for_each_limited(evidence, verdict, [&](const LimitReading& reading) {
    if (reading.remaining.value_or(0) == 0) return;
    verdict.fail(*reading.exchange, "",
                 Differs{"X-RateLimit-Remaining: 0",
                         fmt::format("X-RateLimit-Remaining: {}", *reading.remaining)});
  });
}

}  // namespace

constexpr Rule never_above_the_limit_rule{
    .name = "never_above_the_limit",
    .title = "X-RateLimit-Remaining is below X-RateLimit-Limit, because the request itself counts.",
    .why = "A client that relies on too high a number runs into the limit.",
    .contract = citation,
    .probes = any_answer,
    .operations = {},
    .judge = never_above_the_limit,
    .unjudged = no_headers};

constexpr Rule counts_down_rule{
    .name = "counts_down",
    .title =
        "X-RateLimit-Remaining falls by at least one with each request in a window, whichever "
        "operation it is for.",
    .why = "A client that paces itself by the header relies on the count.",
    .contract = citation,
    .probes = any_answer,
    .operations = {},
    .judge = counts_down,
    .unjudged = no_window};

constexpr Rule nothing_remains_rule{.name = "nothing_remains",
                                    .title = "On a 429, X-RateLimit-Remaining is 0.",
                                    .why = "A client that sees something left asks again at once.",
                                    .contract = citation,
                                    .probes = limited_answer,
                                    .operations = {},
                                    .judge = nothing_remains,
                                    .unjudged = no_429};

}  // namespace sp::contract::rate_limit
