#include "session/allowance.h"

#include <algorithm>

#include <sp/schemas/http_date.h>
#include <sp/schemas/number.h>

namespace sp::contract {

void Allowance::note(const Response& response, schemas::Instant now) {
  limited_ = response.status == 429;
  note_numbers(response);
  // Right after a window was waited for, something is left, unless the limit is that small.
  if (fresh_ && remaining_ == 0 && limit_.value_or(2) > 1 && !limited_) stuck_ = true;
  fresh_ = false;
  until_reset_ = until_reset(response, now);
}

// Only what can be: nobody has less than nothing, or more than the limit.
void Allowance::note_numbers(const Response& response) {
  const auto limit = header_number(response, "X-RateLimit-Limit");
  if (limit && *limit > 0) limit_ = limit;
  const auto remaining = header_number(response, "X-RateLimit-Remaining");
  if (limited_) {
    remaining_ = 0;
  } else if (remaining && *remaining >= 0 && *remaining <= limit.value_or(*remaining)) {
    remaining_ = remaining;
  }
}

// Of a 429's two ways to tell it the longer one that can be waited for: one that is too short, or
// that never ends, is not kept to.
std::optional<Allowance::seconds> Allowance::until_reset(const Response& response,
                                                         schemas::Instant now) const {
  std::optional<seconds> until;
  const auto believe = [&](seconds time) {
    if (time >= seconds(0) && time <= longest_window) until = std::max(until.value_or(time), time);
  };
  if (const auto reset = header_number(response, "X-RateLimit-Reset")) {
    const auto dates = response.header("Date");
    const auto date = dates.empty() ? std::nullopt : schemas::parse_http_date(dates.front());
    const auto by_its_clock =
        std::chrono::floor<seconds>(date.value_or(now)).time_since_epoch().count();
    believe(seconds(*reset - by_its_clock));
  }
  if (const auto retry_after = header_number(response, "Retry-After"); limited_ && retry_after) {
    believe(seconds(*retry_after));
  }
  return until;
}

void Allowance::renewed() {
  remaining_.reset();
  until_reset_.reset();
  limited_ = false;
  fresh_ = true;
}

std::optional<Allowance::seconds> Allowance::wait() const {
  if (!limited_ && (remaining_ != 0 || stuck_)) return std::nullopt;
  if (!until_reset_) return std::nullopt;
  // Clocks that count in whole seconds may be a second apart.
  return *until_reset_ + seconds(1);
}

}  // namespace sp::contract
