// A window has one end and one limit: X-RateLimit-Reset is no further ahead than a window is long,
// and stays where it is until it is due; X-RateLimit-Limit stays, too.
//   Date 12:00:07, reset 12:01:00; Date 12:00:31, reset 12:01:00    holds
//   Date 12:00:07, reset 12:01:07; Date 12:00:31, reset 12:01:31    breaks `stays`: it moves along
#include <algorithm>

#include <fmt/format.h>

#include "rules/rate_limit/rate_limit.h"
#include "seen/limit_counters.h"

namespace sp::contract::rate_limit {

namespace {

// Reset - Date, in a window of 60 seconds:
//   -1 to 62 on any other answer; less is a window that is over
//    1 to 62 on a 429, which proves that its window goes on
//    0 on a single 429 is told, and does not fail: its Date may be of the moment after the count
void reset_is_near(const Evidence& evidence, Verdict& verdict) {
  const std::int64_t window = window_length(evidence.seen.exchanges());
  const auto& readings = evidence.seen.limit_readings();
  const auto just_over = [&](const LimitReading& reading) {
    return reading.limited() && reading.ahead() == reset_bounds(reading, window).least - 1;
  };
  const bool once = std::count_if(readings.begin(), readings.end(), just_over) == 1;
  for (const LimitReading& reading : readings) {
    const auto ahead = reading.ahead();
    if (!is_of(evidence, reading) || !ahead) continue;
    verdict.judged();
    if (reading.reset_fits) continue;
    if (once && just_over(reading)) {
      verdict.note(
          "a single 429 has an X-RateLimit-Reset that is no later than its Date; another one would "
          "fail");
      continue;
    }
    const auto [least, most] = reset_bounds(reading, window);
    verdict.fail(
        *reading.exchange, "",
        fmt::format("X-RateLimit-Reset: from {} to {}{}",
                    *reading.date + std::max<std::int64_t>(least, 0), *reading.date + window,
                    reading.limited()
                        ? ", as the window of a 429 cannot be over yet"
                        : fmt::format(" ({} seconds after its Date at most)", window)),
        fmt::format("X-RateLimit-Reset: {}, {}", *reading.reset, from_date(*ahead)));
  }
}

// Fails those of the window's answers that tell another limit or another reset than most do.
void stay(const Evidence& evidence, const LimitWindow& window, bool several, Verdict& verdict) {
  if (window.readings.size() < 2) return;
  for (const LimitReading* reading : window.readings) {
    if (!is_of(evidence, *reading)) continue;
    verdict.judged();
    const auto compare = [&](std::string_view name, std::optional<std::int64_t> common,
                             std::optional<std::int64_t> told) {
      if (!common || !told || *common == *told) return;
      verdict.fail(*reading->exchange, "",
                   Differs{fmt::format("{}: {}", name, *common), fmt::format("{}: {}", name, *told),
                           "the other answers of this window"});
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

}  // namespace

constexpr Rule reset_is_near_rule{
    .name = "reset_is_near",
    .title =
        "X-RateLimit-Reset is a time in seconds, at most one window ahead; on a 429 it is still to "
        "come.",
    .why = "A client that takes milliseconds for seconds sleeps for years, or not at all.",
    .contract = citation,
    .probes = any_answer,
    .operations = {},
    .judge = reset_is_near,
    .unjudged = no_headers};

constexpr Rule stays_rule{
    .name = "stays",
    .title = "X-RateLimit-Limit and X-RateLimit-Reset stay the same within a window.",
    .why = "A window that moves along never ends for a client that waits for its end.",
    .contract = citation,
    .probes = any_answer,
    .operations = {},
    .judge = stays,
    .unjudged = no_window};

}  // namespace sp::contract::rate_limit
