// How a session reaches the rate limit (contract section 1, rate limit): one request after the
// other, so that each can be held against the one before, as long as that is fast enough; then
// several at once, which is the only way to use up several counters within one window from far
// away.
#include <algorithm>
#include <chrono>
#include <tuple>

#include <fmt/format.h>

#include "seen/limit_readings.h"
#include "session/session.h"

namespace sp::contract {

namespace {

using std::chrono::seconds;

// More than a limit promises, before it counts as not enforced.
constexpr std::size_t beyond_the_promise = 5;

// Processes that may count, each for itself, before the limit counts as not enforced.
constexpr std::size_t most_counters = 8;

// Requests that are under way together.
constexpr std::size_t at_once = 16;

// Who needs longer than this for what a window has left is faster with several at once.
constexpr seconds half_a_window{30};

// Who needs longer for a window's requests than this has always a new window.
constexpr seconds two_windows{120};

bool is_refused(const Exchange& exchange) {
  return exchange.response && exchange.response->status == 429;
}

// Puts requests that were under way together into the order in which their window counted them,
// as far as their headers tell it. The order in which they were sent says nothing about that.
void put_in_the_order_of_the_count(std::vector<Sent>& sent) {
  const auto place = [](const Sent& one) {
    const auto* response = std::get_if<Response>(&one.outcome);
    const auto number = [&](std::string_view name) {
      return response ? header_number(*response, name).value_or(0) : 0;
    };
    return std::tuple(number("X-RateLimit-Reset"), response && response->status == 429,
                      -number("X-RateLimit-Remaining"));
  };
  std::stable_sort(sent.begin(), sent.end(),
                   [&](const Sent& a, const Sent& b) { return place(a) < place(b); });
}

}  // namespace

// How many more requests the last answer promised.
std::size_t Session::promised() const {
  const auto& remaining = allowances_[0].remaining();
  if (remaining) return static_cast<std::size_t>(std::max<std::int64_t>(0, *remaining));
  const auto documented = static_cast<std::size_t>(documented_limit);
  return documented - std::min(documented, sent_[0]);
}

// A limit is reached by what the plan leaves of it and a few requests more.
std::size_t Session::still_to_come_at_the_limit() const {
  const auto limit = static_cast<std::size_t>(allowances_[0].limit().value_or(documented_limit));
  if (!limit_is_to_come_ || limit > highest_limit) return 0;
  const std::size_t planned = planned_ > 0 ? planned_with_token_ : budget(0);
  const std::size_t left = limit - std::min(limit, std::max(planned, sent_[0]));
  return left + beyond_the_promise + std::size(operation_ids);
}

bool Session::asks_for_all() const {
  return options_.thorough && options_.rate_limit_probe.value_or(false);
}

// A few more than promised. Where it is asked for, as many as it takes with several counters.
std::size_t Session::most_at_the_limit() const {
  const std::size_t few = promised() + beyond_the_promise;
  if (!asks_for_all()) return few;
  const auto limit = static_cast<std::size_t>(allowances_[0].limit().value_or(documented_limit));
  return limit > highest_limit ? few : std::max(few, most_counters * limit + beyond_the_promise);
}

Exchange Session::made_at_the_limit(const Probe& probe, const Call& call, bool own_connection) {
  Exchange made;
  made.probes = {probe.id()};
  made.expectation = probe.expectation;
  made.request = to_request(call, *catalogue_->api().find(probe.operation));
  made.request.own_connection = own_connection;
  made.request.attempt = transcript_.next_attempt(made.request);
  return made;
}

Exchange& Session::ask_at_the_limit(const Probe& probe, const Call& call, bool own_connection) {
  Exchange made = made_at_the_limit(probe, call, own_connection);
  return exchange(std::move(made), at_the_limit_);
}

// How many of them were refused.
std::size_t Session::ask_together_at_the_limit(const Probe& probe, const Call& call,
                                               std::size_t count) {
  Exchange made = made_at_the_limit(probe, call, false);
  deadline_.check();
  auto sent = transport_.send_together(std::vector<Request>(count, made.request));
  put_in_the_order_of_the_count(sent);
  std::size_t refused = 0;
  for (Sent& one : sent) {
    refused += is_refused(take(made, std::move(one), at_the_limit_)) ? 1 : 0;
    ++made.request.attempt;
  }
  return refused;
}

// Why the limit was not met, after so many requests of those that were to be asked.
std::string Session::why_not_limited(std::size_t asked, std::size_t most) const {
  if (faults_in_a_row_ >= max_faults_in_a_row) {
    return "the rate limit was not reached: requests got no answer: " +
           transcript_.exchanges().back().fault;
  }
  if (asked < most) {
    return fmt::format(
        "the rate limit was not reached: {} requests in {} seconds met no 429, and answers take "
        "too long for more",
        asked, two_windows.count());
  }
  return fmt::format("the rate limit was not reached: {} more requests met no 429{}", most,
                     asks_for_all()
                         ? ""
                         : "; --thorough with --rate-limit-probe asks up to eight times the limit");
}

// Whether the limit answered 429; else says why it did not.
bool Session::ask_until_limited(const Probe& probe, const Call& call) {
  if (promised() > highest_limit) {
    limit_unreached_ = fmt::format(
        "the rate limit was not reached: it leaves {} more requests, too many to send", promised());
    return false;
  }
  const std::size_t few = promised() + beyond_the_promise;
  const std::size_t most = most_at_the_limit();
  planned_ = requests() + most + std::size(operation_ids);
  limit_is_to_come_ = false;
  bool reached = false;
  std::size_t asked = 0;
  const auto start = std::chrono::steady_clock::now();
  const auto since = [&] { return std::chrono::steady_clock::now() - start; };
  while (asked < most && faults_in_a_row_ < max_faults_in_a_row && since() <= two_windows) {
    const bool fast_enough = asked == 0 || since() * few <= half_a_window * asked;
    if (asked < few && fast_enough) {
      // A limit holds over all connections; a new one now and then shows whether it does.
      if (is_refused(ask_at_the_limit(probe, call, asked % 5 == 4))) return true;
      ++asked;
    } else {
      // Each of several counters refuses for itself: all are used up when none lets one in.
      const std::size_t count = std::min(at_once, most - asked);
      const std::size_t refused = ask_together_at_the_limit(probe, call, count);
      asked += count;
      reached = reached || refused > 0;
      if (refused == count) return true;
    }
  }
  if (!reached) limit_unreached_ = why_not_limited(asked, most);
  return reached;
}

void Session::reach_the_limit() {
  until_the_deadline([&] { meet_the_limit(); });
}

void Session::meet_the_limit() {
  const Probe* at_the_limit = catalogue_->probe("getRunSummary/at_the_limit");
  if (!at_the_limit || used_up_[0]) return;
  doing_ = "the rate limit";
  const Subjects subjects = learn(target_, transcript_, options_.seed.number);
  const Call call = at_the_limit->calls(subjects).front();
  limit_reached_ = ask_until_limited(*at_the_limit, call);
  if (!limit_reached_) return;
  for (const std::string_view operation : operation_ids) {
    const Probe* elsewhere = catalogue_->probe(operation, at_the_limit->kind);
    if (!elsewhere || elsewhere == at_the_limit) continue;
    for (const Call& other : elsewhere->calls(subjects)) {
      ask_at_the_limit(*elsewhere, other, false);
    }
  }
  const bool soon = allowances_[0].wait().has_value();
  if (const Probe* next = catalogue_->probe("getRunSummary/next_window");
      next && options_.wait_for_window && soon && wait_for(0)) {
    ask_at_the_limit(*next, call, false);
  }
}

}  // namespace sp::contract
