// A pass by both revisions: which of them each endpoint follows, and where it departs from each.
#include <algorithm>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <httplib.h>

#include <sp/contract/run.h>
#include <sp/mock/server.h>

namespace sp::testing {
namespace {

using contract::Check;
using contract::JudgeBy;
using contract::Outcome;
using contract::Report;
using schemas::Revision;
using ::testing::AllOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::Field;
using ::testing::IsEmpty;

constexpr std::int64_t run_id = 9339;

mock::Server serving(Revision revision) {
  return mock::Server(mock::Scenario::bundled("production-june-2026"), {.revision = revision});
}

contract::Options by_both() {
  contract::Options options;
  options.judge_by = JudgeBy::both;
  options.rate_limit_probe = false;
  return options;
}

Report judged(const std::string& base_url, const std::string& token,
              const contract::Options& options) {
  contract::Target target;
  target.base_url = base_url;
  target.token = token;
  target.run_ids = {run_id};
  return contract::run(target, options);
}

std::vector<std::string> failed(const std::vector<Check>& checks) {
  std::vector<std::string> ids;
  for (const Check& check : checks) {
    if (check.outcome == Outcome::failed) ids.push_back(check.id);
  }
  return ids;
}

std::vector<std::optional<Revision>> followed(const Report& report) {
  std::vector<std::optional<Revision>> revisions;
  for (const auto& endpoint : report.comparison->endpoints) revisions.push_back(endpoint.follows);
  return revisions;
}

Revision other_than(Revision revision) {
  return revision == Revision::published ? Revision::upstream : Revision::published;
}

class ByBoth : public ::testing::TestWithParam<Revision> {};

TEST_P(ByBoth, EveryEndpointFollowsTheRevisionThatIsServed) {
  const mock::Server server = serving(GetParam());
  const Report report = judged(server.base_url(), server.token(), by_both());
  EXPECT_EQ(report.revision, GetParam());
  EXPECT_THAT(failed(report.checks), IsEmpty());
  EXPECT_EQ(contract::exit_code(report), 0);
  ASSERT_TRUE(report.comparison);
  EXPECT_EQ(report.comparison->other, other_than(GetParam()));
  EXPECT_THAT(followed(report),
              ElementsAre(GetParam(), GetParam(), GetParam(), GetParam(), GetParam()));
}

TEST_P(ByBoth, TellsWhereEachEndpointDepartsFromTheOther) {
  const mock::Server server = serving(GetParam());
  const Report report = judged(server.base_url(), server.token(), by_both());
  const auto departures = failed(report.comparison->checks);
  // The paths, and what the query takes, differ either way. Where a sample and a test have the
  // same number, a result is found at the other revision's path, and is not the one meant.
  EXPECT_THAT(departures, AllOf(Contains(::testing::StartsWith("getRunSample.response.")),
                                Contains("getDiff.response.succeeds"),
                                Contains("getSampleHistory.parameters.status")));
  if (GetParam() == Revision::published) {
    EXPECT_THAT(departures, AllOf(Contains("getRunSummary.response.schema"),
                                  Contains("getErrorSummary.parameters.group_by")));
  }
}

TEST_P(ByBoth, JudgesAsAPassByThatRevisionDoes) {
  const mock::Server server = serving(GetParam());
  const Report both = judged(server.base_url(), server.token(), by_both());
  contract::Options options = by_both();
  options.judge_by = JudgeBy::revision;
  options.revision = GetParam();
  const mock::Server again = serving(GetParam());
  const Report one = judged(again.base_url(), again.token(), options);
  ASSERT_EQ(both.checks.size(), one.checks.size());
  for (std::size_t i = 0; i < one.checks.size(); ++i) {
    EXPECT_EQ(both.checks[i].id, one.checks[i].id);
    EXPECT_EQ(both.checks[i].outcome, one.checks[i].outcome) << one.checks[i].id;
  }
}

TEST_P(ByBoth, ARecordingIsJudgedAsThePassWas) {
  const mock::Server server = serving(GetParam());
  const contract::Options options = by_both();
  const Report live = judged(server.base_url(), server.token(), options);
  contract::Target target;
  target.base_url = live.base_url;
  target.run_ids = {run_id};
  const Report again = contract::judge(target, live.exchanges, options);
  EXPECT_EQ(again.revision, live.revision);
  EXPECT_EQ(followed(again), followed(live));
  const auto same = [](const std::vector<Check>& a, const std::vector<Check>& b) {
    ASSERT_EQ(a.size(), b.size());
    for (std::size_t i = 0; i < a.size(); ++i) {
      EXPECT_EQ(a[i].outcome, b[i].outcome) << a[i].id;
      EXPECT_EQ(a[i].findings.size(), b[i].findings.size()) << a[i].id;
    }
  };
  same(live.checks, again.checks);
  same(live.comparison->checks, again.comparison->checks);
}

TEST_P(ByBoth, ARecordingIsJudgedByTheRevisionThatFitsIt) {
  const mock::Server server = serving(GetParam());
  contract::Options options = by_both();
  const Report live = judged(server.base_url(), server.token(), options);
  options.judge_by = JudgeBy::closer;
  contract::Target target;
  target.base_url = live.base_url;
  target.run_ids = {run_id};
  const Report again = contract::judge(target, live.exchanges, options);
  EXPECT_EQ(again.revision, GetParam());
  EXPECT_THAT(failed(again.checks), IsEmpty());
}

INSTANTIATE_TEST_SUITE_P(Revisions, ByBoth,
                         ::testing::Values(Revision::published, Revision::upstream));

// A deployment that is half way from one revision to the other: two mocks behind one address.
class HalfWay {
 public:
  explicit HalfWay(std::string upstream_part) : part_(std::move(upstream_part)) {
    server_.Get(".*", [this](const httplib::Request& request, httplib::Response& response) {
      const bool moved = request.path.find(part_) != std::string::npos;
      forward(moved ? upstream_ : published_, request, response);
    });
    server_.Post(".*", [this](const httplib::Request& request, httplib::Response& response) {
      forward(published_, request, response);
    });
    port_ = server_.bind_to_any_port("127.0.0.1");
    thread_ = std::thread([this] { server_.listen_after_bind(); });
  }
  ~HalfWay() {
    server_.stop();
    thread_.join();
  }
  HalfWay(const HalfWay&) = delete;
  HalfWay& operator=(const HalfWay&) = delete;

  std::string base_url() const { return "http://127.0.0.1:" + std::to_string(port_) + "/api/v1"; }
  std::string token() const { return published_.token(); }

 private:
  static void forward(const mock::Server& to, const httplib::Request& request,
                      httplib::Response& response) {
    const std::string base = to.base_url();
    httplib::Client client(base.substr(0, base.find("/api")));
    client.set_url_encode(false);
    httplib::Headers headers;
    for (const char* name : {"Authorization", "If-None-Match", "Accept"}) {
      if (request.has_header(name)) headers.emplace(name, request.get_header_value(name));
    }
    const auto answer = request.method == "POST" ? client.Post(request.target, headers, "", "")
                                                 : client.Get(request.target, headers);
    if (!answer) return;
    response.status = answer->status;
    response.body = answer->body;
    for (const auto& [name, value] : answer->headers) {
      if (name != "Content-Length" && name != "Connection" && name != "Keep-Alive") {
        response.headers.emplace(name, value);
      }
    }
  }

  std::string part_;
  mock::Server published_ = serving(Revision::published);
  mock::Server upstream_ = serving(Revision::upstream);
  httplib::Server server_;
  int port_ = 0;
  std::thread thread_;
};

TEST(ByBoth, ADeploymentHalfWayIsToldEndpointByEndpoint) {
  const HalfWay deployment("/diff");
  const Report report = judged(deployment.base_url(), deployment.token(), by_both());
  const auto p = Revision::published;
  EXPECT_THAT(followed(report), ElementsAre(p, p, p, Revision::upstream, p));
  // By neither document is all as it should be, and the endpoint that moved is why.
  EXPECT_EQ(contract::exit_code(report), 1);
  for (const std::string& id : failed(report.checks)) {
    // Each of the two counts requests by itself.
    if (id.find(".rate_limit.") != std::string::npos) continue;
    EXPECT_THAT(id, ::testing::StartsWith("getDiff."));
  }
  EXPECT_THAT(failed(report.checks), Contains("getDiff.response.succeeds"));
  // What moved was asked in the form that it has now, and is judged in full.
  const auto diff_by_upstream = std::count_if(
      report.comparison->checks.begin(), report.comparison->checks.end(), [](const Check& check) {
        return check.id.starts_with("getDiff.diff.") && check.outcome == Outcome::passed;
      });
  EXPECT_GT(diff_by_upstream, 10);
}

TEST(ByBoth, AFaultOfTheDeploymentIsToldByTheRevisionItFollows) {
  mock::Server server = serving(Revision::upstream);
  const auto fault = server.add_fault({.operation = "getRunSummary", .status = 200},
                                      {.merge_patch = R"({"fail_count": 0})"});
  const Report report = judged(server.base_url(), server.token(), by_both());
  EXPECT_EQ(report.revision, Revision::upstream);
  EXPECT_THAT(failed(report.checks), Contains("getRunSummary.summary.buckets_add_up"));
}

TEST(ByBoth, ADeploymentThatIsNotThereIsToldSo) {
  const Report report = judged("http://127.0.0.1:1/api/v1", "mock-token", by_both());
  EXPECT_EQ(contract::exit_code(report), 3);
  EXPECT_GT(report.checks.size(), 0u);
}

TEST(ByBoth, AFilterThatMatchesNothingInEitherIsWrong) {
  contract::Options options = by_both();
  options.only = {"getRunSample.parameters.sample_id"};  // `published` only
  const mock::Server server = serving(Revision::published);
  EXPECT_THAT(failed(judged(server.base_url(), server.token(), options).checks), IsEmpty());
  const mock::Server moved = serving(Revision::upstream);
  EXPECT_THROW(judged(moved.base_url(), moved.token(), options), contract::UsageError);
  options.only = {"getRunSample.parameters.sample"};
  EXPECT_THROW(judged(server.base_url(), server.token(), options), contract::UsageError);
}

}  // namespace
}  // namespace sp::testing
