// The family `rate_limit`, the count, from one answer of a window to the next
// (contract section 1, rate limit).
#include <fmt/format.h>

#include "rules/rate_limit/rate_limit.h"
#include "seen/limit_counters.h"

namespace sp::contract::rate_limit {

namespace {

// Those of the window's answers that tell another limit or another reset than most do.
void stay(const Evidence& evidence, const LimitWindow& window, bool several, Verdict& verdict) {
  if (window.readings.size() < 2) return;
  for (const LimitReading* reading : window.readings) {
    if (!is_of(evidence, *reading)) continue;
    verdict.judged();
    const auto compare = [&](std::string_view name, std::optional<std::int64_t> common,
                             std::optional<std::int64_t> told) {
      if (!common || !told || *common == *told) return;
      verdict.fail(*reading->exchange, "",
                   fmt::format("{}: {}, as on the other answers of this window", name, *common),
                   fmt::format("{}: {}", name, *told));
    };
    compare("X-RateLimit-Limit", window.limit, reading->limit);
    // Several counters have a window each, and only the limit is one.
    if (!several) compare("X-RateLimit-Reset", window.reset, reading->reset);
  }
}

void stays(const Evidence& evidence, Verdict& verdict) {
  const auto& readings = evidence.seen.limit_readings();
  const bool several = counting(readings).by_several();
  for (const bool for_token : {true, false}) {
    for (const LimitWindow& window : limit_windows(readings, for_token)) {
      stay(evidence, window, several, verdict);
    }
  }
}

// Those of the window's answers that tell another number than its counter can have told.
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
      verdict.fail(
          *reading->exchange, "",
          before && *reading->remaining >= *before->remaining
              ? fmt::format("X-RateLimit-Remaining: at most {}, one less than before in this "
                            "window",
                            *before->remaining - 1)
              : fmt::format("X-RateLimit-Remaining: more than the {} of the answer after it",
                            next != row.end() ? *(*next)->remaining : 0),
          fmt::format("X-RateLimit-Remaining: {}{}", *reading->remaining,
                      rose ? ", as if several counters counted" : ""));
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

}  // namespace

std::vector<Rule> rules_of_the_count() {
  const auto rule = [](std::string_view name, std::string_view title, std::string_view why,
                       void (*judge)(const Evidence&, Verdict&)) {
    return Rule{
        name,
        title,
        why,
        citation,
        any_answer,
        {},
        judge,
        Weight::failure,
        "no answer of the operation has X-RateLimit headers that can be true beside others of "
        "its window: a deployment is judged where it sends them with every answer"};
  };
  return {
      rule("stays", "Limit and reset stay the same within a window.",
           "A window that moves along never ends for a client that waits for its end.", stays),
      rule("counts_down",
           "What remains falls by at least one with each request of a window, over all operations.",
           "A client that paces itself by the header relies on the count.", counts_down),
  };
}

}  // namespace sp::contract::rate_limit
