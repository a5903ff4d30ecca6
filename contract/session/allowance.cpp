#include "session/allowance.h"

#include "session/http_date.h"
#include "text/number.h"

namespace sp::contract {

std::optional<std::int64_t> header_number(const Response& response, std::string_view name) {
  const auto values = response.header(name);
  if (values.size() != 1) return std::nullopt;
  return number_in(values.front());
}

void Allowance::note(const Response& response, schemas::Instant now) {
  limited_ = response.status == 429;
  const auto remaining = header_number(response, "X-RateLimit-Remaining");
  const auto limit = header_number(response, "X-RateLimit-Limit");
  if (remaining || limited_) remaining_ = limited_ ? 0 : remaining;
  // Right after a window was waited for, something is left, unless the limit is that small.
  if (fresh_ && remaining == 0 && limit.value_or(2) > 1 && !limited_) stuck_ = true;
  fresh_ = false;
  until_reset_.reset();
  if (const auto retry_after = header_number(response, "Retry-After"); limited_ && retry_after) {
    until_reset_ = seconds(*retry_after);
  } else if (const auto reset = header_number(response, "X-RateLimit-Reset")) {
    const auto dates = response.header("Date");
    const auto date = dates.empty() ? std::nullopt : parse_http_date(dates.front());
    const auto by_its_clock =
        std::chrono::floor<seconds>(date.value_or(now)).time_since_epoch().count();
    until_reset_ = seconds(*reset - by_its_clock);
  }
}

void Allowance::renewed() {
  remaining_.reset();
  until_reset_.reset();
  limited_ = false;
  fresh_ = true;
}

std::optional<Allowance::seconds> Allowance::wait() const {
  if (!limited_ && (remaining_ != 0 || stuck_)) return std::nullopt;
  if (!until_reset_ || *until_reset_ < seconds(0) || *until_reset_ > longest_window) {
    return std::nullopt;
  }
  // Clocks that count in whole seconds may be a second apart.
  return *until_reset_ + seconds(1);
}

}  // namespace sp::contract
