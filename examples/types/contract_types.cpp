// An example of each public type of sp::contract: one test a type, named after it.
#include <algorithm>
#include <iostream>
#include <sstream>

#include <gtest/gtest.h>

#include <sp/contract/gtest.h>
#include <sp/contract/run.h>
#include <sp/mock/server.h>

namespace {

using namespace sp::contract;

// A deployment, and a run of it in which something failed.
Target target_of(const sp::mock::Server& deployment) {
  Target target;
  target.base_url = deployment.base_url();
  target.token = deployment.token();
  target.run_ids = {9339};
  return target;
}

sp::mock::Server deployment() {
  return sp::mock::Server(sp::mock::Scenario::bundled("production-june-2026"),
                          {.rate_limit = false});
}

// One check, judged quickly.
Options one_check() {
  Options options;
  options.only = {"getRunSummary.response.schema"};
  options.rate_limit_probe = false;
  return options;
}

TEST(Target, NeedsAUrlATokenAndARun) {
  EXPECT_THROW(check_target(Target{}), UsageError);
  const auto server = deployment();
  EXPECT_NO_THROW(check_target(target_of(server)));
}

TEST(Options, ChooseWhatIsJudged) { EXPECT_EQ(catalogue(one_check()).size(), 1); }

TEST(UsageError, IsThrownForAFilterThatMatchesNothing) {
  Options options;
  options.only = {"getRunSumary.*"};
  EXPECT_THROW(catalogue(options), UsageError);
}

TEST(JudgeBy, IsChosenByName) {
  Options options;
  EXPECT_TRUE(choose_revision(options, "both"));
  EXPECT_EQ(options.judge_by, JudgeBy::both);
}

TEST(Progress, IsToldWhileTheSuiteAsks) {
  const auto server = deployment();
  std::size_t sent = 0;
  Options options = one_check();
  options.progress = [&](const Progress& progress) { sent = progress.requests; };
  run(target_of(server), options);
  EXPECT_GT(sent, 0);
}

TEST(Report, IsAValue) {
  const auto server = deployment();
  const Report report = run(target_of(server), one_check());
  EXPECT_EQ(exit_code(report), 0);
  EXPECT_EQ(report.count(Outcome::passed), 1);
}

TEST(Outcome, HasAWord) { EXPECT_EQ(to_string(Outcome::inconclusive), "inconclusive"); }

// What the suite says of a deployment whose summary says nothing.
Report broken() {
  auto server = deployment();
  const auto fault = server.add_fault({.operation = "getRunSummary", .status = 200},  //
                                      {.body = "{}"});
  return run(target_of(server), one_check());
}

TEST(Check, IsARuleThatWasJudged) {
  const Report report = broken();
  const Check& check = report.checks.at(0);
  EXPECT_EQ(check.id, "getRunSummary.response.schema");
  EXPECT_EQ(check.outcome, Outcome::failed);
}

TEST(Finding, SaysWhereAndHowToRepeatIt) {
  const Report report = broken();
  const Finding& finding = report.checks.at(0).findings.at(0);
  EXPECT_EQ(finding.path, "/runs/9339/summary");
  EXPECT_TRUE(finding.curl.starts_with("curl"));
}

// run() and judge() know of no baseline: whoever applies one fills the list in.
TEST(GoneFinding, IsAnEntryThatNoAnswerHasAnyMore) {
  Report report = broken();
  EXPECT_TRUE(report.gone.empty());
  report.gone.push_back({"getRunSummary.response.schema", "/pass_count", "00000000000000a1", ""});
  EXPECT_EQ(report.gone.front().check, report.checks.at(0).id);
}

TEST(RecordedExchange, IsJudgedAgainWithoutAsking) {
  const Report report = broken();
  Target target;
  target.base_url = report.base_url;
  const Report again = judge(target, report.exchanges, one_check());
  EXPECT_EQ(again.checks.at(0).outcome, Outcome::failed);
}

TEST(Comparison, SaysWhichRevisionEachEndpointFollows) {
  const auto server = deployment();
  Options options = one_check();
  options.judge_by = JudgeBy::both;
  const Report report = run(target_of(server), options);
  ASSERT_TRUE(report.comparison);
  EXPECT_EQ(report.comparison->endpoints.at(0).operation, "getRunSummary");
}

TEST(RuleInfo, SaysWhyARuleMatters) {
  const RuleInfo rule = catalogue(one_check()).at(0);
  EXPECT_FALSE(rule.why.empty());
}

TEST(PlannedRequest, IsKnownBeforeTheFirstAnswer) {
  const auto server = deployment();
  const PlannedRequest first = plan(target_of(server), one_check()).at(0);
  EXPECT_EQ(first.request, "GET /runs/9339/summary");
}

TEST(WaitTeller, SaysOnceWhyATestTakesLong) {
  std::ostringstream told;
  std::streambuf* const before = std::cerr.rdbuf(told.rdbuf());
  WaitTeller tell;
  for (const std::int64_t left : {3, 2, 1}) {
    Progress progress;
    progress.waiting = std::chrono::seconds(left);
    tell(progress);
  }
  std::cerr.rdbuf(before);
  EXPECT_EQ(std::ranges::count(told.str(), '\n'), 1);
}

TEST(LazyReport, IsMadeOnce) {
  const auto server = deployment();
  const Options options = one_check();
  LazyReport report(target_of(server), options, catalogue(options));
  EXPECT_EQ(&report.get(), &report.get());
}

TEST(AskAgain, ForgetsTheReportOfTheLastRepetition) {
  const auto server = deployment();
  const Options options = one_check();
  const auto report = std::make_shared<LazyReport>(target_of(server), options, catalogue(options));
  const auto asked = [&] {
    report->get();
    return server.requests().size();
  };
  const std::size_t once = asked();
  AskAgain(report).OnTestIterationStart(*testing::UnitTest::GetInstance(), 1);
  EXPECT_EQ(asked(), 2 * once);
}

// Seven nights in a row ask everything; a night can be repeated.
TEST(Seed, DrawsWhatIsAskedInTurn) {
  const auto server = deployment();
  Options options = one_check();
  options.seed = {.number = 12};
  const Report report = run(target_of(server), options);
  ASSERT_TRUE(report.seed);
  EXPECT_EQ(parse_seed(to_string(*report.seed)), report.seed);
}

TEST(Memory, IsWhatEarlierRunsAsked) {
  const auto server = deployment();
  Options options = one_check();
  options.memory = Memory{.runs = 1, .asked = {{"getDiff/again", {.run = 1, .failed = true}}}};
  EXPECT_EQ(run(target_of(server), options).seed->number, 1u);
}

TEST(Coverage, TellsHowMuchOfAllIsAsked) {
  Options options;
  options.seed = {.number = 12};
  const Coverage found = coverage(options);
  EXPECT_GT(found.drawn, 0u);
  EXPECT_LE(found.drawable, 7 * found.drawn);
}

// The tests that register_tests() makes are of this type; one may be made by hand.
class ContractTest : public sp::contract::ContractTest {
 public:
  ContractTest() : sp::contract::ContractTest(summary(), "getRunSummary.response.schema") {}

 private:
  static std::shared_ptr<LazyReport> summary() {
    static const auto server = deployment();
    return std::make_shared<LazyReport>(target_of(server), one_check(), catalogue(one_check()));
  }
};

TEST_F(ContractTest, FailsWithTheFindingsOfItsCheck) { sp::contract::ContractTest::TestBody(); }

}  // namespace
