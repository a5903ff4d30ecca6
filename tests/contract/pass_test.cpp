// A whole pass over a deployment, against a transport that answers as the test says.
#include "pass.h"

#include <functional>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "transcripts.h"

namespace sp::contract {
namespace {

using testing::response;

constexpr const char* summary =
    R"({"run_id": 9338, "total_samples": 1, "pass_count": 1, "fail_count": 0})";

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

Target target_at(const std::string& base_url) {
  Target made;
  made.base_url = base_url;
  made.token = "s3cret-t0ken";
  made.run_ids = {9338};
  return made;
}

// How many requests a pass over a deployment that never answers 429 makes.
std::size_t requests_at(const std::string& base_url) {
  Scripted transport([](const Request&) { return response(200, summary); });
  Options options;
  options.only = {"getRunSummary.rate_limit.*"};
  pass(target_at(base_url), options, transport);
  return transport.requests.size();
}

TEST(Pass, ReachesTheLimitOfThisMachineOnly) {
  for (const char* here : {"http://localhost:8080/api/v1", "HTTP://127.0.0.1/api/v1",
                           "http://127.1/api/v1", "https://[::1]/api/v1"}) {
    EXPECT_GT(requests_at(here), 100u) << here;
  }
  for (const char* elsewhere :
       {"http://localhost.staging.example.org/api/v1", "http://127.example.org/api/v1",
        "https://staging.example.org/api/v1", "http://[::1:1]/api/v1"}) {
    EXPECT_LT(requests_at(elsewhere), 50u) << elsewhere;
  }
}

}  // namespace
}  // namespace sp::contract
