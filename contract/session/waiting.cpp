// How a session waits for windows of the rate limit, and tells how far it is.
#include <algorithm>
#include <chrono>
#include <thread>

#include "session/session.h"

namespace sp::contract {

namespace {

// Windows that are waited for unless --wait-for-window says more.
constexpr std::size_t max_waits = 2;

}  // namespace

bool Session::wait_for(std::size_t bucket) {
  const auto time = allowances_[bucket].wait();
  const bool often_enough = waits_for_any_window() || waits_ < max_waits;
  if (!time || !often_enough) {
    held_back_ =
        "the rate limit leaves no more requests: --wait-for-window waits for as many "
        "windows as it takes";
    return false;
  }
  deadline_.check_window(*time);
  const auto after_this = later_waits(bucket);
  ++waits_;
  for (auto left = *time; left.count() > 0; left -= std::chrono::seconds(1)) {
    tell("the next window of the rate limit", left, left + after_this);
    pause_for_a_second();
  }
  allowances_[bucket].renewed();
  return true;
}

void Session::pause_for_a_second() {
  if (options_.wait) {
    options_.wait(std::chrono::seconds(1));
    deadline_.went_by(std::chrono::seconds(1));
    deadline_.check();
    return;
  }
  for (int tenth = 0; tenth < 10; ++tenth) {
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
    deadline_.check();
  }
}

// How long the waits may take that follow the next one.
std::chrono::seconds Session::later_waits(std::size_t bucket) const {
  const std::size_t left = expected() - requests();
  const auto a_window =
      static_cast<std::size_t>(allowances_[bucket].limit().value_or(documented_limit));
  std::size_t later = left == 0 ? 0 : (left - 1) / a_window;
  if (!waits_for_any_window()) later = std::min(later, max_waits - waits_ - 1);
  return Allowance::usual_window * later;
}

bool Session::waits_for_any_window() const {
  return options_.wait_for_window || options_.wait_for_turn || options_.thorough;
}

void Session::tell(std::string doing, std::optional<std::chrono::seconds> waiting,
                   std::optional<std::chrono::seconds> waiting_in_all) {
  if (!options_.progress) return;
  options_.progress({requests(), expected(), std::move(doing), waiting, waiting_in_all});
}

void Session::tell_end() {
  if (!options_.progress) return;
  options_.progress({requests(), requests(), "done", {}, {}});
}

std::size_t Session::expected() const {
  // Before there is a plan, the budget says it.
  const std::size_t planned = planned_ > 0 ? planned_ : budget(0) + budget(1);
  return std::max(planned + still_to_come_at_the_limit(), requests());
}

}  // namespace sp::contract
