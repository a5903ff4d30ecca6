// A pass by both revisions: which of them each endpoint follows, and where it departs from each.
#include <algorithm>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <httplib.h>

#include <sp/contract/run.h>
#include <sp/mock/server.h>

#include "revisions.h"

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

mock::Server serving(Revision revision, const std::string& scenario = "production-june-2026") {
  return mock::Server(mock::Scenario::bundled(scenario), {.revision = revision});
}

contract::Options by_both() {
  contract::Options options;
  options.judge_by = JudgeBy::both;
  options.rate_limit_probe = false;
  return options;
}

Report judged(const std::string& base_url, const std::string& token,
              const contract::Options& options, std::int64_t run = run_id) {
  contract::Target target;
  target.base_url = base_url;
  target.token = token;
  target.run_ids = {run};
  return contract::run(target, options);
}

Report judged_again(const Report& live, const contract::Options& options) {
  contract::Target target;
  target.base_url = live.base_url;
  target.run_ids = {run_id};
  return contract::judge(target, live.exchanges, options);
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
  const Report again = judged_again(live, options);
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
  const Report again = judged_again(live, options);
  EXPECT_EQ(again.revision, GetParam());
  EXPECT_THAT(failed(again.checks), IsEmpty());
}

// What was recorded by one revision was asked of one path only: that the other path has no
// answers tells nothing.
TEST_P(ByBoth, ARecordingByOneRevisionDoesNotMisleadIt) {
  for (const Revision asked : {Revision::published, Revision::upstream}) {
    const mock::Server server = serving(GetParam());
    contract::Options options = by_both();
    options.judge_by = JudgeBy::revision;
    options.revision = asked;
    const Report again =
        judged_again(judged(server.base_url(), server.token(), options), by_both());
    EXPECT_EQ(again.revision, GetParam());
    for (const auto& endpoint : again.comparison->endpoints) {
      EXPECT_EQ(endpoint.follows.value_or(GetParam()), GetParam()) << endpoint.operation;
    }
  }
}

TEST_P(ByBoth, OneEndpointOfARecordingTellsItsRevision) {
  const mock::Server server = serving(GetParam());
  contract::Options options = by_both();
  options.judge_by = JudgeBy::revision;
  options.revision = GetParam();
  Report live = judged(server.base_url(), server.token(), options);
  std::erase_if(live.exchanges, [](const auto& row) { return row.operation != "getDiff"; });
  options.judge_by = JudgeBy::closer;
  options.revision = other_than(GetParam());
  EXPECT_EQ(judged_again(live, options).revision, GetParam());
  options.judge_by = JudgeBy::revision;
  EXPECT_EQ(judged_again(live, options).looks_like, GetParam());
  // The same without a word on what was asked for, as others record.
  for (auto& row : live.exchanges) {
    row.route.clear();
    row.operation.clear();
    row.probes.clear();
  }
  EXPECT_EQ(judged_again(live, options).looks_like, GetParam());
}

TEST_P(ByBoth, WhatIsRequiredTellsNothing) {
  const mock::Server server = serving(GetParam(), "distinct-ids");
  contract::Options options = by_both();
  const Report report = judged(server.base_url(), server.token(), options, 5001);
  options.require = {"getSampleHistory.*"};
  const mock::Server again = serving(GetParam(), "distinct-ids");
  const Report required = judged(again.base_url(), again.token(), options, 5001);
  EXPECT_EQ(followed(required), followed(report));
  EXPECT_EQ(contract::exit_code(required), 1);
}

INSTANTIATE_TEST_SUITE_P(Revisions, ByBoth, sp::each_revision(), sp::revision_name);

struct Broken {
  Revision revision;
  std::string operation;
  int status;
};

void PrintTo(const Broken& row, std::ostream* out) {
  *out << schemas::to_string(row.revision) << ' ' << row.operation << ' ' << row.status;
}

class AnEndpointThatIsBroken : public ::testing::TestWithParam<Broken> {};

// Without a success nothing tells what it follows: it is held to what the others follow.
TEST_P(AnEndpointThatIsBroken, IsNotTakenForOneThatFollowsTheOther) {
  mock::Server server = serving(GetParam().revision);
  const auto fault = server.add_fault({.operation = GetParam().operation, .status = 200},
                                      {.status = GetParam().status});
  const Report report = judged(server.base_url(), server.token(), by_both());
  EXPECT_EQ(report.revision, GetParam().revision);
  for (const auto& endpoint : report.comparison->endpoints) {
    const bool broken = endpoint.operation == GetParam().operation;
    if (broken) {
      EXPECT_EQ(endpoint.follows, std::nullopt);
    }
    EXPECT_EQ(endpoint.follows.value_or(GetParam().revision), GetParam().revision);
  }
  // A 404 may be of outputs that have nothing to show.
  if (GetParam().operation == "getDiff" && GetParam().status == 404) return;
  EXPECT_THAT(failed(report.checks), Contains(::testing::StartsWith(GetParam().operation)));
  EXPECT_EQ(contract::exit_code(report), 1);
}

std::vector<Broken> broken_endpoints() {
  std::vector<Broken> rows;
  for (const auto revision : {Revision::published, Revision::upstream}) {
    // Without the summary, nothing could be judged.
    for (const char* operation :
         {"getErrorSummary", "getRunSample", "getDiff", "getSampleHistory"}) {
      for (const int status : {404, 500}) rows.push_back({revision, operation, status});
    }
  }
  return rows;
}

INSTANTIATE_TEST_SUITE_P(ByBoth, AnEndpointThatIsBroken, ::testing::ValuesIn(broken_endpoints()));

// A deployment that is half way from one revision to the other: two mocks behind one address.
class HalfWay {
 public:
  explicit HalfWay(std::string upstream_part, const std::string& scenario = "production-june-2026")
      : part_(std::move(upstream_part)),
        published_(serving(Revision::published, scenario)),
        upstream_(serving(Revision::upstream, scenario)) {
    server_.Get(".*", [this](const httplib::Request& request, httplib::Response& response) {
      const bool moved = request.path.find(part_) != std::string::npos;
      forward(moved ? upstream_ : published_, request, response);
    });
    const auto refused = [this](const httplib::Request& request, httplib::Response& response) {
      forward(published_, request, response);
    };
    server_.Post(".*", refused).Put(".*", refused).Patch(".*", refused).Delete(".*", refused);
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
    const std::string& base = to.base_url();
    httplib::Client client(base.substr(0, base.find("/api")));
    client.set_url_encode(false);
    httplib::Headers headers;
    for (const char* name : {"Authorization", "If-None-Match", "Accept"}) {
      if (request.has_header(name)) headers.emplace(name, request.get_header_value(name));
    }
    httplib::Request sent;
    sent.method = request.method;
    sent.path = request.target;
    sent.headers = headers;
    const auto answer = client.send(sent);
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
  mock::Server published_;
  mock::Server upstream_;
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

// The first output has a hash and no text: that it is found at neither path tells nothing.
TEST(ByBoth, WhatHappensNotToBeThereDoesNotHideWhatMoved) {
  const HalfWay deployment("/diff", "distinct-ids");
  const Report report = judged(deployment.base_url(), deployment.token(), by_both(), 5005);
  EXPECT_EQ(report.comparison->endpoints[3].follows, Revision::upstream);
  const auto& checks = report.comparison->checks;
  EXPECT_GT(std::count_if(checks.begin(), checks.end(),
                          [](const Check& check) {
                            return check.id.starts_with("getDiff.parameters.") &&
                                   check.outcome == Outcome::passed;
                          }),
            3);
}

TEST(ByBoth, TheVerdictIsByWhatIsAskedAbout) {
  const HalfWay deployment("/diff");
  contract::Options options = by_both();
  options.only = {"getDiff.*"};
  const Report report = judged(deployment.base_url(), deployment.token(), options);
  EXPECT_EQ(report.revision, Revision::upstream);
  ASSERT_EQ(report.comparison->endpoints.size(), 1u);
  EXPECT_EQ(report.comparison->endpoints.front().follows, Revision::upstream);
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

TEST(ByBoth, AFilterMayBeOfOneRevisionOnly) {
  contract::Options options = by_both();
  options.only = {"getRunSample.parameters.sample_id"};  // of `published`
  for (const auto revision : {Revision::published, Revision::upstream}) {
    const mock::Server server = serving(revision);
    const Report report = judged(server.base_url(), server.token(), options);
    EXPECT_EQ(report.revision, revision);
    EXPECT_EQ(report.checks.size(), revision == Revision::published ? 1u : 0u);
    EXPECT_EQ(report.comparison->checks.size(), revision == Revision::published ? 0u : 1u);
  }
  const mock::Server server = serving(Revision::upstream);
  options.judge_by = JudgeBy::closer;
  EXPECT_THROW(judged(server.base_url(), server.token(), options), contract::UsageError);
  options.only = {"getRunSample.parameters.sample"};  // of neither
  options.judge_by = JudgeBy::both;
  EXPECT_THROW(judged(server.base_url(), server.token(), options), contract::UsageError);
}

}  // namespace
}  // namespace sp::testing
