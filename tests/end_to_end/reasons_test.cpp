// The reason of a skipped check names one thing that helps: with it, the check is judged.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sp/contract/run.h>
#include <sp/mock/server.h>

namespace sp::testing {
namespace {

using contract::Check;
using contract::Outcome;
using contract::Target;
using schemas::Revision;
using ::testing::HasSubstr;

// Sample 203 was tested once, 204 never; 205 never passed, and its id is its test's; 206 has no
// outputs.
constexpr const char* world = R"({
  "version": 1, "name": "reasons", "rate_limit": null,
  "regression_tests": [
    {"id": 11, "sample_id": 201, "command": "-a", "outputs": [{"id": 3001, "expected": "a\n"}]},
    {"id": 12, "sample_id": 202, "command": "-b", "outputs": [{"id": 3002, "expected": "b\n"}]},
    {"id": 13, "sample_id": 203, "command": "-c", "outputs": [{"id": 3003, "expected": "c\n"}]},
    {"id": 14, "sample_id": 204, "command": "-d", "outputs": [{"id": 3004, "expected": "d\n"}]},
    {"id": 205, "sample_id": 205, "command": "-e", "outputs": [{"id": 3005, "expected": "e\n"}]},
    {"id": 16, "sample_id": 206, "command": "-f", "outputs": []}
  ],
  "runs": [
    {"id": 1001, "state": "completed", "platform": "linux", "created_at": "2026-06-01T12:00:00Z",
     "completed_at": "2026-06-01T13:00:00Z", "regression_tests": [11, 12], "unlisted": "pass"},
    {"id": 1002, "state": "completed", "platform": "linux", "created_at": "2026-06-02T12:00:00Z",
     "completed_at": "2026-06-02T13:00:00Z", "regression_tests": [11, 12], "unlisted": "pass",
     "results": [{"regression_id": 11, "outputs": [{"id": 3001, "actual": "x\n"}]}]},
    {"id": 1003, "state": "completed", "platform": "linux", "created_at": "2026-06-03T12:00:00Z",
     "completed_at": "2026-06-03T13:00:00Z", "regression_tests": [11, 12],
     "results": [{"regression_id": 11, "outputs": [{"id": 3001, "actual": "x\n"}]},
                 {"regression_id": 12, "outputs": [{"id": 3002, "actual": "x\n"}]}]},
    {"id": 1004, "state": "completed", "platform": "linux", "created_at": "2026-06-04T12:00:00Z",
     "completed_at": "2026-06-04T13:00:00Z", "regression_tests": [11, 13], "unlisted": "pass"},
    {"id": 1005, "state": "completed", "platform": "linux", "created_at": "2026-06-05T12:00:00Z",
     "completed_at": "2026-06-05T13:00:00Z", "regression_tests": [11, 205], "unlisted": "pass",
     "results": [{"regression_id": 205, "outputs": [{"id": 3005, "actual": "x\n"}]}]},
    {"id": 1006, "state": "completed", "platform": "linux", "created_at": "2026-06-06T12:00:00Z",
     "completed_at": "2026-06-06T13:00:00Z", "regression_tests": [11, 16], "unlisted": "pass",
     "results": [{"regression_id": 16, "exit_code": 1}]}
  ]})";

// The ids that a user gives.
struct Given {
  std::int64_t run;
  std::optional<std::int64_t> sample = {};
  std::optional<std::int64_t> test = {};
  std::optional<std::int64_t> output = {};
};

struct Row {
  const char* check;
  Given before;
  const char* reason;
  Given after;
  std::optional<Revision> only = {};
};

void PrintTo(const Row& row, std::ostream* out) { *out << row.check; }

Check judged(const char* id, const Given& given, Revision revision) {
  const mock::Server server(mock::Scenario::parse(world), {.revision = revision});
  Target target;
  target.base_url = server.base_url();
  target.token = server.token();
  target.run_ids = {given.run};
  target.sample_id = given.sample;
  target.regression_id = given.test;
  target.output_id = given.output;
  contract::Options options;
  options.revision = revision;
  options.rate_limit_probe = false;
  options.only = {id};
  return contract::run(target, options).checks.front();
}

class Reasons : public ::testing::TestWithParam<Row> {};

TEST_P(Reasons, NameWhatHelps) {
  const Row& row = GetParam();
  for (const Revision revision : {Revision::published, Revision::upstream}) {
    if (row.only.value_or(revision) != revision) continue;
    const Check before = judged(row.check, row.before, revision);
    EXPECT_EQ(before.outcome, Outcome::skipped);
    EXPECT_THAT(before.reason, HasSubstr(row.reason));
    const Check after = judged(row.check, row.after, revision);
    EXPECT_EQ(after.outcome, Outcome::passed) << after.reason;
  }
}

constexpr const char* three_ids = "name one with --sample-id, --regression-id and --output-id";
const Given without_outputs = {1006};
const Given an_output = {1006, 201, 11, 3001};

INSTANTIATE_TEST_SUITE_P(
    EachReason, Reasons,
    ::testing::Values(
        Row{"getRunSample.response.succeeds",
            {1001},
            "no error of the run names a sample: name one with --sample-id",
            {1001, 201},
            Revision::published},
        Row{"getRunSample.response.succeeds",
            {1001},
            "no error of the run names a regression test: name one with --regression-id",
            {1001, {}, 11},
            Revision::upstream},
        Row{"getSampleHistory.response.succeeds",
            {1001},
            "no error of the run names a sample: name one with --sample-id",
            {1001, 201}},
        Row{"getSampleHistory.history.platform", {1001}, "--sample-id", {1001, 201}},
        Row{"getSampleHistory.history.combined", {1001}, "--sample-id", {1001, 201}},
        Row{"getSampleHistory.history.status", {1001}, "--sample-id", {1001, 201}},
        Row{"getSampleHistory.parameters.branch", {1001}, "--sample-id", {1001, 201}},
        Row{"getSampleHistory.parameters.created_after", {1001}, "--sample-id", {1001, 201}},
        Row{"getDiff.response.succeeds", without_outputs, three_ids, an_output},
        Row{"getDiff.parameters.context_lines", without_outputs, three_ids, an_output},
        Row{"getDiff.parameters.required", without_outputs, three_ids, an_output,
            Revision::published},
        Row{"getDiff.not_found.regression_test", without_outputs, three_ids, an_output},
        Row{"getDiff.not_found.output", without_outputs, three_ids, an_output},
        Row{"getDiff.diff.unified_tells_the_same", without_outputs, three_ids, {1002}},
        Row{"getDiff.not_found.swapped", {1005}, three_ids, {1005, 201, 11, 3001}},
        Row{"getDiff.not_found.foreign_output",
            {1002},
            "name a run with --run-id in which outputs of two differ",
            {1003}},
        Row{"getRunSample.not_found.sample_not_in_run",
            {1002},
            "name a run with --run-id in which two samples fail that were not tested in the same "
            "runs",
            {1003}},
        Row{"getRunSample.result.pass_is_clean",
            {1005},
            "name a sample that passed in some run with --sample-id",
            {1005, 201, 11}},
        Row{"getErrorSummary.pagination.walk",
            {1002},
            "name a run with --run-id in which two samples fail",
            {1003}},
        Row{"getSampleHistory.pagination.walk",
            {1001, 203},
            "name a sample that was tested in two runs with --sample-id",
            {1001, 201}},
        Row{"getSampleHistory.pagination.past_the_end",
            {1001, 204},
            "name a sample that was tested in some run with --sample-id",
            {1001, 201}},
        Row{"getSampleHistory.history.created_before",
            {1001, 204},
            "name a sample with results with --sample-id",
            {1001, 201}},
        Row{"getSampleHistory.history.zone",
            {1001, 204},
            "name a sample with results with --sample-id",
            {1001, 201}},
        Row{"getSampleHistory.history.regression_test",
            {1001, 204},
            "name a sample with results with --sample-id",
            {1001, 201},
            Revision::upstream}));

}  // namespace
}  // namespace sp::testing
