// Answers by what their rate-limit headers say, bucket by bucket in the order of time.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "rules/rule.h"

namespace sp::contract {

struct LimitReading {
  const Exchange* exchange;
  bool for_token;  // else counted by address
  // Whether the contract counts it: an unknown path and an unsupported method are not.
  bool counted;
  // HEAD: a deployment may count it or not.
  bool may_count;
  std::optional<std::int64_t> limit;
  std::optional<std::int64_t> remaining;
  std::optional<std::int64_t> reset;        // seconds since 1970
  std::optional<std::int64_t> retry_after;  // seconds
  std::optional<std::int64_t> date;         // seconds since 1970, by the server's clock

  bool limited() const { return exchange->response->status == 429; }
};

// All answers, those without the headers included.
std::vector<LimitReading> limit_readings(const Evidence& evidence);

// Whether both belong to one window: the reset that the earlier one tells is not due yet when
// the later one is sent, by the server's own clock.
bool same_window(const LimitReading& earlier, const LimitReading& later);

// The window's length in seconds as a 429 tells it in `details.window`; nothing when none does.
std::optional<std::int64_t> told_window(const Evidence& evidence);

}  // namespace sp::contract
