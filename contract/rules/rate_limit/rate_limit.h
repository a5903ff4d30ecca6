// What the rules of the family `rate_limit` share, and who has them: the headers of every answer,
// the 429, the count (contract section 1, rate limit).
#pragma once

#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "rules/rule.h"
#include "seen/limit_readings.h"

namespace sp::contract::rate_limit {

inline constexpr const char* citation = "contract section 1, rate limit [S0-S4, B]";
inline constexpr std::int64_t documented_window = 60;
inline constexpr std::int64_t documented_limit = 120;

// Clocks that count in whole seconds may be a second apart, and so may two of their readings.
inline constexpr std::int64_t leeway = 2;

inline constexpr std::string_view headers[] = {"X-RateLimit-Limit", "X-RateLimit-Remaining",
                                               "X-RateLimit-Reset", "Retry-After"};

// Kinds of probes.
inline constexpr Names any_answer = {"ok", "unknown", "anonymous"};

// Why a rule that reads headers had nothing to judge.
inline constexpr const char* no_headers =
    "no answer of the operation has the X-RateLimit headers that it takes (and a Date, for the "
    "reset): a deployment is judged where it sends them, at the latest with a 429";

inline bool is_of(const Evidence& evidence, const LimitReading& reading) {
  return reading.exchange->request.operation == evidence.operation.id;
}

// Where a time is that is so many seconds ahead, in words.
inline std::string from_date(std::int64_t ahead) {
  const std::int64_t seconds = std::abs(ahead);
  return fmt::format("{} second{} {} its Date", seconds, seconds == 1 ? "" : "s",
                     ahead < 0 ? "before" : "after");
}

// Those of the rule's own operation.
template <class Judge>
void for_each_reading(const Evidence& evidence, const Judge& judge) {
  for (const LimitReading& reading : evidence.seen.limit_readings()) {
    if (is_of(evidence, reading)) judge(reading);
  }
}

// Each answer by itself (rate_limit_headers.cpp).
std::vector<Rule> rules_of_the_headers(const Contract& contract);
// A 429 by itself (rate_limit_429.cpp).
std::vector<Rule> rules_of_the_429();
// One answer after the other (rate_limit_count.cpp).
std::vector<Rule> rules_of_the_count();
// Whether the 429 comes when it should, and goes (rate_limit_enforced.cpp).
std::vector<Rule> rules_of_the_limit();

}  // namespace sp::contract::rate_limit
