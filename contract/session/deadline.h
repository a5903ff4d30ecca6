// When a whole run has to end: at its deadline, or when it is interrupted.
#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <string>

#include <sp/contract/options.h>

namespace sp::contract {

// Thrown inside a session when the run has no time left, or too little for what has to be waited
// for, or when it is interrupted. It never leaves the session.
struct RunEnded {
  std::string why;
};

class Deadline {
 public:
  using Clock = std::chrono::steady_clock;
  using seconds = std::chrono::seconds;

  // The time of the run begins now.
  explicit Deadline(const Options& options);

  // When it has to end; the largest time where it may take as long as it needs.
  Clock::time_point end() const { return end_; }
  // Throws RunEnded.
  void check() const;
  // Throws RunEnded if the rate limit's next window, so far away, begins too late.
  void check_window(seconds away) const;
  // Time went by on the clock of a deployment that does not run with ours.
  void went_by(seconds time);

 private:
  const std::function<bool()> interrupted_;  // may be empty
  const std::optional<seconds> whole_;
  Clock::time_point end_;
};

}  // namespace sp::contract
