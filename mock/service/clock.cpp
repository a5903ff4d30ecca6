#include "service/clock.h"

namespace sp::mock {

Clock::Duration Clock::elapsed() const {
  if (manual_) return Duration::zero();
  return std::chrono::duration_cast<Duration>(std::chrono::steady_clock::now() - started_);
}

Instant Clock::now() const {
  const std::lock_guard lock(mutex_);
  return start_ + elapsed() + Duration(advanced_.load());
}

Clock::Duration Clock::since_start() const {
  const std::lock_guard lock(mutex_);
  return elapsed() + Duration(advanced_.load());
}

void Clock::advance(Duration by) {
  constexpr Instant last =
      std::chrono::sys_days(std::chrono::year(9999) / std::chrono::December / 31);
  const Instant shown = now();
  if (by > last - shown) by = last - shown;
  advanced_ += by.count();
}

void Clock::restart(const ClockSettings& settings) {
  const std::lock_guard lock(mutex_);
  start_ = settings.start.value_or(
      std::chrono::time_point_cast<Duration>(std::chrono::system_clock::now()));
  started_ = std::chrono::steady_clock::now();
  manual_ = settings.manual;
  advanced_ = 0;
}

}  // namespace sp::mock
