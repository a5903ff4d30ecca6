// The contract suite against the mock, over real HTTP.
#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <sp/contract/run.h>
#include <sp/mock/server.h>

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
  mock::Server server(mock::Scenario::bundled(name), {.self_check = true});
  contract::Options options;
  options.wait = [&](std::chrono::milliseconds time) { server.advance(time); };
  const Report report = contract::run(target_of(server.base_url(), server.token(), run), options);
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
  mock::FaultWhen when;
  mock::FaultThen then;
};

void PrintTo(const Breach& row, std::ostream* out) { *out << row.name; }

class Breaches : public ::testing::TestWithParam<Breach> {};

TEST_P(Breaches, AreNoticedByTheRightCheck) {
  mock::Server server(mock::Scenario::bundled("distinct-ids"));
  const auto fault = server.add_fault(GetParam().when, GetParam().then);
  const Report report = contract::run(target_of(server.base_url(), server.token(), 5004));
  EXPECT_THAT(failed(report), Contains(GetParam().check));
  EXPECT_EQ(contract::exit_code(report), 1);
  EXPECT_THAT(server.unused_faults(), IsEmpty());
}

mock::FaultThen patch(const std::string& operations) { return {.patch = operations}; }

INSTANTIATE_TEST_SUITE_P(
    OneEach, Breaches,
    ::testing::Values(
        Breach{"a summary without fail_count",
               "getRunSummary.response.schema",
               {.operation = "getRunSummary", .status = 200},
               patch(R"([{"op": "remove", "path": "/fail_count"}])")},
        Breach{"a page without pagination",
               "getErrorSummary.response.schema",
               {.operation = "getErrorSummary", .status = 200},
               patch(R"([{"op": "remove", "path": "/pagination"}])")},
        Breach{"an output without its id",
               "getRunSample.response.schema",
               {.operation = "getRunSample", .status = 200},
               patch(R"([{"op": "remove", "path": "/outputs/0/output_id"}])")},
        Breach{"a diff whose lines have no kind",
               "getDiff.response.schema",
               {.operation = "getDiff",
                .query = {{"format", mock::Absent{}}},
                .status = 200,
                .times = 1},
               patch(R"([{"op": "remove", "path": "/hunks/0/lines/0/kind"}])")},
        Breach{"a history row with a short commit",
               "getSampleHistory.response.schema",
               {.operation = "getSampleHistory", .status = 200},
               patch(R"([{"op": "replace", "path": "/data/0/commit_sha", "value": "abc"}])")},
        Breach{"another run's summary",
               "getRunSummary.response.ids",
               {.operation = "getRunSummary", .status = 200},
               {.merge_patch = R"({"run_id": 1})"}},
        Breach{"HTML for an unknown run",
               "getRunSummary.envelope.members",
               {.operation = "getRunSummary", .status = 404},
               {.raw = "<html>"}},
        Breach{"null details for a stranger",
               "getDiff.envelope.members",
               {.operation = "getDiff", .status = 401},
               patch(R"([{"op": "replace", "path": "/details", "value": null}])")},
        Breach{"text/html",
               "getSampleHistory.response.content_type",
               {.operation = "getSampleHistory", .status = 200},
               {.headers = {{"Content-Type", "text/html"}}}},
        Breach{"a body cut short",
               "getRunSample.response.answered",
               {.operation = "getRunSample", .status = 200},
               {.close = mock::CloseAt::in_body}},
        Breach{"no answer at all",
               "getDiff.response.answered",
               {.operation = "getDiff", .status = 404},
               {.close = mock::CloseAt::before_headers}}));

TEST(Suite, AnEchoedTokenIsShownNowhere) {
  mock::Server server(mock::Scenario::parse(R"({
    "version": 1, "name": "secret", "tokens": [{"token": "s3cr3t-t0k3n"}],
    "regression_tests": [],
    "runs": [{"id": 1, "state": "completed", "platform": "linux",
              "created_at": "2026-06-01T12:00:00Z"}]})"));
  const auto echo = server.add_fault(
      {}, {.headers = {{"Content-Type", "s3cr3t-t0k3n"}}, .raw = "Bearer s3cr3t-t0k3n"});
  const Report report = contract::run(target_of(server.base_url(), "s3cr3t-t0k3n", 1));
  ASSERT_EQ(contract::exit_code(report), 1);
  for (const Check& check : report.checks) {
    for (const auto& finding : check.findings) {
      EXPECT_EQ((finding.actual + finding.expected + finding.curl).find("s3cr3t"),
                std::string::npos)
          << check.id;
    }
  }
}

TEST(Suite, ATargetThatDiesMidwayCannotBeJudged) {
  mock::Server server(mock::Scenario::bundled("distinct-ids"));
  const auto dead = server.add_fault({.skip = 4}, {.close = mock::CloseAt::before_headers});
  const Report report = contract::run(target_of(server.base_url(), server.token(), 5004));
  EXPECT_EQ(contract::exit_code(report), 3);
  EXPECT_THAT(report.unjudgeable.value_or(""), ::testing::HasSubstr("stopped answering"));
}

}  // namespace
}  // namespace sp::testing
