#include "rules/history/history.h"

#include <fmt/ranges.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "paged.h"

namespace sp::contract::testing {
namespace {

constexpr auto pass = Outcome::passed;
constexpr auto fail = Outcome::failed;
constexpr auto skip = Outcome::skipped;

struct HistoryRow {
  int run;
  int test;
  std::string status = "pass";
  std::string signature = "null";
  std::string platform = "linux";
  std::string branch = "master";
};

std::string commit_of(int run) { return fmt::format("{:040x}", run * 1000003); }

// Each run is tested on the day of its number.
std::string text_of(const HistoryRow& row) {
  return fmt::format(
      R"({{"run_id":{},"regression_test_id":{},"status":"{}","platform":"{}","branch":"{}",)"
      R"("commit_sha":"{}","tested_at":"2026-06-{:02}T12:00:00Z","failure_signature":{}}})",
      row.run, row.test, row.status, row.platform, row.branch, commit_of(row.run), row.run,
      row.signature);
}

using Rows = std::vector<HistoryRow>;

std::string all_of(const Rows& rows, std::size_t limit = 50, std::size_t offset = 0) {
  std::vector<std::string> texts;
  for (const HistoryRow& row : rows) texts.push_back(text_of(row));
  return page_of(texts, limit, offset);
}

// The history of a sample, asked with these filters.
Exchange history(const Rows& rows, Values filters = {}, std::string sample = "206") {
  Values values = {{"sample_id", std::move(sample)}};
  values.insert(values.end(), filters.begin(), filters.end());
  return asked("getSampleHistory", "ok", std::move(values), response(200, all_of(rows)));
}

Exchange page(const Rows& rows, std::size_t limit, std::size_t offset) {
  return asked(
      "getSampleHistory", "walk",
      {{"sample_id", "206"}, {"limit", std::to_string(limit)}, {"offset", std::to_string(offset)}},
      response(200, all_of(rows, limit, offset)));
}

Exchange result(int run, int test, const std::string& rest, int sample = 206) {
  return asked("getRunSample", "ok",
               {{"run_id", std::to_string(run)}, {"sample_id", std::to_string(sample)}},
               response(200, fmt::format(R"({{"run_id":{},"sample_id":{},"regression_id":{},{}}})",
                                         run, sample, test, rest)));
}

Exchange summary(const std::string& rest) {
  return asked("getRunSummary", "ok", {{"run_id", "9"}},
               response(200, fmt::format(R"({{"run_id":9,{}}})", rest)));
}

Check check(const std::string& rule, const std::vector<Exchange>& exchanges,
            const Target& target = {}) {
  return verdict_on("getSampleHistory.history." + rule, exchanges, target);
}

const std::string diff = R"("diff_mismatch:output:1006")";

// Two tests, on two platforms and two branches, the newest run first.
const Rows good = {{9, 6, "fail", diff},
                   {9, 7},
                   {8, 6, "fail", diff, "windows"},
                   {8, 7, "pass", "null", "windows"},
                   {7, 6, "pass", "null", "linux", "fix"},
                   {7, 7, "missing_output", R"("missing_output")", "linux", "fix"}};

Rows with(std::size_t index, HistoryRow row) {
  Rows rows = good;
  rows.at(index) = std::move(row);
  return rows;
}

Rows chosen(const std::vector<std::size_t>& indexes) {
  Rows rows;
  for (const std::size_t index : indexes) rows.push_back(good.at(index));
  return rows;
}

const std::string failed = R"("status":"fail","exit_code":0,"expected_exit_code":0,"outputs":[)"
                           R"({"output_id":1006,"status":"diff_mismatch","actual_hash":"aa"},)"
                           R"({"output_id":1007,"status":"match","actual_hash":"bb"}])";
const std::string passed = R"("status":"pass","outputs":[{"output_id":1006,"status":"match"}])";

struct Row {
  const char* name;
  const char* rule;
  std::vector<Exchange> exchanges;
  Outcome outcome;
  const char* pointer = "";
};

void PrintTo(const Row& row, std::ostream* out) { *out << row.name; }

class HistoryRules : public ::testing::TestWithParam<Row> {};

TEST_P(HistoryRules, Judge) {
  const Row& row = GetParam();
  const Check verdict = check(row.rule, row.exchanges);
  EXPECT_EQ(verdict.outcome, row.outcome) << to_string(verdict.outcome);
  if (row.outcome == fail) {
    ASSERT_FALSE(verdict.findings.empty());
    EXPECT_EQ(verdict.findings.front().pointer, row.pointer) << verdict.findings.front().actual;
  }
}

INSTANTIATE_TEST_SUITE_P(
    Rows, HistoryRules,
    ::testing::Values(
        Row{"the newest run first", "order", {history(good)}, pass},
        Row{"nothing to order", "order", {history({})}, skip},
        Row{"the oldest run first", "order", {history({{8, 6}, {9, 6}})}, fail, "/data/1/run_id"},
        Row{"tests the wrong way round",
            "order",
            {history({{9, 7}, {9, 6}})},
            fail,
            "/data/1/regression_test_id"},
        Row{"pages in order", "order", {page(good, 3, 0), page(good, 3, 3)}, pass},
        Row{"a page out of order",
            "order",
            {page({{8, 6}, {7, 6}}, 1, 0), page({{8, 6}, {9, 6}}, 1, 1)},
            fail,
            "/data/0/run_id"},
        Row{"each row once", "rows_once", {history(good), page(good, 3, 3)}, pass},
        Row{"a row twice", "rows_once", {history({{9, 6}, {9, 6}})}, fail, "/data/1"},
        Row{"a row on two pages",
            "rows_once",
            {page({{9, 6}, {8, 6}}, 1, 0), page({{9, 6}, {9, 6}}, 1, 1)},
            fail,
            "/data/0"},
        Row{"one page has nothing to be held against", "own_tests", {history(good)}, skip},
        Row{"a test of the sample", "own_tests", {history(good), result(9, 6, failed)}, pass},
        Row{"each sample has its tests",
            "own_tests",
            {history(good), history({{9, 8}}, {}, "207")},
            pass},
        Row{"two samples have one test",
            "own_tests",
            {history(good), history({{9, 7}}, {}, "207")},
            fail,
            "/data/0/regression_test_id"},
        Row{"a status as in its run",
            "agrees_with_results",
            {history(good), result(9, 6, failed)},
            pass},
        Row{"another status",
            "agrees_with_results",
            {history(with(0, {9, 6})), result(9, 6, failed)},
            fail,
            "/data/0/status"},
        Row{"a test of another sample by its result",
            "own_tests",
            {history(good), result(9, 6, failed, 207)},
            fail,
            "/data/0/regression_test_id"},
        Row{"a result of another run",
            "agrees_with_results",
            {history(good), result(5, 6, failed)},
            skip},
        Row{"every result has its row", "complete", {history(good), result(9, 6, failed)}, pass},
        Row{"a result without a row",
            "complete",
            {history(chosen({1, 2})), result(9, 6, failed)},
            fail,
            "/data"},
        Row{"a row that may be on another page",
            "complete",
            {page(good, 2, 2), result(9, 6, failed)},
            skip},
        Row{"a result without a verdict",
            "complete",
            {history({}), result(9, 6, R"("status":"not_started")")},
            skip},
        Row{"a summary that counts enough",
            "agrees_with_summary",
            {summary(R"("pass_count":1,"fail_count":1)"), history(good)},
            pass},
        Row{"a summary that counts too few",
            "agrees_with_summary",
            {summary(R"("pass_count":1,"fail_count":0)"), history(good)},
            fail,
            "/data/0/status"},
        Row{"runs that are told alike", "one_run", {history(good)}, pass},
        Row{"two platforms of one run",
            "one_run",
            {history(with(1, {9, 7, "pass", "null", "windows"}))},
            fail,
            "/data/1/platform"},
        Row{"two branches of one run",
            "one_run",
            {history(good), history({{9, 8, "pass", "null", "linux", "fix"}}, {}, "207")},
            fail,
            "/data/0/branch"},
        Row{"rows that stay the same",
            "same_rows",
            {history(good), history(chosen({0, 1, 4, 5}), {{"platform", "linux"}})},
            pass},
        Row{"a row that changes under a filter",
            "same_rows",
            {history(good), history({{9, 6, "pass"}}, {{"platform", "linux"}})},
            fail,
            "/data/0/status"}));

INSTANTIATE_TEST_SUITE_P(
    Signatures, HistoryRules,
    ::testing::Values(
        Row{"failures with signatures", "failure_signature", {history(good)}, pass},
        Row{"a failure without",
            "failure_signature",
            {history({{9, 6, "missing_output", "null"}})},
            fail,
            "/data/0/failure_signature"},
        Row{"an empty one",
            "failure_signature",
            {history({{9, 6, "fail", R"("")"}})},
            fail,
            "/data/0/failure_signature"},
        Row{"no failures", "failure_signature", {history({{9, 6}})}, skip},
        Row{"nothing for a pass", "no_failure_no_signature", {history(good)}, pass},
        Row{"a pass with a signature",
            "no_failure_no_signature",
            {history({{9, 6, "pass", diff}})},
            fail,
            "/data/0/failure_signature"},
        Row{"a skipped test with a signature",
            "no_failure_no_signature",
            {history({{9, 6, "skipped", diff}})},
            fail,
            "/data/0/failure_signature"},
        Row{"the output that differs",
            "signature_fits_result",
            {history(good), result(9, 6, failed)},
            pass},
        Row{"an output that matches",
            "signature_fits_result",
            {history(with(0, {9, 6, "fail", R"("diff_mismatch:output:1007")"})),
             result(9, 6, failed)},
            fail,
            "/data/0/failure_signature"},
        Row{"an exit code as expected",
            "signature_fits_result",
            {history(with(0, {9, 6, "fail", R"("exit_code_mismatch:rc:0")"})),
             result(9, 6, failed)},
            fail,
            "/data/0/failure_signature"},
        Row{"another exit code",
            "signature_fits_result",
            {history(with(0, {9, 6, "fail", R"("exit_code_mismatch:rc:1")"})),
             result(9, 6, R"("status":"fail","exit_code":2,"expected_exit_code":0)")},
            fail,
            "/data/0/failure_signature"},
        Row{"a missing output where none is missing",
            "signature_fits_result",
            {history(with(0, {9, 6, "fail", R"("missing_output")"})), result(9, 6, failed)},
            fail,
            "/data/0/failure_signature"},
        Row{"an output of another test",
            "signature_fits_result",
            {history(with(2, {8, 6, "fail", R"("diff_mismatch:output:8")", "windows"})),
             result(7, 6, passed)},
            fail,
            "/data/2/failure_signature"},
        Row{"an output of another test's result",
            "signature_fits_result",
            {history({{8, 7, "fail", diff}}), result(9, 6, failed),
             result(9, 7, R"("status":"pass","outputs":[{"output_id":1,"status":"match"}])")},
            fail,
            "/data/0/failure_signature"},
        Row{"outputs that are numbered in each test",
            "signature_fits_result",
            {history({{8, 7, "fail", diff}}), result(9, 6, failed), result(9, 7, failed)},
            pass},
        Row{"a form of its own",
            "signature_fits_result",
            {history({{9, 6, "fail", R"("b8f1")"}}), result(9, 6, failed)},
            skip},
        Row{"the same for the same failure",
            "signature_is_stable",
            {history(good), result(9, 6, failed), result(8, 6, failed)},
            pass},
        Row{"two for one failure",
            "signature_is_stable",
            {history(with(2, {8, 6, "fail", R"("b8f1")", "windows"})), result(9, 6, failed),
             result(8, 6, failed)},
            fail,
            "/data/2/failure_signature"},
        Row{"two for two failures",
            "signature_is_stable",
            {history(with(2, {8, 6, "fail", R"("b8f1")", "windows"})), result(9, 6, failed),
             result(8, 6, replaced(failed, "aa", "cc"))},
            pass},
        Row{"with the run in it",
            "signature_is_stable",
            {history({{9, 6, "fail", R"("x-9")"}, {8, 6, "fail", R"("x-8")"}})},
            fail,
            "/data/1/failure_signature"},
        Row{"outputs that are called as their runs",
            "signature_is_stable",
            {history({{9, 6, "fail", R"("diff_mismatch:output:9")"},
                      {8, 6, "fail", R"("diff_mismatch:output:8")"}})},
            pass},
        Row{"a number that is one run's by chance",
            "signature_is_stable",
            {history({{9, 6, "fail", R"("line 9")"}, {8, 6, "fail", R"("line 9")"}})},
            pass},
        Row{"with the commit in it",
            "signature_is_stable",
            {history({{9, 6, "fail", fmt::format(R"("x-{}")", commit_of(9))}})},
            fail,
            "/data/0/failure_signature"},
        Row{"with the commit as git shortens it",
            "signature_is_stable",
            {history({{9, 6, "fail", fmt::format(R"("x-{}")", commit_of(9).substr(0, 7))}})},
            fail,
            "/data/0/failure_signature"},
        Row{"with the platform in front",
            "signature_is_stable",
            {history({{9, 6, "fail", diff, "linux"},
                      {8, 6, "fail", R"("windows: diff_mismatch:output:1006")", "windows"}})},
            fail,
            "/data/1/failure_signature"},
        Row{"with the platform behind",
            "signature_is_stable",
            {history({{9, 6, "fail", R"("crash@linux")", "linux"},
                      {8, 6, "fail", R"("crash")", "windows"}})},
            fail,
            "/data/0/failure_signature"},
        Row{"a failure that one platform alone has",
            "signature_is_stable",
            {history({{9, 6, "fail", R"("crash")", "linux"},
                      {8, 6, "fail", R"("a file that windows has open")", "windows"}})},
            pass},
        Row{"a word that begins like a platform",
            "signature_is_stable",
            {history({{9, 6, "fail", R"("windowsill")", "windows"},
                      {8, 6, "fail", R"("ill")", "linux"}})},
            pass}));

Values by(std::string name, std::string value) { return {{std::move(name), std::move(value)}}; }

// Of runs 9 (fail), 8 (fail) and 7 (fail) by default.
std::vector<Exchange> statuses(const std::vector<std::size_t>& passing,
                               const std::vector<std::size_t>& failing) {
  std::vector<Exchange> all = {history(good), history(chosen(passing), by("status", "pass")),
                               history(chosen(failing), by("status", "fail"))};
  for (const char* other : {"queued", "running", "canceled", "error", "incomplete"}) {
    all.push_back(history({}, by("status", other)));
  }
  return all;
}

const std::vector<std::size_t> everything = {0, 1, 2, 3, 4, 5};

INSTANTIATE_TEST_SUITE_P(
    Statuses, HistoryRules,
    ::testing::Values(Row{"each run under its status", "status", statuses({}, everything), pass},
                      Row{"no list by status", "status", {history(good)}, skip},
                      Row{"a failure in a run that passes", "status",
                          statuses({0, 1}, {2, 3, 4, 5}), fail, "/data/0/status"},
                      Row{"a run under two statuses", "status", statuses({1}, everything), fail,
                          "/data/0/run_id"},
                      Row{"a run under none", "status", statuses({}, {0, 1, 2, 3}), fail,
                          "/pagination/total"},
                      Row{"a row that is not in the history",
                          "status",
                          {history(good), history({{6, 6}}, by("status", "pass"))},
                          fail,
                          "/data/0"},
                      Row{"a run that another sample was skipped in",
                          "status",
                          {history({{9, 6}}), history({{9, 6}}, by("status", "pass")),
                           history({{9, 8, "skipped"}}, {}, "207")},
                          fail,
                          "/data/0/run_id"},
                      Row{"a run that has not started another sample",
                          "status",
                          {history({{9, 6}}), history({{9, 6}}, by("status", "pass")),
                           history({{9, 8, "not_started"}}, {}, "207")},
                          pass},
                      Row{"a run that failed by its summary",
                          "status",
                          {history(good), history(chosen({1}), by("status", "pass")),
                           summary(R"("total_samples":3,"pass_count":1,"fail_count":1)")},
                          fail,
                          "/data/0/run_id"}));

const std::string noon_8 = "2026-06-08T12:00:00.500Z";

INSTANTIATE_TEST_SUITE_P(
    Filters, HistoryRules,
    ::testing::Values(
        Row{"a platform's rows",
            "platform",
            {history(good), history(chosen({0, 1, 4, 5}), by("platform", "linux")),
             history(chosen({2, 3}), by("platform", "windows"))},
            pass},
        Row{"a row of the other platform",
            "platform",
            {history(good), history(chosen({0, 1, 2, 4, 5}), by("platform", "linux"))},
            fail,
            "/data/2/platform"},
        Row{"a row of the platform lost",
            "platform",
            {history(good), history(chosen({0, 1, 4}), by("platform", "linux"))},
            fail,
            "/pagination/total"},
        Row{"a platform that leaves nothing where the history was not seen whole",
            "platform",
            {page(good, 2, 2), history({}, by("platform", "linux")),
             history({}, by("platform", "windows"))},
            fail,
            "/pagination/total"},
        Row{"a branch's rows",
            "branch",
            {history(good), history(chosen({4, 5}), by("branch", "fix"))},
            pass},
        Row{"a row of another branch",
            "branch",
            {history(chosen({0, 4}), by("branch", "fix"))},
            fail,
            "/data/0/branch"},
        Row{"a branch that is not there",
            "branch",
            {history(good), history({}, by("branch", std::string(100, 'b')))},
            pass},
        Row{"a branch without its rows",
            "branch",
            {history(good), history({}, by("branch", "fix"))},
            fail,
            "/pagination/total"},
        Row{"an empty branch is left open",
            "branch",
            {history(good), history(good, by("branch", ""))},
            skip},
        Row{"what is new",
            "created_after",
            {history(good), history(chosen({0, 1}), by("created_after", noon_8))},
            pass},
        Row{"what may be older than it looks",
            "created_after",
            {history(good), history({}, by("created_after", noon_8))},
            pass},
        Row{"what is old",
            "created_after",
            {history(good), history(chosen({0, 1, 2}), by("created_after", noon_8))},
            fail,
            "/data/2/tested_at"},
        Row{"what is newer than all",
            "created_after",
            {history(good), history({}, by("created_after", history::latest_bound))},
            pass},
        Row{"a far bound that was not looked at",
            "created_after",
            {history(good), history(good, by("created_after", history::latest_bound))},
            fail,
            "/data/0"},
        Row{"what is older than all",
            "created_before",
            {history(good), history({}, by("created_before", history::earliest_bound))},
            pass},
        Row{"a bound in front of all that was not looked at",
            "created_before",
            {history(good), history(good, by("created_before", history::earliest_bound))},
            fail,
            "/data/0"},
        Row{"until then",
            "created_before",
            {history(good), history(chosen({2, 3, 4, 5}), by("created_before", noon_8))},
            pass},
        Row{"what may have waited",
            "created_before",
            {history(good), history(good, by("created_before", noon_8))},
            pass},
        Row{"what is lost",
            "created_before",
            {history(good), history(chosen({3, 4, 5}), by("created_before", noon_8))},
            fail,
            "/pagination/total"},
        Row{"the two sides",
            "both_sides",
            {history(good), history(chosen({0, 1}), by("created_after", noon_8)),
             history(chosen({2, 3, 4, 5}), by("created_before", noon_8))},
            pass},
        Row{"a bound that is ignored",
            "both_sides",
            {history(good), history(chosen({0, 1}), by("created_after", noon_8)),
             history(good, by("created_before", noon_8))},
            fail,
            "/pagination/total"},
        Row{"rows on both sides of a whole second",
            "both_sides",
            {history(good), history(good, by("created_after", "2026-06-07T12:00:00Z")),
             history(chosen({4, 5}), by("created_before", "2026-06-07T12:00:00Z"))},
            pass},
        Row{"two bounds",
            "both_sides",
            {history(good), history(good, by("created_after", noon_8)),
             history(good, by("created_before", "2026-06-09T12:00:00.500Z"))},
            skip},
        Row{"two spellings of an instant",
            "zone",
            {history(chosen({2, 3}), by("created_before", noon_8)),
             history(chosen({2, 3}), by("created_before", "2026-06-08T00:00:00.500-12:00"))},
            pass},
        Row{"a zone that is ignored",
            "zone",
            {history(chosen({2, 3}), by("created_before", noon_8)),
             history(chosen({4}), by("created_before", "2026-06-08T00:00:00.500-12:00"))},
            fail,
            "/pagination/total"},
        Row{"two instants",
            "zone",
            {history(chosen({2, 3}), by("created_before", noon_8)),
             history(chosen({4}), by("created_before", "2026-06-08T00:00:00.500Z"))},
            skip},
        Row{"two filters together",
            "combined",
            {history(good), history(chosen({4, 5}), {{"platform", "linux"},
                                                     {"branch", "fix"},
                                                     {"created_after", history::earliest_bound}})},
            pass},
        Row{"a row that was created before 1971, or after 2998",
            "combined",
            {history(good), history(chosen({5}), {{"platform", "linux"},
                                                  {"branch", "fix"},
                                                  {"created_after", "1971-01-01T00:00:00Z"},
                                                  {"created_before", "2998-01-01T00:00:00Z"}})},
            pass},
        Row{"a row that no bound can take away, lost",
            "combined",
            {history(good), history(chosen({5}), {{"branch", "fix"},
                                                  {"created_after", history::earliest_bound},
                                                  {"created_before", history::latest_bound}})},
            fail,
            "/pagination/total"},
        Row{"one of two filters ignored",
            "combined",
            {history(good),
             history(chosen({0, 1, 4, 5}), {{"platform", "linux"}, {"branch", "fix"}})},
            fail,
            "/data/0/branch"},
        Row{"rows that the one filter keeps when it is alone",
            "combined",
            {history(good), history(chosen({4, 5}), by("status", "fail")),
             history(chosen({4}), {{"platform", "linux"}, {"status", "fail"}})},
            fail,
            "/pagination/total"},
        Row{"a row that the one filter takes away when it is alone",
            "combined",
            {history(good), history(chosen({4, 5}), by("status", "fail")),
             history(chosen({0, 4, 5}), {{"platform", "linux"}, {"status", "fail"}})},
            fail,
            "/data/0"},
        Row{"rows that both filters keep when they are alone",
            "combined",
            {history(good), history(chosen({4, 5}), by("status", "fail")),
             history(chosen({4, 5}), {{"platform", "linux"}, {"status", "fail"}})},
            pass},
        Row{"rows that both filters keep, lost",
            "combined",
            {history(good), history({}, {{"platform", "linux"}, {"branch", "fix"}})},
            fail,
            "/pagination/total"}));

// In `published`, a sample id may also be a regression test's.
TEST(History, OfASampleThatAUserNamesByATestIsTheSamples) {
  Target target;
  target.sample_id = 6;
  const std::vector<Exchange> exchanges = {history(good), history(good, {}, "6"),
                                           result(9, 6, failed)};
  EXPECT_EQ(check("own_tests", exchanges, target).outcome, pass);
  EXPECT_EQ(check("own_tests", exchanges).outcome, fail);
  EXPECT_NE(check("own_tests", {history(good, {}, "6"), history(good)}, target).outcome, fail);
}

TEST(History, WithoutOptionalMembersIsNotHeldToThem) {
  const auto bare = [](Values filters) {
    Exchange made = history({}, std::move(filters));
    made.response =
        response(200, page_of({R"({"run_id":9,"regression_test_id":6,"status":"fail"})"}, 50, 0));
    return made;
  };
  const std::vector<Exchange> exchanges = {bare({}), bare(by("platform", "linux")),
                                           bare(by("branch", "fix")), result(9, 6, failed)};
  for (const char* rule : {"platform", "branch", "complete", "agrees_with_results"}) {
    EXPECT_EQ(check(rule, exchanges).outcome, pass) << rule;
  }
  for (const char* rule :
       {"failure_signature", "signature_fits_result", "signature_is_stable", "one_run"}) {
    EXPECT_EQ(check(rule, exchanges).outcome, skip) << rule;
  }
}

TEST(History, ThatTheLimitRefusedSaysNothing) {
  Exchange refused = history(good);
  refused.response = response(429, R"({"code":"rate_limited","message":"m","details":{}})");
  EXPECT_EQ(check("order", {refused}).outcome, skip);
}

TEST(HistoryProbes, AskForEachDocumentedValue) {
  const auto& catalogue = Catalogue::of(schemas::Revision::published);
  Subjects subjects;
  subjects.runs = {"9338"};
  subjects.failing = {{"9338", "206", "6"}};
  subjects.tested = schemas::parse_date_time("2026-06-08T12:00:00Z");
  const auto count = [&](const char* kind) {
    return catalogue.probe("getSampleHistory", kind)->calls(subjects).size();
  };
  EXPECT_EQ(count("status"), 7u);
  EXPECT_EQ(count("platform"), 2u);
  const auto value = [&](const char* kind, std::string_view name) {
    Request request;
    request.values = catalogue.probe("getSampleHistory", kind)->calls(subjects).at(0).values;
    return *request.value(name);
  };
  EXPECT_EQ(value("created_after", "created_after"), "2026-06-08T12:00:00.500Z");
  EXPECT_EQ(value("created_before", "created_before"), "2026-06-08T12:00:00.500Z");
  EXPECT_EQ(value("zone", "created_before"), "2026-06-08T00:00:00.500-12:00");
  const auto bounds = [&](std::uint64_t turn) {
    subjects.turn = turn;
    return value("combined", "created_after") + " " + value("combined", "created_before");
  };
  EXPECT_EQ(bounds(0), fmt::format("{} {}", history::earliest_bound, history::latest_bound));
  EXPECT_EQ(bounds(1), fmt::format("2026-06-08T12:00:00Z {}", history::latest_bound));
  EXPECT_EQ(bounds(2), fmt::format("{} 2026-06-08T12:00:00.500Z", history::earliest_bound));
  subjects.turn = 0;
  subjects.tested = schemas::parse_date_time("2026-06-08T12:00:00.7Z");
  EXPECT_EQ(value("created_after", "created_after"), "2026-06-08T12:00:01.500Z");
}

}  // namespace
}  // namespace sp::contract::testing
