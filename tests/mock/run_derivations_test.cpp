// What follows for a run from its results: status, counts, buckets of errors. Each row
// stands for a sentence of docs/contract.md, which it cites.
#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "mock/worlds.h"
#include "world/derive.h"

namespace sp::mock {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;
using Lines = std::vector<std::string>;

// Regression tests 1 to 4, each with output 11, 21, …, whose baseline is "a\n".
std::string four_tests() {
  std::string tests;
  for (int id = 1; id <= 4; ++id) {
    tests += fmt::format(R"({}{{"id": {}, "sample_id": {}, "command": "",
                             "outputs": [{{"id": {}, "expected": "a\n"}}]}})",
                         id == 1 ? "" : ",", id, 100 + id, 10 * id + 1);
  }
  return tests;
}

constexpr std::string_view pass = R"({"regression_id": 1, "runtime_ms": 100})";
constexpr std::string_view fail =
    R"({"regression_id": 2, "runtime_ms": 20, "outputs": [{"id": 21, "actual": "b\n"}]})";
constexpr std::string_view fail_twice =
    R"({"regression_id": 2, "exit_code": 9, "outputs": [{"id": 21, "actual": "b\n"}]})";
constexpr std::string_view missing =
    R"({"regression_id": 3, "runtime_ms": 3, "outputs": [{"id": 31, "missing": true}]})";
constexpr std::string_view skipped = R"({"regression_id": 4, "state": "skipped"})";
constexpr std::string_view running = R"({"regression_id": 4, "state": "running", "runtime_ms": 0})";
constexpr std::string_view not_started = R"({"regression_id": 4, "state": "not_started"})";

std::string run(std::string_view state, const std::vector<std::string_view>& results,
                std::string_view more = "") {
  return fmt::format(R"({{"id": 7, "state": "{}", "platform": "linux",
                         "created_at": "2026-06-01T12:00:00Z"{}, "results": [{}]}})",
                     state, more, fmt::join(results, ", "));
}

struct StatusRow {
  std::string_view sentence;
  std::string_view state;
  std::vector<std::string_view> results;
  std::string_view status;
};

TEST(Run, HasTheStatusThatFollows) {
  const StatusRow rows[] = {
      {"2: queued, when nothing was reported yet", "queued", {}, "queued"},
      {"2: preparation and testing: running", "preparation", {}, "running"},
      {"2: preparation and testing: running", "testing", {pass}, "running"},
      {"2: ... whatever failed so far", "testing", {fail, missing}, "running"},
      {"2: canceled: canceled", "canceled", {}, "canceled"},
      {"2: ... whatever failed so far", "canceled", {pass, fail}, "canceled"},
      {"2: state error: error in published", "error", {}, "error"},
      {"2: ... whatever passed so far", "error", {pass}, "error"},
      {"2: completed: error if there are no results at all", "completed", {}, "error"},
      {"2: completed: else pass", "completed", {pass}, "pass"},
      {"2: completed: pass, although not_started", "completed", {pass, not_started}, "pass"},
      {"2: completed: pass, although only not_started", "completed", {not_started}, "pass"},
      {"2: completed: fail if any result is neither pass nor not_started",
       "completed",
       {pass, fail},
       "fail"},
      {"2: ... missing_output is neither", "completed", {pass, missing}, "fail"},
      {"2: ... skipped is neither", "completed", {pass, skipped}, "fail"},
      {"2: ... running is neither", "completed", {pass, running}, "fail"},
  };
  for (const StatusRow& row : rows) {
    SCOPED_TRACE(row.sentence);
    const Scenario scenario = scenario_of(four_tests(), run(row.state, row.results));
    EXPECT_EQ(to_string(world_of(scenario).run(7)->status), row.status);
  }
}

struct CountRow {
  std::string_view sentence;
  std::vector<std::string_view> results;
  std::string_view more;  // members of the run
  // total = pass + fail + missing + skipped; errors; ms
  std::string_view counts;
};

TEST(Run, HasTheCountsThatFollow) {
  const CountRow rows[] = {
      {"2: skipped_count also counts the regression tests of the run that have no result",
       {},
       "",
       "4 = 0 + 0 + 0 + 4; 0; 0"},
      {"2: a result is in exactly one of pass, fail, missing output, skipped",
       {pass, fail, missing, skipped},
       "",
       "4 = 1 + 1 + 1 + 1; 2; 123"},
      {"2: whatever has no verdict adds up with them",
       {pass, running},
       "",
       "4 = 1 + 0 + 0 + 3; 0; 100"},
      {"2: ... not_started, too", {pass, not_started}, "", "4 = 1 + 0 + 0 + 3; 0; 100"},
      {"2: error_count is the number of derived errors, not a fifth bucket",
       {pass, fail_twice},
       "",
       "4 = 1 + 1 + 0 + 2; 2; 100"},
      {"2: total_samples: the regression tests that belong to the run, with or without a result",
       {pass},
       R"(, "regression_tests": [3, 1])",
       "2 = 1 + 0 + 0 + 1; 0; 100"},
      {"2: ... of a run without any", {}, R"(, "regression_tests": [])", "0 = 0 + 0 + 0 + 0; 0; 0"},
      {"2: ... all", {pass}, R"(, "regression_tests": "all")", "4 = 1 + 0 + 0 + 3; 0; 100"},
      {"scenario format: unlisted, no_result is the default",
       {fail},
       R"(, "unlisted": "no_result")",
       "4 = 0 + 1 + 0 + 3; 1; 20"},
      {"scenario format: unlisted, pass",
       {fail},
       R"(, "unlisted": "pass")",
       "4 = 3 + 1 + 0 + 0; 1; 20"},
      {"scenario format: unlisted means those that belong to the run",
       {fail},
       R"(, "unlisted": "pass", "regression_tests": [2, 4])",
       "2 = 1 + 1 + 0 + 0; 1; 20"},
  };
  for (const CountRow& row : rows) {
    SCOPED_TRACE(row.sentence);
    const Scenario scenario = scenario_of(four_tests(), run("completed", row.results, row.more));
    const RunCounts& c = world_of(scenario).run(7)->counts;
    EXPECT_EQ(fmt::format("{} = {} + {} + {} + {}; {}; {}", c.total, c.pass, c.fail,
                          c.missing_output, c.skipped, c.errors, c.runtime_ms),
              row.counts);
  }
}

TEST(Run, SumsRuntimesBeyond32Bits) {
  const Scenario scenario = scenario_of(
      four_tests(), run("completed", {R"({"regression_id": 1, "runtime_ms": 2147483647})",
                                      R"({"regression_id": 2, "runtime_ms": 2147483647})"}));
  EXPECT_EQ(world_of(scenario).run(7)->counts.runtime_ms, 4294967294);
}

TEST(Run, GivesUnlistedTestsAResultOnlyWhenTheyPass) {
  for (const bool passes : {true, false}) {
    const Scenario scenario = scenario_of(
        four_tests(), run("completed", {fail}, passes ? R"(, "unlisted": "pass")" : ""));
    const World& world = world_of(scenario);
    Lines lines;
    for (const Result& result : world.results(*world.run(7))) {
      lines.push_back(fmt::format("{} {}", world.test_of(result).id, to_string(result.status)));
    }
    EXPECT_EQ(lines, passes ? (Lines{"1 pass", "2 fail", "3 pass", "4 pass"}) : Lines{"2 fail"});
  }
}

// Tests of two samples, and results that stand in no order: five errors in all.
Scenario with_five_errors() {
  return scenario_of(R"(
    {"id": 33, "sample_id": 100, "command": "", "outputs": [], "categories": []},
    {"id": 31, "sample_id": 100, "command": "", "categories": ["DVB", "Broken"],
     "outputs": [{"id": 1, "expected": "a\n"}]},
    {"id": 32, "sample_id": 200, "command": "", "categories": ["Broken"],
     "outputs": [{"id": 4, "expected": "a\n"}, {"id": 3, "expected": "a\n"}]})",
                     run_with(7, R"(
    {"regression_id": 33, "exit_code": 1},
    {"regression_id": 32, "exit_code": 1,
     "outputs": [{"id": 3, "actual": "b\n"}, {"id": 4, "missing": true}]},
    {"regression_id": 31, "outputs": [{"id": 1, "actual": "b\n"}]})"));
}

// Contract section 3: "Buckets stand in the order in which their first error was met,
// results by regression test id, per result exit code, then missing outputs, then differing
// outputs, by output id"; "severity: the worst in the bucket"; "sample_ids: no repeats".
TEST(Buckets, StandInTheOrderOfTheirFirstErrorWithTheWorstSeverity) {
  const struct {
    Grouping grouping;
    Lines buckets;
  } rows[] = {
      {Grouping::type,
       {"diff_mismatch 2 warning [100 200]", "exit_code_mismatch 2 error [200 100]",
        "missing_output 1 error [200]"}},
      {Grouping::sample_id, {"100 2 error [100]", "200 3 error [200]"}},
      {Grouping::regression_id, {"31 1 warning [100]", "32 3 error [200]", "33 1 error [100]"}},
      {Grouping::category, {"DVB 1 warning [100]", "Broken 4 error [100 200]"}},
      {Grouping::severity, {"warning 2 warning [100 200]", "error 3 error [200 100]"}},
  };
  const Scenario scenario = with_five_errors();
  for (const auto& row : rows) {
    SCOPED_TRACE(to_string(row.grouping));
    Lines lines;
    for (const Bucket& b :
         world_of(scenario).run(7)->buckets[static_cast<std::size_t>(row.grouping)]) {
      lines.push_back(fmt::format("{} {} {} [{}]", b.key, b.count, to_string(b.severity),
                                  fmt::join(b.sample_ids, " ")));
    }
    EXPECT_EQ(lines, row.buckets);
  }
}

// Contract section 3: "sample_ids: array of integers >= 1, at most 1000, no repeats".
TEST(Buckets, NameAtMostAThousandSamples) {
  std::string tests;
  std::string results;
  for (int id = 1; id <= 1001; ++id) {
    tests += fmt::format(R"({}{{"id": {}, "sample_id": {}, "command": "", "outputs": []}})",
                         id == 1 ? "" : ",", id, 5000 - id);
    results += fmt::format(R"({}{{"regression_id": {}, "exit_code": 1}})", id == 1 ? "" : ",", id);
  }
  const Scenario scenario = scenario_of(tests, run_with(7, results));
  const auto& buckets = world_of(scenario).run(7)->buckets[0];
  ASSERT_THAT(buckets, SizeIs(1));
  EXPECT_EQ(buckets[0].count, 1001);
  EXPECT_THAT(buckets[0].sample_ids, SizeIs(1000));
  EXPECT_EQ(buckets[0].sample_ids.front(), 4999);
}

// Contract section 2: "pass + fail + missing_output + skipped = total_samples"; section 3:
// "Keys are unique; the counts of any grouping add up to the same total, which is
// error_count (except by category)".
TEST(Buckets, AddUpInEveryRunOfEveryBundledScenario) {
  for (const Scenario::Listed& listed : Scenario::list()) {
    const Scenario scenario = Scenario::bundled(listed.name);
    for (const auto& run : world_of(scenario).runs()) {
      SCOPED_TRACE(fmt::format("{}, run {}", listed.name, run.id));
      const RunCounts& counts = run.counts;
      EXPECT_EQ(counts.pass + counts.fail + counts.missing_output + counts.skipped, counts.total);
      EXPECT_GE(counts.skipped, 0);
      for (const Grouping grouping : {Grouping::type, Grouping::sample_id, Grouping::regression_id,
                                      Grouping::severity, Grouping::category}) {
        std::int64_t sum = 0;
        std::set<std::string> keys;
        for (const Bucket& bucket : run.buckets[static_cast<std::size_t>(grouping)]) {
          sum += bucket.count;
          EXPECT_TRUE(keys.insert(bucket.key).second) << bucket.key << " twice";
        }
        if (grouping == Grouping::category) continue;
        EXPECT_EQ(sum, counts.errors) << to_string(grouping);
      }
    }
  }
}

// Contract section 6: "Newest run first: run id descending, then regression test id
// ascending"; a run without a result of the sample has no row.
TEST(History, StandsNewestRunFirstThenByRegressionTest) {
  const Scenario scenario = scenario_of(
      R"({"id": 2, "sample_id": 10, "command": "", "outputs": []},
         {"id": 3, "sample_id": 20, "command": "", "outputs": []},
         {"id": 1, "sample_id": 10, "command": "", "outputs": []})",
      run_with(8, R"({"regression_id": 2}, {"regression_id": 1})") + "," +
          run_with(9, R"({"regression_id": 3})") + "," + run_with(30, R"({"regression_id": 2})") +
          "," + run_with(7, R"({"regression_id": 1}, {"regression_id": 3})"));
  const World& world = world_of(scenario);
  const auto rows = [&](int sample) {
    Lines lines;
    for (const Index row : world.sample(sample)->history) {
      const Result& result = world.result(row);
      lines.push_back(fmt::format("{}/{}", world.run_of(result).id, world.test_of(result).id));
    }
    return lines;
  };
  EXPECT_THAT(rows(10), ElementsAre("30/2", "8/1", "8/2", "7/1"));
  EXPECT_THAT(rows(20), ElementsAre("9/3", "7/3"));
}

}  // namespace
}  // namespace sp::mock
