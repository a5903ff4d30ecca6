// Rate limits that count other requests, in other windows, or tell other counts than they keep.
#include <algorithm>
#include <chrono>
#include <map>
#include <string>

#include <fmt/format.h>

#include "mutants/wrong/wrong.h"

namespace sp::mutants {

namespace {

using std::chrono::floor;
using std::chrono::seconds;

constexpr long long limit = 120;
constexpr long long window_seconds = 60;

struct Window {
  long long start = 0;  // seconds since 1970
  long long count = 0;
};

// What one request does to the count, and what it is told.
struct Counting {
  const char* name;
  const char* does;
  // The bucket that counts it.
  std::string (*bucket)(const Call& call);
  // How often it is counted.
  long long (*weight)(const Call& call, int status);
  // Changes what the answer says; `refused` for a 429.
  void (*tells)(long long& told_limit, long long& remaining, long long& reset, long long now,
                bool refused);
  long long most = limit;             // how many pass
  long long window = window_seconds;  // how long it really is
};

std::string one_bucket(const Call&) { return {}; }
std::string by_operation(const Call& call) { return call.operation; }
std::string by_path(const Call& call) {
  return call.request.target.substr(0, call.request.target.find('?'));
}
std::string by_target(const Call& call) { return call.request.target; }
std::string by_first_id(const Call& call) {
  return call.ids.empty() ? std::string() : call.ids.begin()->second;
}
std::string by_agent(const Call& call) {
  const std::string* agent = call.request.header("User-Agent");
  return agent ? *agent : std::string();
}
std::string by_method(const Call& call) { return call.request.method; }

long long each(const Call&, int) { return 1; }
long long good_ones(const Call&, int status) { return status == 200 ? 1 : 0; }
long long all_but_404(const Call&, int status) { return status == 404 ? 0 : 1; }
long long all_but_400(const Call&, int status) { return status == 400 ? 0 : 1; }
long long lists_twice(const Call& call, int) { return is_list(call) ? 2 : 1; }
long long twice(const Call&, int) { return 2; }
long long by_rows(const Call& call, int) { return call.number("limit", 50) > 50 ? 2 : 1; }
long long no_diffs(const Call& call, int) { return call.operation == "getDiff" ? 0 : 1; }
long long no_summaries(const Call& call, int) { return call.operation == "getRunSummary" ? 0 : 1; }
long long no_results(const Call& call, int) { return call.operation == "getRunSample" ? 0 : 1; }
long long no_histories(const Call& call, int) {
  return call.operation == "getSampleHistory" ? 0 : 1;
}
long long never(const Call&, int) { return 0; }
long long refused_twice(const Call&, int status) { return status >= 400 ? 2 : 1; }

using Number = long long;
void as_it_is(Number&, Number&, Number&, Number, bool) {}
void one_too_many(Number&, Number& remaining, Number&, Number, bool refused) {
  if (!refused) ++remaining;
}
void one_too_few(Number&, Number& remaining, Number&, Number, bool) {
  remaining = std::max(0LL, remaining - 1);
}
void never_none(Number&, Number& remaining, Number&, Number, bool refused) {
  if (!refused) remaining = std::max(1LL, remaining);
}
void tens(Number&, Number& remaining, Number&, Number, bool) { remaining = remaining / 10 * 10; }
void seconds_left(Number&, Number&, Number& reset, Number now, bool) { reset -= now; }
void milliseconds(Number&, Number&, Number& reset, Number, bool) { reset *= 1000; }
void sliding_reset(Number&, Number&, Number& reset, Number now, bool) {
  reset = now + window_seconds;
}
void reset_of_start(Number&, Number&, Number& reset, Number, bool) { reset -= window_seconds; }
void reset_late(Number&, Number&, Number& reset, Number, bool) { reset += window_seconds; }
void other_limit(Number& told_limit, Number&, Number&, Number, bool) { told_limit = 100; }
void limit_of_left(Number& told_limit, Number& remaining, Number&, Number, bool) {
  told_limit = std::max(1LL, remaining);
}
void used_for_left(Number& told_limit, Number& remaining, Number&, Number, bool refused) {
  if (!refused) remaining = told_limit - remaining;
}

constexpr Counting countings[] = {
    {"by_operation", "counts each operation for itself", by_operation, each, as_it_is},
    {"by_path", "counts each path for itself", by_path, each, as_it_is},
    {"by_target", "counts each URL for itself", by_target, each, as_it_is},
    {"by_first_id", "counts each run and sample for itself", by_first_id, each, as_it_is},
    {"by_agent", "counts each User-Agent for itself", by_agent, each, as_it_is},
    {"by_method", "counts each method for itself", by_method, each, as_it_is},
    {"good_ones", "counts good answers only", one_bucket, good_ones, as_it_is},
    {"not_404", "does not count what is not found", one_bucket, all_but_404, as_it_is},
    {"not_400", "does not count what is refused", one_bucket, all_but_400, as_it_is},
    {"lists_twice", "counts lists twice", one_bucket, lists_twice, as_it_is},
    {"twice", "counts each request twice", one_bucket, twice, as_it_is},
    {"by_rows", "counts large pages twice", one_bucket, by_rows, as_it_is},
    {"no_diffs", "does not count diffs", one_bucket, no_diffs, as_it_is},
    {"no_summaries", "does not count summaries", one_bucket, no_summaries, as_it_is},
    {"no_results", "does not count results", one_bucket, no_results, as_it_is},
    {"no_histories", "does not count histories", one_bucket, no_histories, as_it_is},
    {"never", "counts nothing", one_bucket, never, as_it_is},
    {"refused_twice", "counts refusals twice", one_bucket, refused_twice, as_it_is},
    {"one_too_many", "tells that one request more is left", one_bucket, each, one_too_many},
    {"one_too_few", "tells that one request less is left", one_bucket, each, one_too_few},
    {"never_none", "never tells that none is left", one_bucket, each, never_none},
    {"tens", "tells how many tens are left", one_bucket, each, tens},
    {"seconds_left", "tells in how many seconds the window ends", one_bucket, each, seconds_left},
    {"milliseconds", "tells the end of the window in milliseconds", one_bucket, each, milliseconds},
    {"sliding_reset", "tells an end of the window that moves on", one_bucket, each, sliding_reset},
    {"reset_of_start", "tells when the window began", one_bucket, each, reset_of_start},
    {"reset_late", "tells the end of the next window", one_bucket, each, reset_late},
    {"other_limit", "tells another limit than it keeps", one_bucket, each, other_limit},
    {"limit_of_left", "tells what is left as the limit", one_bucket, each, limit_of_left},
    {"used_for_left", "tells how many were used as what is left", one_bucket, each, used_for_left},
    {"one_early", "refuses one request too early", one_bucket, each, as_it_is, limit - 1},
    {"one_late", "refuses one request too late", one_bucket, each, as_it_is, limit + 1},
    {"half", "refuses at half of the limit", one_bucket, each, as_it_is, limit / 2},
    {"half_window", "counts in half the window", one_bucket, each, as_it_is, limit,
     window_seconds / 2},
    {"hour", "counts in an hour", one_bucket, each, as_it_is, limit, 3600},
};

void refuse(mock::Response& answer, long long wait) {
  answer.status = 429;
  answer.body = fmt::format(
      R"({{"code":"rate_limited","message":"Rate limit exceeded. Retry after {} seconds.",)"
      R"("details":{{"retry_after":{},"limit":{},"window":"{}s"}}}})",
      wait, wait, limit, window_seconds);
  mock::set_header(answer.headers, "Content-Type", "application/json");
  mock::set_header(answer.headers, "Retry-After", std::to_string(wait));
}

Behaviour counting(Right& right, const Counting& way) {
  return [&right, way, windows = std::map<std::string, Window>()](const Call& call,
                                                                  mock::Response& answer) mutable {
    const std::string* sent = call.request.header("Authorization");
    if (!sent || *sent != "Bearer " + right.token() || call.operation.empty()) return;
    replace(answer, right.ask(call));
    mock::set_header(answer.headers, "Retry-After", std::nullopt);
    if (answer.status == 405) return;
    const long long now = floor<seconds>(right.now()).time_since_epoch().count();
    Window& window = windows[way.bucket(call)];
    if (now >= window.start + way.window) window = {now / window_seconds * window_seconds, 0};
    window.count += way.weight(call, answer.status);
    const bool refused = window.count > way.most;
    long long told = limit;
    long long remaining = std::max(0LL, limit - window.count);
    long long reset = window.start + window_seconds;
    if (refused) {
      remaining = 0;
      refuse(answer, std::max(1LL, reset - now));
    }
    if (!refused && call.revision == schemas::Revision::published) return;
    way.tells(told, remaining, reset, now, refused);
    mock::set_header(answer.headers, "X-RateLimit-Limit", std::to_string(told));
    mock::set_header(answer.headers, "X-RateLimit-Remaining", std::to_string(remaining));
    mock::set_header(answer.headers, "X-RateLimit-Reset", std::to_string(reset));
  };
}

}  // namespace

Wrongs wrong_limits(schemas::Revision) {
  Wrongs made;
  for (const Counting& way : countings) {
    made.push_back({fmt::format("all/implementation/limit/{}", way.name), way.does,
                    [&way](Right& right) { return counting(right, way); }, true});
  }
  return made;
}

}  // namespace sp::mutants
