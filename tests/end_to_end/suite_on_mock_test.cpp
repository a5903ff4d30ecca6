// The contract suite against the mock, over real HTTP.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <sp/contract/run.h>
#include <sp/mock/server.h>

#include "rewriting_proxy.h"

namespace sp::testing {
namespace {

using contract::Check;
using contract::Outcome;
using contract::Report;
using ::testing::Contains;
using ::testing::IsEmpty;

std::vector<std::string> failed(const Report& report) {
  std::vector<std::string> ids;
  for (const Check& check : report.checks) {
    if (check.outcome == Outcome::failed) ids.push_back(check.id);
  }
  return ids;
}

contract::Target target_of(const std::string& base_url, const std::string& token,
                           std::int64_t run) {
  contract::Target target;
  target.base_url = base_url;
  target.token = token;
  target.run_ids = {run};
  return target;
}

struct ScenarioRun {
  std::string scenario;
  std::int64_t run;
};

void PrintTo(const ScenarioRun& row, std::ostream* out) { *out << row.scenario << " " << row.run; }

class EveryBundledRun : public ::testing::TestWithParam<ScenarioRun> {};

TEST_P(EveryBundledRun, KeepsTheContract) {
  const auto& [name, run] = GetParam();
  const mock::Server server(mock::Scenario::bundled(name), {.self_check = true});
  const Report report = contract::run(target_of(server.base_url(), server.token(), run));
  EXPECT_THAT(failed(report), IsEmpty());
  EXPECT_EQ(report.unjudgeable, std::nullopt);
  EXPECT_LE(report.requests, 140u);
  EXPECT_GT(report.count(Outcome::passed), 60u);
}

std::vector<ScenarioRun> bundled_runs() {
  std::vector<ScenarioRun> rows;
  for (const auto& listed : mock::Scenario::list()) {
    std::ifstream in(SP_SOURCE_DIR "/scenarios/" + listed.name + ".json");
    const nlohmann::json scenario = nlohmann::json::parse(in);
    if (scenario.contains("faults")) continue;  // it breaks the contract on purpose
    const auto runs = scenario.value("runs", nlohmann::json::array());
    for (const auto& run : runs) {
      rows.push_back({listed.name, run.at("id").get<std::int64_t>()});
    }
  }
  return rows;
}

INSTANTIATE_TEST_SUITE_P(Scenarios, EveryBundledRun, ::testing::ValuesIn(bundled_runs()));

TEST(Suite, ARunWithoutFailuresSkipsWithAReasonAndTheFlagThatHelps) {
  const mock::Server server(mock::Scenario::bundled("quickstart"));
  const auto target = target_of(server.base_url(), server.token(), 1002);
  const Report report = contract::run(target);
  const auto check = std::find_if(report.checks.begin(), report.checks.end(), [](const Check& row) {
    return row.id == "getRunSample.response.succeeds";
  });
  ASSERT_EQ(check->outcome, Outcome::skipped);
  EXPECT_THAT(check->reason, ::testing::HasSubstr("--sample-id"));

  contract::Target named = target;
  named.sample_id = 70;
  const Report fuller = contract::run(named);
  EXPECT_EQ(fuller.count(Outcome::skipped), 0u);
  EXPECT_THAT(failed(fuller), IsEmpty());
}

TEST(Suite, TheSecondRunStandsInForOneThatIsNotThere) {
  const mock::Server server(mock::Scenario::bundled("quickstart"));
  auto target = target_of(server.base_url(), server.token(), 5);
  target.run_ids.push_back(1001);
  const Report report = contract::run(target);
  EXPECT_EQ(contract::exit_code(report), 0);
  EXPECT_EQ(report.count(Outcome::skipped), 0u);
}

// A deployment that departs from the contract in one place, and the check that says so.
struct Breach {
  std::string name;
  std::string check;
  RewritingProxy::Rewrite rewrite;
};

void PrintTo(const Breach& row, std::ostream* out) { *out << row.name; }

RewritingProxy::Rewrite on(const std::string& path_part, int status,
                           std::function<void(httplib::Response&)> change) {
  return [=](const httplib::Request& request, httplib::Response& response) {
    const bool fits = request.method == "GET" && response.status == status &&
                      request.target.find(path_part) != std::string::npos;
    if (fits) change(response);
  };
}

std::function<void(httplib::Response&)> on_json(std::function<void(nlohmann::json&)> change) {
  return [=](httplib::Response& response) {
    auto body = nlohmann::json::parse(response.body);
    change(body);
    response.body = body.dump();
  };
}

class Breaches : public ::testing::TestWithParam<Breach> {};

TEST_P(Breaches, AreNoticedByTheRightCheck) {
  const mock::Server server(mock::Scenario::bundled("distinct-ids"));
  const RewritingProxy proxy(server.base_url(), GetParam().rewrite);
  const Report report = contract::run(target_of(proxy.base_url(), server.token(), 5004));
  EXPECT_THAT(failed(report), Contains(GetParam().check));
  EXPECT_EQ(contract::exit_code(report), 1);
}

INSTANTIATE_TEST_SUITE_P(
    OneEach, Breaches,
    ::testing::Values(
        Breach{"a summary without fail_count", "getRunSummary.response.schema",
               on("/summary", 200, on_json([](auto& body) { body.erase("fail_count"); }))},
        Breach{"a page without pagination", "getErrorSummary.response.schema",
               on("/error-summary", 200, on_json([](auto& body) { body.erase("pagination"); }))},
        Breach{"an output without its id", "getRunSample.response.schema",
               on("/runs/5004/samples/", 200, on_json([](auto& body) {
                    if (body.contains("outputs")) body["outputs"][0].erase("output_id");
                  }))},
        Breach{"a diff whose lines have no kind", "getDiff.response.schema",
               on("/diff", 200, on_json([](auto& body) {
                    if (body.contains("hunks")) body["hunks"][0]["lines"][0].erase("kind");
                  }))},
        Breach{"a history row with a short commit", "getSampleHistory.response.schema",
               on("/history", 200,
                  on_json([](auto& body) { body["data"][0]["commit_sha"] = "abc"; }))},
        Breach{"another run's summary", "getRunSummary.response.ids",
               on("/summary", 200, on_json([](auto& body) { body["run_id"] = 1; }))},
        Breach{"HTML for an unknown run", "getRunSummary.envelope.members",
               on("/summary", 404, [](auto& response) { response.body = "<html>"; })},
        Breach{"null details for a stranger", "getDiff.envelope.members",
               on("/diff", 401, on_json([](auto& body) { body["details"] = nullptr; }))},
        Breach{"text/html", "getSampleHistory.response.content_type",
               on("/history", 200, [](auto& response) {
                 response.headers.erase("Content-Type");
                 response.set_header("Content-Type", "text/html");
               })}));

TEST(Suite, AnEchoedTokenIsShownNowhere) {
  const mock::Server server(mock::Scenario::parse(R"({
    "version": 1, "name": "secret", "tokens": [{"token": "s3cr3t-t0k3n"}],
    "regression_tests": [],
    "runs": [{"id": 1, "state": "completed", "platform": "linux",
              "created_at": "2026-06-01T12:00:00Z"}]})"));
  const RewritingProxy proxy(server.base_url(),
                             [](const httplib::Request& request, httplib::Response& response) {
                               response.body = request.get_header_value("Authorization");
                               response.set_header("X-Echo", response.body);
                             });
  const Report report = contract::run(target_of(proxy.base_url(), "s3cr3t-t0k3n", 1));
  ASSERT_EQ(contract::exit_code(report), 1);
  for (const Check& check : report.checks) {
    for (const auto& finding : check.findings) {
      EXPECT_EQ((finding.actual + finding.expected + finding.curl).find("s3cr3t"),
                std::string::npos)
          << check.id;
    }
  }
}

}  // namespace
}  // namespace sp::testing
