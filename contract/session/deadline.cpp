#include "session/deadline.h"

#include <algorithm>

#include <fmt/format.h>

namespace sp::contract {

namespace {

std::optional<std::chrono::seconds> deadline_of(const Options& options) {
  if (options.deadline) return options.deadline;
  const bool takes_its_time = options.thorough || options.wait_for_window ||
                              options.wait_for_turn || options.rate_limit_probe.value_or(false);
  return takes_its_time ? std::nullopt : std::optional(default_deadline);
}

}  // namespace

Deadline::Deadline(const Options& options)
    : interrupted_(options.interrupted),
      whole_(deadline_of(options)),
      end_(whole_ ? Clock::now() + *whole_ : Clock::time_point::max()) {}

void Deadline::check() const {
  if (interrupted_ && interrupted_()) {
    throw RunEnded{"the run was interrupted: what was answered until then is judged"};
  }
  if (!whole_ || Clock::now() < end_) return;
  throw RunEnded{fmt::format(
      "the run has taken the {} s that --deadline gives it: what was answered until then is judged",
      whole_->count())};
}

void Deadline::check_window(seconds away) const {
  if (!whole_) return;
  const auto left = std::chrono::floor<seconds>(end_ - Clock::now());
  if (away < left) return;
  throw RunEnded{fmt::format(
      "the rate limit's next window is {} s away, and --deadline, which is {} s, leaves {} s: what "
      "was answered until then is judged",
      away.count(), whole_->count(), std::max<seconds::rep>(left.count(), 0))};
}

void Deadline::went_by(seconds time) {
  if (whole_) end_ -= time;
}

}  // namespace sp::contract
