// What headers and refusals tell of the server (contract section 1).
#include <algorithm>
#include <map>

#include <sp/schemas/json.h>
#include <sp/schemas/number.h>

#include "import/answers.h"
#include "import/server_facts.h"

namespace sp::mock {

namespace {

std::optional<std::int64_t> number_header(const RecordedExchange& row, std::string_view name) {
  const std::string* const value = row.header(name);
  return value ? schemas::number_in(*value) : std::nullopt;
}

std::int64_t seconds_of(Instant instant) {
  return std::chrono::floor<std::chrono::seconds>(instant).time_since_epoch().count();
}

// The counters of one token's answers.
class LimitCounters {
 public:
  void add(const RecordedExchange& row, Telling& telling, ServerFacts& facts) {
    const auto limit = number_header(row, "X-RateLimit-Limit");
    const auto remaining = number_header(row, "X-RateLimit-Remaining");
    const auto reset = number_header(row, "X-RateLimit-Reset");
    if (!limit || *limit < 1 || *limit > 2147483647) return;
    facts.has_limit_headers = true;
    telling.tell(limit_, limit, &row, [] { return std::string("the limit of requests"); });
    facts.limit.limit = *limit_;
    const bool is_tokens =
        row.exchange.credentials == "token" || row.exchange.credentials == "lower_case_scheme";
    if (!is_tokens) return;
    // A server that is broken fails where it would have refused.
    const int status = row.exchange.status.value_or(0);
    if (status == 429 || (status >= 500 && remaining == 0)) {
      has_refused_ = true;
      return;
    }
    answered_at_.push_back(seconds_of(row.answered_at()));
    if (!remaining || !reset) return;
    const std::int64_t left = *reset - seconds_of(row.answered_at());
    if (left < 0) {
      telling.note("stale reset",
                   fmt::format("the X-RateLimit-Reset of {} is before its Date: a replay, as it "
                               "seems, that answers with what it once got",
                               row.place()));
    }
    // The window begins with its first request.
    if (*remaining == *limit - 1 && left > 0 && left <= 86400) longest_ = std::max(longest_, left);
    Window& window = windows_.try_emplace(*reset, Window{answered_at_.back(), {}}).first->second;
    window.workers = std::max(window.workers, ++window.seen[*remaining]);
  }

  void conclude(ServerFacts& facts) const {
    if (longest_ > 0) facts.limit.window_seconds = longest_;
    constexpr std::size_t most_workers = 64;
    const std::size_t needed =
        has_refused_
            ? 1
            : most_in(facts.limit.window_seconds) / static_cast<std::size_t>(facts.limit.limit) + 1;
    facts.limit.workers =
        std::clamp<std::size_t>(std::max(workers_at_once(), needed), 1, most_workers);
  }

 private:
  // The most answers in a window of so many seconds. More than the limit, without a refusal, are
  // those of several workers.
  std::size_t most_in(std::int64_t window) const {
    std::vector<std::int64_t> times = answered_at_;
    std::ranges::sort(times);
    std::size_t most = 0;
    std::size_t first = 0;
    for (std::size_t last = 0; last < times.size(); ++last) {
      while (times[last] - times[first] >= window) ++first;
      most = std::max(most, last - first);
    }
    return most;
  }

  // Each worker process counts for itself, in a window of its own: a number that comes twice in one
  // window is from two of them.
  struct Window {
    std::int64_t first_seen;
    std::map<std::int64_t, std::size_t> seen;  // how often each remaining number came
    std::size_t workers = 1;
  };

  // How many have a window at the same time, at most.
  std::size_t workers_at_once() const {
    std::vector<std::pair<std::int64_t, std::int64_t>> changes;  // of the number, by time
    for (const auto& [end, window] : windows_) {
      if (end <= window.first_seen) continue;  // a replay's
      changes.emplace_back(window.first_seen, static_cast<std::int64_t>(window.workers));
      changes.emplace_back(end, -static_cast<std::int64_t>(window.workers));
    }
    std::ranges::sort(changes);  // where one begins as another ends, the other ends first
    std::int64_t now = 0;
    std::int64_t most = 0;
    for (const auto& [time, change] : changes) most = std::max(most, now += change);
    return static_cast<std::size_t>(most);
  }

  std::vector<std::int64_t> answered_at_;
  bool has_refused_ = false;
  Told<std::int64_t> limit_;
  std::int64_t longest_ = 0;
  std::map<std::int64_t, Window> windows_;  // by their end
};

// "60s", as a 429 has it in `details.window`.
std::optional<std::int64_t> window_told(const Members& body) {
  const auto window = body.object("details").text("window", 20);
  if (!window || !window->ends_with('s')) return std::nullopt;
  const auto seconds = schemas::number_in(std::string_view(*window).substr(0, window->size() - 1));
  return seconds && *seconds >= 1 && *seconds <= 86400 ? seconds : std::nullopt;
}

// Whether the deployment's clock stood still while real time went on: a mock's does.
bool stands_still(const Recording& recording) {
  const RecordedExchange* first = nullptr;
  for (const RecordedExchange& row : recording.exchanges) {
    if (!row.header("Date")) continue;
    if (!first) first = &row;
    if (row.answered_at() != first->answered_at()) return false;
    if (row.exchange.sent_at - first->exchange.sent_at > std::chrono::seconds(3)) return true;
  }
  return false;
}

class Refusals {
 public:
  void add(const RecordedExchange& row, ServerFacts& facts) {
    const int status = row.exchange.status.value_or(0);
    if (row.exchange.credentials == "token" && status != 0) {
      ++asked_;
      refused_ += status == 401;
    }
    if (row.exchange.credentials == "wrong" && status == 401 && !row.has_bytes) {
      facts.knows_refused_token = true;
    }
    if (status != 403 && status != 429) return;
    schemas::Document body;
    try {
      body = schemas::parse(row.exchange.body);
    } catch (const schemas::SyntaxError&) {
      return;
    }
    const Members members(&body.root());
    if (status == 429) window_ = window_told(members).value_or(window_);
    if (status == 403 && row.exchange.credentials == "token") {
      auto scopes = members.object("details").texts("token_scopes", 50, 100);
      facts.scopes = scopes ? *std::move(scopes) : std::vector<std::string>();
    }
  }

  void conclude(ServerFacts& facts) const {
    facts.refuses_all = asked_ > 0 && refused_ == asked_;
    if (window_ > 0) facts.limit.window_seconds = window_;
  }

 private:
  std::size_t asked_ = 0;
  std::size_t refused_ = 0;
  std::int64_t window_ = 0;
};

}  // namespace

ServerFacts server_facts(const Recording& recording, Telling& telling) {
  ServerFacts facts;
  if (recording.exchanges.empty()) return facts;
  facts.clock_start = recording.exchanges.front().answered_at();
  facts.clock_stands_still = stands_still(recording);
  LimitCounters counters;
  Refusals refusals;
  for (const RecordedExchange& row : recording.exchanges) {
    counters.add(row, telling, facts);
    refusals.add(row, facts);
  }
  counters.conclude(facts);
  refusals.conclude(facts);
  return facts;
}

}  // namespace sp::mock
