// The family `rate_limit`: the headers tell the truth, and the 429 comes when they say (contract
// section 1, rate limit). Every answer counts, whatever it was asked for.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <sp/schemas/api.h>

#include "rules/rule.h"
#include "seen/limit_readings.h"

namespace sp::contract::rate_limit {

inline constexpr std::string_view citation = "contract section 1, rate limit [S0-S4, B]";

inline constexpr std::string_view headers[] = {"X-RateLimit-Limit", "X-RateLimit-Remaining",
                                               "X-RateLimit-Reset", "Retry-After"};

// Kinds of probes. A limit may be reached by any of them; where it is not, it is asked for.
inline constexpr Names any_answer = {"ok", "unknown", "anonymous"};
inline constexpr Names limited_answer = {"ok", "at_the_limit"};

// Why a rule had nothing to judge.
inline constexpr std::string_view no_headers =
    "no answer of the operation has the X-RateLimit headers that this rule needs (and a Date, for "
    "the reset): a 429 has them at the latest";
inline constexpr std::string_view no_window =
    "no answer of the operation has X-RateLimit headers to compare with those of other answers in "
    "its window: only a deployment that sends them with every answer can be judged";
inline constexpr std::string_view no_429 =
    "no answer of the operation is a 429: only a rate limit that is reached shows one";

// headers.cpp: which headers there are
extern const Rule well_formed_rule;
extern const Rule on_every_answer_rule;
extern const Rule four_headers_rule;
// remaining.cpp
extern const Rule never_above_the_limit_rule;
extern const Rule counts_down_rule;
extern const Rule nothing_remains_rule;
// window.cpp
extern const Rule reset_is_near_rule;
extern const Rule stays_rule;
// retry_after.cpp: who is told to come back, and when
extern const Rule retry_after_agrees_rule;
extern const Rule nowhere_else_rule;
extern const Rule told_once_rule;
// details.cpp: the body of a 429
extern const Rule details_agree_rule;
extern const Rule window_is_told_rule;
// not_kept.cpp
extern const Rule not_kept_rule;
// enforced.cpp
extern const Rule enforced_rule;
// after_the_429.cpp
extern const Rule everywhere_rule;
extern const Rule next_window_rule;

// Whether the reading is of the operation that the rule is judged for.
bool is_of(const Evidence& evidence, const LimitReading& reading);

// A time that is so many seconds ahead of an answer's Date: "59 seconds after its Date".
std::string from_date(std::int64_t ahead);

// Calls `judge` with each reading of the operation.
template <class Judge>
void for_each_reading(const Evidence& evidence, const Judge& judge) {
  for (const LimitReading& reading : evidence.seen.limit_readings()) {
    if (is_of(evidence, reading)) judge(reading);
  }
}

// Calls `judge` with each 429 of the operation, which counts as judged.
template <class Judge>
void for_each_limited(const Evidence& evidence, Verdict& verdict, const Judge& judge) {
  for_each_reading(evidence, [&](const LimitReading& reading) {
    if (!reading.limited()) return;
    verdict.judged();
    judge(reading);
  });
}

std::vector<Probe> probes(const schemas::Api& api);

}  // namespace sp::contract::rate_limit
