// A whole pass over a deployment, against a transport that answers as the test says.
#include "verdict/pass.h"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "scripted.h"

namespace sp::contract {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;
using testing::response;
using testing::Scripted;
using ::testing::SizeIs;
using testing::summary;

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

struct Redirected {
  const char* base_url;
  int status;
  const char* location;
  std::vector<std::string> told;
};

TEST(Pass, EndsAtOnceWhenTheFirstRequestIsRedirected) {
  const std::vector<Redirected> table = {
      {"http://api.example/api/v1",
       301,
       "https://api.example/api/v1/runs/9338/summary",
       {"redirects to https (status 301)", "--base-url \"https://api.example/api/v1\"",
        "sent once"}},
      {"HTTP://api.example:80/api/v1",
       308,
       "https://API.example:8443/v2/runs/9338/summary",
       {"redirects to https", "--base-url \"https://API.example:8443/v2\""}},
      {"http://api.example/api/v1",
       302,
       "https://api.example/login?next=%2Fruns",
       {"redirects to https", "\"https://api.example/login?next=%2Fruns\""}},
      {"http://api.example/api/v1",
       302,
       "//elsewhere.example/api/v1/runs/9338/summary",
       {"to \"http://elsewhere.example/api/v1\" (status 302)", "--base-url"}},
      {"https://api.example/api/v1",
       307,
       "/api/v2/runs/9338/summary",
       {"to \"https://api.example/api/v2\" (status 307)", "not followed"}},
      {"https://api.example/api/v1",
       301,
       "http://api.example/api/v1/runs/9338/summary",
       {"to \"http://api.example/api/v1\"", "not followed"}},
      {"https://api.example/api/v1", 303, "https://[nonsense", {"[nonsense", "--base-url"}},
      {"https://api.example/api/v1", 302, "/login?token=s3cret-t0ken", {"[token]"}},
  };
  for (const Redirected& row : table) {
    SCOPED_TRACE(row.location);
    Scripted transport([&](const Request&) {
      return response(row.status, "<h1>Moved</h1>", {{"Location", row.location}});
    });
    const Report report = pass(target_at(row.base_url), {}, transport);
    EXPECT_EQ(exit_code(report), 3);
    EXPECT_THAT(transport.requests, SizeIs(1));
    EXPECT_EQ(report.count(Outcome::failed), 0u);
    for (const std::string& told : row.told) {
      EXPECT_THAT(report.unjudgeable.value_or(""), HasSubstr(told));
    }
    EXPECT_THAT(report.unjudgeable.value_or(""), Not(HasSubstr("s3cret-t0ken")));
  }
}

TEST(Pass, ARedirectWithoutALocationIsToldAsSuch) {
  Scripted transport([](const Request&) { return response(301, ""); });
  const Report report = pass(target_at("http://api.example/api/v1"), {}, transport);
  EXPECT_THAT(report.unjudgeable.value_or(""),
              AllOf(HasSubstr("no Location"), HasSubstr("--base-url")));
}

// Nobody asked on a condition, so this is a broken answer and no redirect.
TEST(Pass, ANotModifiedIsNoRedirect) {
  Scripted transport([](const Request&) { return response(304, ""); });
  const Report report = pass(target_at("http://api.example/api/v1"), {}, transport);
  EXPECT_EQ(report.unjudgeable, std::nullopt);
  EXPECT_EQ(exit_code(report), 1);
}

}  // namespace
}  // namespace sp::contract
