#include "session/coming_up.h"

#include <chrono>
#include <thread>
#include <variant>

#include <fmt/format.h>

namespace sp::contract {

namespace {

using std::chrono::seconds;
using Clock = std::chrono::steady_clock;

bool is_up(const TransportOutcome& outcome) {
  const auto* response = std::get_if<Response>(&outcome);
  if (!response) return !std::get<TransportFault>(outcome).unreachable;
  return response->status != 502 && response->status != 503 && response->status != 504;
}

// Goes by the clock of the options, where they have one.
class Wait {
 public:
  explicit Wait(const Options& options) : options_(options), end_(Clock::now() + whole()) {}

  Clock::time_point end() const { return end_; }
  bool is_over() const {
    return Clock::now() >= end_ || (options_.interrupted && options_.interrupted());
  }

  void pause_for_a_second() {
    const auto left = std::chrono::ceil<seconds>(end_ - Clock::now());
    if (options_.progress) options_.progress({0, 0, "the deployment to come up", left, left});
    if (options_.wait) {
      options_.wait(seconds(1));
      end_ -= seconds(1);
      return;
    }
    const auto next = std::min(end_, Clock::now() + seconds(1));
    while (Clock::now() < next && !is_over()) {
      std::this_thread::sleep_for(std::chrono::milliseconds(50));
    }
  }

 private:
  seconds whole() const { return options_.wait_for_target; }

  const Options& options_;
  Clock::time_point end_;
};

}  // namespace

void wait_until_up(Transport& transport, const Target& target, const Options& options) {
  if (options.wait_for_target <= seconds(0)) return;
  Request request;
  request.operation = target.run_ids.empty() ? "getSampleHistory" : "getRunSummary";
  request.path = target.run_ids.empty()
                     ? fmt::format("/samples/{}/history", target.sample_id.value_or(1))
                     : fmt::format("/runs/{}/summary", target.run_ids.front());
  request.credentials = Credentials::none;
  Wait wait(options);
  transport.end_when(options.interrupted);
  while (!wait.is_over()) {
    transport.end_at(wait.end());
    if (is_up(transport.send(request))) return;
    if (!wait.is_over()) wait.pause_for_a_second();
  }
}

}  // namespace sp::contract
