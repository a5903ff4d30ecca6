// A transport that answers as a test says, and what sessions over it need.
#pragma once

#include <functional>
#include <utility>
#include <variant>
#include <vector>

#include "session/session.h"
#include "transcripts.h"

namespace sp::contract::testing {

inline constexpr const char* summary =
    R"({"run_id": 9338, "total_samples": 1, "pass_count": 1, "fail_count": 0})";
inline constexpr const char* envelope =
    R"({"code": "rate_limited", "message": "m", "details": {}})";

// Answers each request as `answer` says.
class Scripted : public Transport {
 public:
  using Outcome = std::variant<Response, TransportFault>;
  explicit Scripted(std::function<Outcome(const Request&)> answer) : answer_(std::move(answer)) {}
  Outcome send(const Request& request) override {
    requests.push_back(request);
    return answer_(request);
  }
  std::vector<Request> requests;

 private:
  std::function<Outcome(const Request&)> answer_;
};

inline Target target() {
  Target made;
  made.base_url = "http://localhost/api/v1";
  made.token = "t";
  made.run_ids = {9338};
  return made;
}

inline const Catalogue& published() { return Catalogue::of(schemas::Revision::published); }

inline Plan whole_plan() { return plan_for(published(), selected_rules(published(), {})); }

// As many seconds as were waited for, without any of them passing.
struct Waiting {
  Options options;
  int seconds = 0;
  Waiting() {
    options.wait = [this](std::chrono::milliseconds time) {
      seconds += static_cast<int>(time.count() / 1000);
    };
  }
};

inline Response limited(const char* retry_after) {
  return response(429, envelope,
                  {{"Retry-After", retry_after},
                   {"X-RateLimit-Limit", "120"},
                   {"X-RateLimit-Remaining", "0"},
                   {"X-RateLimit-Reset", "1782565323"},
                   {"Date", "Sat, 27 Jun 2026 13:01:53 GMT"}});
}

}  // namespace sp::contract::testing
