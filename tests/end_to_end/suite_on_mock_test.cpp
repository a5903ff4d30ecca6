// The contract suite against the mock, over real HTTP.
#include <fstream>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <sp/contract/run.h>
#include <sp/mock/server.h>

#include "revisions.h"

namespace sp::testing {
namespace {

using contract::Check;
using contract::Outcome;
using contract::Report;
using ::testing::AllOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::StartsWith;

std::vector<std::string> failed(const std::vector<Check>& checks) {
  std::vector<std::string> ids;
  for (const Check& check : checks) {
    if (check.outcome == Outcome::failed) ids.push_back(check.id);
  }
  return ids;
}

std::vector<std::string> failed(const Report& report) { return failed(report.checks); }

// What a world of one regression test cannot show, and what is only asked when told to.
bool may_be_skipped(const Check& check) {
  return check.id.starts_with("getErrorSummary.pagination.") ||
         check.id.find(".error_summary.") != std::string::npos ||
         check.id.find(".result.") != std::string::npos ||
         check.id.find(".diff.") != std::string::npos ||
         check.id == "getDiff.parameters.sample_id" || check.id.ends_with(".sample_not_in_run") ||
         check.id.ends_with(".foreign_output") ||
         check.id.find(".rate_limit.") != std::string::npos ||
         check.id.find(".http.head") != std::string::npos || check.id.ends_with(".http.same_again");
}

std::vector<std::string> skipped(const Report& report) {
  std::vector<std::string> ids;
  for (const Check& check : report.checks) {
    if (check.outcome == Outcome::skipped && !may_be_skipped(check)) ids.push_back(check.id);
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

// Those that count for the token, or for the address.
std::size_t requests(const Report& report, bool for_token) {
  const auto& rows = report.exchanges;
  return static_cast<std::size_t>(std::count_if(rows.begin(), rows.end(), [&](const auto& row) {
    return (row.credentials == "token" || row.credentials == "lower_case_scheme") == for_token;
  }));
}

struct ScenarioRun {
  std::string scenario;
  std::int64_t run;
  schemas::Revision revision;
};

void PrintTo(const ScenarioRun& row, std::ostream* out) {
  *out << row.scenario << " " << row.run << " " << schemas::to_string(row.revision);
}

class EveryBundledRun : public ::testing::TestWithParam<ScenarioRun> {};

// Judged once by both revisions: the verdict by the one that is served is among them.
TEST_P(EveryBundledRun, KeepsTheContractOfTheRevisionThatIsServed) {
  const auto& [name, run, revision] = GetParam();
  mock::Server server(mock::Scenario::bundled(name), {.revision = revision, .self_check = true});
  contract::Options options;
  options.judge_by = contract::JudgeBy::both;
  options.wait = [&](std::chrono::milliseconds time) { server.advance(time); };
  options.rate_limit_probe = false;
  const Report report = contract::run(target_of(server.base_url(), server.token(), run), options);
  EXPECT_EQ(report.revision, revision);
  EXPECT_THAT(failed(report), IsEmpty());
  EXPECT_EQ(report.unjudgeable, std::nullopt);
  EXPECT_LE(requests(report, true), 100u);
  EXPECT_LE(requests(report, false), 40u);
  EXPECT_GT(report.count(Outcome::passed), 60u);
  ASSERT_TRUE(report.comparison);
  for (const auto& endpoint : report.comparison->endpoints) {
    EXPECT_EQ(endpoint.follows.value_or(revision), revision) << endpoint.operation;
  }
  EXPECT_FALSE(failed(report.comparison->checks).empty());
}

std::vector<ScenarioRun> bundled_runs() {
  std::vector<ScenarioRun> rows;
  for (const auto& listed : mock::Scenario::list()) {
    std::ifstream in(SP_SOURCE_DIR "/scenarios/" + listed.name + ".json");
    const nlohmann::json scenario = nlohmann::json::parse(in);
    // Those that break the contract on purpose.
    if (scenario.contains("faults") || scenario.contains("x-breaks-contract")) continue;
    const auto runs = scenario.value("runs", nlohmann::json::array());
    for (const auto& run : runs) {
      for (const auto revision : {schemas::Revision::published, schemas::Revision::upstream}) {
        rows.push_back({listed.name, run.at("id").get<std::int64_t>(), revision});
      }
    }
  }
  return rows;
}

INSTANTIATE_TEST_SUITE_P(Scenarios, EveryBundledRun, ::testing::ValuesIn(bundled_runs()));

// What a world of one sample does not show.
constexpr const char* of_two_samples = "getDiff.not_found.foreign_sample";

TEST(Suite, ARunWithoutFailuresSkipsWithAReasonAndTheFlagThatHelps) {
  mock::Server server(mock::Scenario::bundled("quickstart"));
  const auto target = target_of(server.base_url(), server.token(), 1002);
  const Report report = contract::run(target);
  const auto check = std::find_if(report.checks.begin(), report.checks.end(), [](const Check& row) {
    return row.id == "getRunSample.response.succeeds";
  });
  ASSERT_EQ(check->outcome, Outcome::skipped);
  EXPECT_THAT(check->reason, ::testing::HasSubstr("--sample-id"));

  contract::Target named = target;
  named.sample_id = 70;
  server.reset();
  const Report fuller = contract::run(named);
  EXPECT_THAT(skipped(fuller), ::testing::ElementsAre(of_two_samples));
  EXPECT_THAT(failed(fuller), IsEmpty());
}

TEST(Suite, TheSecondRunStandsInForOneThatIsNotThere) {
  const mock::Server server(mock::Scenario::bundled("quickstart"));
  auto target = target_of(server.base_url(), server.token(), 5);
  target.run_ids.push_back(1001);
  const Report report = contract::run(target);
  EXPECT_EQ(contract::exit_code(report), 0);
  EXPECT_THAT(skipped(report), ::testing::ElementsAre(of_two_samples));
}

// The paths of the first requests.
std::vector<std::string> first_paths(const Report& report, std::size_t count) {
  std::vector<std::string> paths;
  for (const auto& exchange : report.exchanges) {
    if (paths.size() < count) paths.push_back(exchange.path);
  }
  return paths;
}

TEST(Suite, OfSeveralRunsTheOneThatShowsTheMostIsAskedAbout) {
  const mock::Server server(mock::Scenario::bundled("production-june-2026"));
  auto target = target_of(server.base_url(), server.token(), 1);  // which is not there
  target.run_ids.insert(target.run_ids.end(), {9338, 9336, 9337});
  const Report report = contract::run(target);
  EXPECT_EQ(contract::exit_code(report), 0);
  // 9337 has 12 failures, the others 1 and 10.
  EXPECT_THAT(first_paths(report, 5),
              ElementsAre("/runs/1/summary", "/runs/9338/summary", "/runs/9336/summary",
                          "/runs/9337/summary", "/runs/9337/error-summary"));
}

contract::Options without_limit() {
  contract::Options options;
  options.rate_limit_probe = false;
  return options;
}

// The paths, without queries, that were asked for of a run.
std::vector<std::string> paths_of(const Report& report, std::string_view run) {
  std::vector<std::string> paths;
  for (const std::string& path : first_paths(report, 1000)) {
    const std::string bare = path.substr(0, path.find('?'));
    if (bare.starts_with(fmt::format("/runs/{}/", run))) paths.push_back(bare);
  }
  return paths;
}

// 9336 and 9338 fail as 9337 does.
TEST(Suite, OfOtherRunsOnlyWhatTheyShowAloneIsAskedAbout) {
  const mock::Server server(mock::Scenario::bundled("production-june-2026"), {.rate_limit = false});
  auto target = target_of(server.base_url(), server.token(), 9337);
  target.run_ids.insert(target.run_ids.end(), {9338, 9336});
  const Report report = contract::run(target, without_limit());
  EXPECT_EQ(contract::exit_code(report), 0);
  for (const char* run : {"9338", "9336"}) {
    EXPECT_THAT(paths_of(report, run), ElementsAre(fmt::format("/runs/{}/summary", run),
                                                   fmt::format("/runs/{}/error-summary", run)))
        << run;
  }
}

// Run 1 has two outputs that differ, run 2 a wrong exit code.
constexpr const char* failing_in_two_ways = R"({
    "version": 1, "name": "ways",
    "regression_tests": [
      {"id": 7, "sample_id": 70, "command": "a", "outputs": [{"id": 700, "expected": "x\n"}]},
      {"id": 8, "sample_id": 80, "command": "b", "outputs": [{"id": 800, "expected": "x\n"}]},
      {"id": 9, "sample_id": 90, "command": "c", "expected_exit_code": 0, "outputs": []}],
    "runs": [
      {"id": 1, "state": "completed", "platform": "linux", "created_at": "2026-06-01T12:00:00Z",
       "unlisted": "pass",
       "results": [{"regression_id": 7, "outputs": [{"id": 700, "actual": "y\n"}]},
                   {"regression_id": 8, "outputs": [{"id": 800, "actual": "y\n"}]}]},
      {"id": 2, "state": "completed", "platform": "windows", "created_at": "2026-06-02T12:00:00Z",
       "unlisted": "pass", "results": [{"regression_id": 9, "exit_code": 3}]}]})";

TEST(Suite, AResultThatFailsAsThoseOfTheChosenRunDoNotIsAskedForOfAnotherRun) {
  for (const auto revision : {schemas::Revision::published, schemas::Revision::upstream}) {
    const mock::Server server(mock::Scenario::parse(failing_in_two_ways),
                              {.revision = revision, .rate_limit = false});
    auto target = target_of(server.base_url(), server.token(), 2);
    target.run_ids.push_back(1);
    contract::Options options = without_limit();
    options.revision = revision;
    const Report report = contract::run(target, options);
    EXPECT_EQ(contract::exit_code(report), 0);
    EXPECT_EQ(first_paths(report, 3).back().substr(0, 21), "/runs/1/error-summary");
    const auto paths = paths_of(report, "2");
    const bool by_sample = revision == schemas::Revision::published;
    EXPECT_EQ(paths.back(), by_sample ? "/runs/2/samples/90" : "/runs/2/samples/9");
    EXPECT_THAT(report.remarks, Not(Contains(HasSubstr("whose exit code is not"))));
  }
}

TEST(Suite, TheLatestRunOfASampleIsTheNewestOfItsHistory) {
  const mock::Server server(mock::Scenario::bundled("production-june-2026"), {.rate_limit = false});
  auto target = target_of(server.base_url(), server.token(), 9336);
  target.sample_id = 1;
  target.latest_run = true;
  EXPECT_THAT(first_paths(contract::run(target), 3),
              ElementsAre("/samples/1/history", "/runs/9347/summary", "/runs/9347/error-summary"));
  target.run_ids.clear();
  target.latest_run = false;
  contract::Options options;
  options.rate_limit_probe = false;
  const Report report = contract::run(target, options);
  EXPECT_EQ(contract::exit_code(report), 0);
  EXPECT_THAT(first_paths(report, 2), ElementsAre("/samples/1/history", "/runs/9347/summary"));
}

TEST(Suite, WithoutARunNeedsASampleThatHasOne) {
  const mock::Server server(mock::Scenario::bundled("production-june-2026"), {.rate_limit = false});
  auto target = target_of(server.base_url(), server.token(), 1);
  target.run_ids.clear();
  EXPECT_THROW(contract::run(target), contract::UsageError);
  target.sample_id = 100;
  const Report report = contract::run(target);
  EXPECT_EQ(contract::exit_code(report), 3);
  EXPECT_THAT(report.unjudgeable.value_or(""), HasSubstr("has no sample 100 (status 404)"));
}

TEST(Suite, TellsWhyThereIsNoLatestRun) {
  mock::Server server(mock::Scenario::bundled("production-june-2026"), {.rate_limit = false});
  auto target = target_of(server.base_url(), server.token(), 1);
  target.run_ids.clear();
  target.sample_id = 1;
  const auto why = [&](const mock::FaultThen& then) {
    server.reset();
    const auto fault = server.add_fault({.operation = "getSampleHistory"}, then);
    return contract::run(target).unjudgeable.value_or("");
  };
  EXPECT_THAT(why({.error = 503}), HasSubstr("/samples/1/history: expected a history, whose newest "
                                             "run is the latest, found status 503. Name a run with "
                                             "--run-id."));
  EXPECT_THAT(why({.body = "{}"}), HasSubstr("found no run in it"));
  EXPECT_THAT(why({.raw = "{"}), HasSubstr("found what is no JSON, or too large"));
}

TEST(Suite, TellsWhatItNeverSaw) {
  mock::Server server(mock::Scenario::bundled("quickstart"));
  const auto target = target_of(server.base_url(), server.token(), 1001);
  const Report report = contract::run(target);
  ASSERT_EQ(report.remarks.size(), 1u);
  EXPECT_THAT(report.remarks.front(),
              AllOf(HasSubstr("a result whose exit code is not the expected one"),
                    Not(HasSubstr("a result that failed"))));
  server.reset();
  // Who asks for less has not seen it for that.
  contract::Options options;
  options.only = {"getRunSummary"};
  EXPECT_THAT(contract::run(target, options).remarks, IsEmpty());
}

class EachRevision : public ::testing::TestWithParam<schemas::Revision> {
 protected:
  // The verdict on a mock that speaks the revision.
  Report judged(const contract::Options& options) const {
    mock::Server server(mock::Scenario::bundled("production-june-2026"), {.revision = GetParam()});
    return contract::run(target_of(server.base_url(), server.token(), 9339), options);
  }
  schemas::Revision other() const {
    return GetParam() == schemas::Revision::published ? schemas::Revision::upstream
                                                      : schemas::Revision::published;
  }
};

TEST_P(EachRevision, IsRecognizedWhenItIsJudgedByTheOther) {
  contract::Options options;
  options.rate_limit_probe = false;
  options.revision = other();
  const Report report = judged(options);
  EXPECT_EQ(contract::exit_code(report), 1);
  EXPECT_EQ(report.looks_like, GetParam());
  options.revision = GetParam();
  EXPECT_EQ(judged(options).looks_like, std::nullopt);
}

TEST_P(EachRevision, IsChosenByItsFirstAnswer) {
  contract::Options options;
  options.rate_limit_probe = false;
  options.judge_by = contract::JudgeBy::closer;
  const Report report = judged(options);
  EXPECT_EQ(report.revision, GetParam());
  EXPECT_THAT(failed(report), IsEmpty());
  EXPECT_LE(requests(report, true), 100u);
}

INSTANTIATE_TEST_SUITE_P(Suite, EachRevision, sp::each_revision(), sp::revision_name);

TEST(Suite, ARequiredCheckThatIsSkippedFailsWithItsReason) {
  const mock::Server server(mock::Scenario::bundled("quickstart"));
  contract::Options options;
  options.rate_limit_probe = false;
  options.require = {"getDiff.response.schema"};
  const Report report = contract::run(target_of(server.base_url(), server.token(), 1002), options);
  EXPECT_THAT(failed(report), ::testing::ElementsAre("getDiff.response.schema"));
  EXPECT_EQ(contract::exit_code(report), 1);
}

TEST(Suite, TellsSeveralCountersFromALimitThatHolds) {
  const auto enforced = [](const std::string& scenario, std::int64_t run) {
    mock::Server server(mock::Scenario::bundled(scenario));
    contract::Options options;
    options.wait = [&](std::chrono::milliseconds time) { server.advance(time); };
    options.rate_limit_probe = true;
    options.wait_for_window = true;
    options.only = {"*.rate_limit.*"};
    const Report report = contract::run(target_of(server.base_url(), server.token(), run), options);
    return *std::find_if(report.checks.begin(), report.checks.end(), [](const Check& check) {
      return check.id == "getRunSummary.rate_limit.enforced";
    });
  };
  const Check several = enforced("several-workers", 1001);
  ASSERT_EQ(several.outcome, Outcome::failed) << several.reason;
  EXPECT_THAT(several.findings.front().actual, ::testing::HasSubstr("several counters"));
  const Check one = enforced("distinct-ids", 5004);
  EXPECT_EQ(one.outcome, Outcome::passed);
  EXPECT_THAT(one.reason, ::testing::HasSubstr("the limit holds"));
}

std::vector<std::string> unjudged_of_the_limit(const Report& report) {
  std::vector<std::string> ids;
  for (const Check& check : report.checks) {
    if (check.outcome == Outcome::skipped && check.id.find(".rate_limit.") != std::string::npos) {
      ids.push_back(check.id + ": " + check.reason);
    }
  }
  return ids;
}

// As production is: four processes, each with a counter of its own.
class FourWorkers : public ::testing::Test {
 protected:
  Report judged(contract::Options options) {
    std::ifstream in(SP_SOURCE_DIR "/scenarios/production-june-2026.json");
    nlohmann::json scenario = nlohmann::json::parse(in);
    scenario["rate_limit"] = {{"limit", 120}, {"window_seconds", 60}, {"workers", 4}};
    mock::Server server(mock::Scenario::parse(scenario.dump(), SP_SOURCE_DIR "/scenarios"),
                        {.revision = schemas::Revision::upstream});
    options.revision = schemas::Revision::upstream;
    options.wait = [&](std::chrono::milliseconds time) { server.advance(time); };
    return contract::run(target_of(server.base_url(), server.token(), 9339), options);
  }
};

TEST_F(FourWorkers, AreToldOnceWithoutAny429) {
  contract::Options options;
  options.rate_limit_probe = false;
  const Report report = judged(options);
  EXPECT_THAT(failed(report), ::testing::ElementsAre("getRunSummary.rate_limit.enforced"));
  const auto check = std::find_if(report.checks.begin(), report.checks.end(),
                                  [](const Check& row) { return row.outcome == Outcome::failed; });
  ASSERT_EQ(check->findings.size(), 1u);
  EXPECT_THAT(check->findings.front().actual, ::testing::HasSubstr("4 count"));
}

// What a reason names is what helps.
TEST_F(FourWorkers, AreRefusedUnderTheFlagsThatTheReasonNames) {
  contract::Options options;
  options.rate_limit_probe = true;
  const auto before = unjudged_of_the_limit(judged(options));
  EXPECT_THAT(before, Contains(::testing::AllOf(
                          ::testing::StartsWith("getRunSummary.rate_limit.four_headers"),
                          ::testing::HasSubstr("--thorough with --rate-limit-probe"))));
  options.thorough = true;
  options.wait_for_window = true;
  const Report report = judged(options);
  EXPECT_THAT(failed(report), ::testing::ElementsAre("getRunSummary.rate_limit.enforced"));
  EXPECT_THAT(unjudged_of_the_limit(report), ::testing::Each(::testing::HasSubstr("everywhere")));
}

// The runs that were asked about with success, of those of the scenario.
std::set<std::string> runs_seen(const contract::Options& options) {
  const mock::Server server(mock::Scenario::bundled("distinct-ids"));
  const Report report = contract::run(target_of(server.base_url(), server.token(), 5004), options);
  EXPECT_THAT(failed(report), IsEmpty());
  EXPECT_LT(report.requests, 180u);
  std::set<std::string> runs;
  for (const auto& exchange : report.exchanges) {
    const std::string_view path = exchange.path;
    if (exchange.status == 200 && path.starts_with("/runs/50")) runs.emplace(path.substr(6, 4));
  }
  return runs;
}

// What uses up the limit shows more than the limit.
TEST(Suite, AsksAboutOtherRunsWhereTheLimitIsUsedUpAnyway) {
  contract::Options options;
  EXPECT_GT(runs_seen(options).size(), 4u);
  options.rate_limit_probe = false;
  EXPECT_THAT(runs_seen(options), ::testing::SizeIs(::testing::Le(2u)));
  options.max_requests = 118;
  EXPECT_GT(runs_seen(options).size(), 4u) << "the budget leaves as much";
  options = {};
  options.only = {"*"};
  EXPECT_THAT(runs_seen(options), ::testing::SizeIs(::testing::Le(2u))) << "checks were chosen";
}

// A world that goes on while it is judged: what contradicts itself is asked again.
TEST(Suite, DoesNotBlameADeploymentForTimePassing) {
  std::ifstream in(SP_SOURCE_DIR "/scenarios/run-in-progress.json");
  nlohmann::json scenario = nlohmann::json::parse(in);
  scenario["clock"]["mode"] = "manual";
  scenario["clock"]["advance_per_request_seconds"] = 2;
  if (!scenario["clock"].contains("start")) scenario["clock"]["start"] = "2026-06-27T13:00:00Z";
  mock::Server server(mock::Scenario::parse(scenario.dump(), SP_SOURCE_DIR "/scenarios"));
  for (const auto& run : scenario.at("runs")) {
    contract::Options options;
    options.wait = [&](std::chrono::milliseconds time) { server.advance(time); };
    options.rate_limit_probe = false;
    const Report report = contract::run(
        target_of(server.base_url(), server.token(), run.at("id").get<std::int64_t>()), options);
    EXPECT_THAT(failed(report), IsEmpty()) << run.at("id");
    server.reset();
  }
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
               {.operation = "getRunSample", .run_id = 5004, .sample_id = 302, .status = 200},
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
               {.operation = "getSampleHistory", .status = 200, .times = 1},
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
