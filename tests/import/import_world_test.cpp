// What one kind of answer tells of a world, each on small worlds: what was asked of them follows
// from what was made of the answers.
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "import/imported.h"

namespace sp::mock::testing {
namespace {

using ::testing::IsEmpty;

// Two tests of one sample, one of another; three runs: all kinds of failures.
Scenario harbor() {
  return Scenario::parse(R"({
    "version": 1, "name": "harbor",
    "regression_tests": [
      {"id": 11, "sample_id": 201, "sample_name": "harbor", "categories": ["DVB", "General"],
       "tags": ["long"], "command": "--out=srt",
       "outputs": [{"id": 3001, "expected": "one\ntwo\nthree\n", "variants": ["one\n2\nthree\n"]},
                   {"id": 3002, "expected": "left\n"}]},
      {"id": 12, "sample_id": 201, "sample_name": "harbor", "command": "--out=null",
       "expected_exit_code": 10, "outputs": []},
      {"id": 13, "sample_id": 202, "categories": ["XDS"], "command": "--xds",
       "outputs": [{"id": 3003, "expected": null}]}
    ],
    "runs": [
      {"id": 1001, "state": "completed", "platform": "linux", "branch": "master",
       "created_at": "2026-06-01T12:00:00Z", "completed_at": "2026-06-01T12:41:00Z",
       "triggered_by": "push",
       "results": [
         {"regression_id": 11, "runtime_ms": 840, "message": "differs",
          "outputs": [{"id": 3001, "actual": "one\nTWO\nthree\n"}, {"id": 3002, "missing": true}]},
         {"regression_id": 12, "exit_code": 139, "runtime_ms": 71}]},
      {"id": 1002, "state": "testing", "platform": "windows", "branch": "fix",
       "created_at": "2026-06-02T12:00:00Z", "started_at": "2026-06-02T12:01:00Z",
       "commit_sha": "3f8a1c0e5b7d92640a1b2c3d4e5f60718293a4b5",
       "results": [
         {"regression_id": 11, "outputs": [{"id": 3001, "actual": "one\n2\nthree\n"}]},
         {"regression_id": 12, "state": "running"}, {"regression_id": 13, "state": "skipped"}]},
      {"id": 1003, "state": "completed", "platform": "linux", "regression_tests": [12, 13],
       "created_at": "2026-06-03T12:00:00Z", "unlisted": "pass"}
    ]})");
}

struct Row {
  const char* what;
  std::vector<std::string> requests;
};

const std::vector<Row> rows = {
    {"summaries alone",
     {"GET /runs/1001/summary", "GET /runs/1002/summary", "GET /runs/1003/summary"}},
    {"errors by type, and results",
     {"GET /runs/1001/error-summary", "GET /runs/1001/samples/11", "GET /runs/1001/samples/12"}},
    {"errors by regression test, and their number",
     {"GET /runs/1001/summary", "GET /runs/1001/error-summary?group_by=regression_id"}},
    {"errors by all groupings, and of one severity",
     {"GET /runs/1001/summary", "GET /runs/1001/error-summary?group_by=type",
      "GET /runs/1001/error-summary?group_by=sample_id",
      "GET /runs/1001/error-summary?group_by=regression_id",
      "GET /runs/1001/error-summary?group_by=category",
      "GET /runs/1001/error-summary?group_by=severity",
      "GET /runs/1001/error-summary?severity=error"}},
    {"results",
     {"GET /runs/1001/samples/201", "GET /runs/1001/samples/12", "GET /runs/1002/samples/201",
      "GET /runs/1002/samples/202", "GET /runs/1002/samples/12", "GET /runs/1003/samples/13"}},
    {"a result of a sample whose first test has none",
     {"GET /runs/1003/samples/201", "GET /runs/1001/samples/201"}},
    {"a history alone", {"GET /samples/201/history"}},
    {"a history by the id of a regression test",
     {"GET /runs/1001/samples/12", "GET /samples/12/history"}},
    {"a history page by page",
     {"GET /samples/201/history?limit=2", "GET /samples/201/history?limit=2&offset=2",
      "GET /samples/201/history?limit=2&offset=4", "GET /samples/201/history?limit=2&offset=9"}},
    {"filtered histories",
     {"GET /samples/201/history", "GET /samples/201/history?platform=windows",
      "GET /samples/201/history?branch=master", "GET /samples/201/history?status=fail",
      "GET /samples/201/history?status=running",
      "GET /samples/201/history?created_after=2026-06-02T00:00:00Z",
      "GET /samples/201/history?created_before=2026-06-02T00:00:00Z",
      "GET /samples/201/history?created_after=2026-06-02T12:00:00Z"}},
    {"a sample without results, and what is not there",
     {"GET /samples/202/history", "GET /runs/1001/samples/202", "GET /runs/9/summary",
      "GET /samples/9/history", "GET /runs/1001/samples/10", "GET /runs/1001/samples/203",
      "GET /runs/1001/summary"}},
    {"diffs",
     {"GET /runs/1001/samples/201/diff?regression_id=11&output_id=3001",
      "GET /runs/1001/samples/201/diff?regression_id=11&output_id=3002",
      "GET /runs/1002/samples/201/diff?regression_id=11&output_id=3001&context_lines=1",
      "GET /runs/1002/samples/201/diff?regression_id=11&output_id=3001&format=unified",
      "GET /runs/1002/samples/201/diff?regression_id=11&output_id=3002",
      "GET /runs/1001/samples/201"}},
    {"refusals",
     {"GET /runs/1001/summary", "GET /runs/1001/summary wrong", "GET /runs/1001/summary none",
      "GET /runs/0/summary", "GET /samples/201/history?limit=0", "GET /nothing/here",
      "POST /runs/1001/summary"}},
};

TEST(ImportWorld, AnswersWhatOneKindOfAnswerTold) {
  for (const Row& row : rows) {
    EXPECT_THAT(Imported(harbor(), row.requests).differences(), IsEmpty()) << row.what;
  }
}

TEST(ImportWorld, AnswersWhatAllOfThemTold) {
  std::vector<std::string> requests;
  for (const Row& row : rows)
    requests.insert(requests.end(), row.requests.begin(), row.requests.end());
  EXPECT_THAT(Imported(harbor(), requests).differences(), IsEmpty());
  std::vector<std::string> backwards(requests.rbegin(), requests.rend());
  EXPECT_THAT(Imported(harbor(), backwards).differences(), IsEmpty());
}

TEST(ImportWorld, TellsNothingThatContradicts) {
  for (const Row& row : rows) {
    EXPECT_THAT(Imported(harbor(), row.requests).notes.sentences, IsEmpty()) << row.what;
  }
}

// What no answer told is marked, and what was told is not.
TEST(ImportWorld, MarksWhatItMakesUp) {
  const auto json =
      Imported(harbor(), {"GET /runs/1001/summary", "GET /runs/1001/samples/201"}).json();
  const auto told = with_id(json["regression_tests"], 11);
  EXPECT_EQ(told["command"], "--out=srt");
  EXPECT_FALSE(told.contains("x-made-up"));
  EXPECT_EQ(told["x-known-from"], nlohmann::json({"/runs/1001/samples/201"}));
  const auto run = with_id(json["runs"], 1001);
  EXPECT_EQ(run["triggered_by"], "push");
  EXPECT_THAT(run["x-made-up"], ::testing::Contains("created_at"));
  EXPECT_THAT(run["x-made-up"], ::testing::Contains("platform"));
  // The summary counts a test that no answer names.
  EXPECT_EQ(json["regression_tests"].size(), 3u);
  EXPECT_THAT(json["regression_tests"][1]["x-made-up"], ::testing::Contains("command"));
}

TEST(ImportWorld, NamesNoMadeUpIdLikeOneThatWasRefused) {
  const auto json = Imported(harbor(), {"GET /runs/1001/summary", "GET /runs/1001/samples/201",
                                        "GET /runs/1001/samples/14", "GET /runs/1001/samples/202"})
                        .json();
  for (const auto& test : json["regression_tests"]) {
    EXPECT_NE(test["id"], 14);
    EXPECT_NE(test["sample_id"], 202);
  }
}

TEST(ImportWorld, IsTheSameEachTime) {
  const Recording recording = answered(
      harbor(),
      {"GET /runs/1001/summary", "GET /runs/1002/summary", "GET /runs/1001/error-summary"});
  EXPECT_EQ(Imported(recording).file.json(), Imported(recording).file.json());
}

}  // namespace
}  // namespace sp::mock::testing
