// The 429 comes when the headers say, not before and not after:
//   limit 120, 120 requests in a window, then 429                            holds
//   limit 120, 130 requests in a window, no 429                              is not enforced
//   limit 120, 130 requests in a window, then 429                            the headers lie
//   X-RateLimit-Remaining: 5, then 429, and nobody else uses the token       the headers lie
//   two processes that count for themselves let 240 requests pass            several counters
#include <algorithm>

#include <fmt/format.h>

#include "rules/rate_limit/rate_limit.h"
#include "seen/limit_counters.h"

namespace sp::contract::rate_limit {

namespace {

using Readings = std::vector<const LimitReading*>;

// How many requests of the suite's own were made from one answer to the next, itself included. Both
// are readings of one vector, in order.
std::int64_t own_requests(const LimitReading* before, const LimitReading* now) {
  return std::count_if(before + 1, now + 1,
                       [](const LimitReading& reading) { return reading.for_token; });
}

// Whether every step of the window is as long as the suite's own requests made it: then nobody
// else uses the token. An answer without headers may have been counted, too.
bool alone(const Readings& window) {
  for (std::size_t i = 1; i < window.size(); ++i) {
    const auto step = *window[i - 1]->remaining - *window[i]->remaining;
    if (!window[i]->limited() && step > own_requests(window[i - 1], window[i])) return false;
  }
  return true;
}

// What was asked with the token in the window of the last answer.
struct LastWindow {
  Readings counted;
  Readings told;  // those whose headers agree with each other
  std::int64_t limit = documented_limit;
};

// When the window began that the last answers are of, by the server's clock: told by its reset,
// or as long ago as a window takes.
std::optional<std::int64_t> begin_of(const std::vector<LimitWindow>& windows,
                                     const std::vector<LimitReading>& readings,
                                     std::int64_t length) {
  if (!windows.empty()) return windows.back().reset - length;
  for (auto reading = readings.rbegin(); reading != readings.rend(); ++reading) {
    if (reading->for_token && reading->date) return *reading->date - length + 1;
  }
  return std::nullopt;
}

// Where some answers tell what remains, one that does not was not counted: a URL that cannot be
// read reaches no operation.
LastWindow last_window(const std::vector<LimitReading>& readings, std::int64_t length) {
  LastWindow last;
  const auto windows = limit_windows(readings, true);
  if (!windows.empty()) {
    last.told = told_by_one(windows.back());
    last.limit = windows.back().limit.value_or(documented_limit);
  }
  const auto begin = begin_of(windows, readings, length);
  const auto* first = windows.empty() ? nullptr : windows.back().readings.front();
  const bool told = std::any_of(readings.begin(), readings.end(), [](const auto& reading) {
    return reading.for_token && reading.remaining.has_value() && !reading.limited();
  });
  for (const LimitReading& reading : readings) {
    if (!reading.for_token || !reading.counted) continue;
    if (told && !reading.remaining && !reading.limited()) continue;
    const bool of_the_window =
        (first && &reading >= first) || ((!reading.reset || !reading.reset_fits) &&
                                         (!reading.date || !begin || *reading.date >= *begin));
    if (of_the_window) last.counted.push_back(&reading);
  }
  return last;
}

// How it was seen that the limit holds.
std::string holds(const LastWindow& window, std::int64_t answered, const LimitReading* before) {
  const bool all_told = before && before->remaining == 0;
  if (all_told && answered < window.limit) {
    return fmt::format(
        "the limit holds: status 429 after {} requests in the window, {} of them "
        "the suite's",
        window.limit, answered);
  }
  return fmt::format("the limit holds: status 429 after {} requests{} in the window", answered,
                     before && !all_told ? " and those of others" : "");
}

void fail_for_several(const LimitCounters& several, const std::vector<LimitReading>& readings,
                      Verdict& verdict) {
  const LimitReading* first = several.first_shown;
  const std::int64_t limit = first->limit.value_or(documented_limit);
  const auto counters = several.counters.size();
  const LimitReading* before = nullptr;
  for (const LimitReading& reading : readings) {
    if (&reading == first) break;
    if (reading.for_token == first->for_token && reading.counted && reading.remaining)
      before = &reading;
  }
  verdict.fail(*first->exchange, "",
               fmt::format("one counter: status 429 after {} requests in a window", limit),
               fmt::format("several counters: {} count, each for itself, so that {} requests pass; "
                           "X-RateLimit-Remaining was {}, then {}",
                           counters, counters * static_cast<std::size_t>(limit),
                           before ? *before->remaining : 0, *first->remaining));
}

// One counter: the limit holds, is not enforced, or is another than the headers say.
void judge_limit(const LastWindow& window, const Exchange& last, Verdict& verdict) {
  const auto limited = std::find_if(window.counted.begin(), window.counted.end(),
                                    [](const LimitReading* reading) { return reading->limited(); });
  const bool reached = limited != window.counted.end();
  const auto answered = static_cast<std::int64_t>(limited - window.counted.begin());
  if (!reached && answered <= window.limit) return;  // the window ended before
  verdict.judged();
  const auto expected = fmt::format("status 429 after {} requests in a window", window.limit);
  if (!reached) {
    verdict.fail(last, "", expected,
                 fmt::format("the limit is not enforced: {} requests were answered", answered));
    return;
  }
  const Exchange& refusal = *(*limited)->exchange;
  // What the headers said at last.
  const LimitReading* before = nullptr;
  for (const LimitReading* reading : window.told) {
    if (!reading->limited() && reading < *limited) before = reading;
  }
  if (answered > window.limit) {
    verdict.fail(refusal, "", expected,
                 fmt::format("{} requests answered, against the headers", answered));
  } else if (before && *before->remaining >= own_requests(before, *limited) && alone(window.told)) {
    verdict.fail(refusal, "",
                 fmt::format("{} more requests, as the answer before promised", *before->remaining),
                 "status 429, against the headers");
  } else {
    verdict.note(holds(window, answered, before));
  }
}

// Several counters show without the 429, too.
void enforced(const Evidence& evidence, Verdict& verdict) {
  // What was asked again was counted again.
  auto readings = limit_readings(evidence.every);
  std::erase_if(readings, [](const LimitReading& reading) {
    return reading.exchange->is_for("getRunSummary", "next_window");
  });
  if (const Counting found = counting(readings); found.by_several()) {
    verdict.judged();
    fail_for_several(found.token ? *found.token : *found.address, readings, verdict);
    return;
  }
  const auto asked = std::find_if(readings.rbegin(), readings.rend(), [](const auto& reading) {
    return reading.exchange->is_for("getRunSummary", "at_the_limit");
  });
  if (asked == readings.rend()) return;
  const std::int64_t length = told_window(evidence.seen.exchanges()).value_or(documented_window);
  judge_limit(last_window(readings, length), *asked->exchange, verdict);
}

}  // namespace

constexpr Rule enforced_rule{.name = "enforced",
                             .title = "The 429 comes when the headers said it would.",
                             .why =
                                 "A limit that the headers do not tell hits without a warning; one "
                                 "that is not enforced protects nobody.",
                             .contract = citation,
                             .probes = limited_answer,
                             .operations = {"getRunSummary"},
                             .judge = enforced,
                             .unjudged = "the window ended before the limit was reached"};

}  // namespace sp::contract::rate_limit
