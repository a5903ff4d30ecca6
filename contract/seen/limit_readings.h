// Answers by what their rate-limit headers say, bucket by bucket in the order of time.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "exchange/transcript.h"

namespace sp::contract {

// What the contract says (section 1, rate limit), where no answer tells: requests, and seconds.
inline constexpr std::int64_t documented_limit = 120;
inline constexpr std::int64_t documented_window = 60;
// Clocks that count in whole seconds may be a second apart, and so may two of their readings.
inline constexpr std::int64_t leeway = 2;

struct LimitReading {
  const Exchange* exchange;
  bool for_token;  // else counted by address
  // Whether the contract counts it: an unknown path and an unsupported method are not, and
  // neither is an answer that a cache gives again.
  bool counted;
  // HEAD: a deployment may count it or not.
  bool may_count;
  std::optional<std::int64_t> limit;
  std::optional<std::int64_t> remaining;
  std::optional<std::int64_t> reset;        // seconds since 1970
  std::optional<std::int64_t> retry_after;  // seconds
  std::optional<std::int64_t> date;         // seconds since 1970, by the server's clock
  // Whole seconds that the answer took: its Date may be as much later than its count.
  std::int64_t took = 0;
  // Whether the reset is where a window's can be; true where that cannot be judged.
  bool reset_fits = true;

  bool limited() const { return exchange->response->status == 429; }
  // How far the reset is ahead of the Date; nothing where one of them is not told.
  std::optional<std::int64_t> ahead() const;
  // What remains, where it can be true at all: the request itself is counted already.
  std::optional<std::int64_t> believable_remaining() const;
};

// All answers, those without the headers included.
std::vector<LimitReading> limit_readings(const std::vector<const Exchange*>& exchanges);

// Whether both belong to one window: the reset that the earlier one tells is not due yet when
// the later one is sent, by the server's own clock.
bool same_window(const LimitReading& earlier, const LimitReading& later);

// How many seconds a reset may be ahead of its Date, in windows of that length.
struct ResetBounds {
  std::int64_t least;
  std::int64_t most;
};
ResetBounds reset_bounds(const LimitReading& reading, std::int64_t window);

// The readings of a bucket that tell their window, window by window. What one of them tells
// alone is not believed: a window's reset and limit are what most of its readings say.
struct LimitWindow {
  std::vector<const LimitReading*> readings;
  std::int64_t reset = 0;
  std::optional<std::int64_t> limit;
};
std::vector<LimitWindow> limit_windows(const std::vector<LimitReading>& readings, bool for_token);

// The window's length in seconds as a 429 tells it in `details.window`; nothing when none does,
// or none that makes sense.
std::optional<std::int64_t> told_window(const std::vector<const Exchange*>& exchanges);

// The longer one of that and the documented length.
std::int64_t window_length(const std::vector<const Exchange*>& exchanges);

}  // namespace sp::contract
