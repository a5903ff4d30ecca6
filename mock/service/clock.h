// The mock's clock. Everything that depends on time asks it, so that no test has to wait.
//
// Thread-safe.
#pragma once

#include <atomic>
#include <chrono>
#include <mutex>

#include <sp/schemas/date_time.h>

#include "scenario/settings.h"

namespace sp::mock {

using schemas::Instant;

class Clock {
 public:
  using Duration = Instant::duration;

  explicit Clock(const ClockSettings& settings) { restart(settings); }

  Instant now() const;
  Duration since_start() const;
  // Moves the clock forward, but not beyond the year 9999: the API's dates cannot express later
  // ones.
  void advance(Duration by);
  void restart(const ClockSettings& settings);

 private:
  Duration elapsed() const;

  mutable std::mutex mutex_;  // guards what restart() sets
  Instant start_;
  std::chrono::steady_clock::time_point started_;
  bool manual_ = false;
  std::atomic<Duration::rep> advanced_ = 0;
};

}  // namespace sp::mock
