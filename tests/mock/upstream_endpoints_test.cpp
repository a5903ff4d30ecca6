// What only the upstream revision has: its paths and what their ids mean, its shapes in full, its
// own parameters and refusals (contract sections 1 to 6).
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "mock/asking.h"
#include "mock/paths.h"

namespace sp::mock {
namespace {

using nlohmann::json;
using testing::Each;
using testing::ElementsAre;
using testing::IsEmpty;
using Names = std::set<std::string>;

class Upstream : public testing::Test {
 protected:
  Reply get(const std::string& target) const {
    Reply reply = api.get(target);
    EXPECT_EQ(reply.off_contract(), "") << target << ": " << reply.text;
    return reply;
  }
  json body(const std::string& target) const {
    const Reply reply = get(target);
    EXPECT_EQ(reply.status, 200) << target << ": " << reply.text;
    return reply.body;
  }
  // The fields that a 400 names.
  Names refused(const std::string& target) const {
    const Reply reply = get(target);
    EXPECT_EQ(reply.status, 400) << target << ": " << reply.text;
    if (reply.status != 400) return {};
    EXPECT_EQ(reply.body.at("code"), "validation_error");
    Names names;
    const json& fields = reply.body.at("details").at("fields");
    for (const auto& [name, what] : fields.items()) names.insert(name);
    return names;
  }
  // A member of each row of a history.
  std::vector<json> column(const std::string& member, int sample, const std::string& query) const {
    const json page = body(paths.history(sample, query));
    std::vector<json> values;
    for (const json& row : page.at("data")) values.push_back(row.at(member));
    return values;
  }

  const Paths paths{Revision::upstream};
  const AskedWorld api{Scenario::bundled("distinct-ids"), Revision::upstream};
};

// --- Whole answers

TEST_F(Upstream, SummaryIsAllThatThereIsToSay) {
  EXPECT_EQ(body("/runs/5004/summary"), json::parse(R"({
    "run_id": 5004, "status": "fail", "total_samples": 8, "pass_count": 3, "fail_count": 3,
    "skipped_count": 1, "missing_output_count": 1, "error_count": 6, "duration_ms": 12616})"));
}

TEST_F(Upstream, ErrorSummaryIsAllThatThereIsToSay) {
  EXPECT_EQ(body("/runs/5004/error-summary?group_by=severity&limit=1"), json::parse(R"({
    "data": [
      {"group_by": "severity", "key": "warning", "count": 3, "severity": "warning",
       "sample_ids": [301, 302, 304],
       "first_seen_at": "2026-05-07T10:48:59Z", "last_seen_at": "2026-05-07T10:48:59Z"}],
    "pagination": {"limit": 1, "offset": 0, "total": 2, "next_offset": 1},
    "meta": {}})"));
}

TEST_F(Upstream, ResultIsAllThatThereIsToSay) {
  const json result = body("/runs/5004/samples/43");
  EXPECT_EQ(result, json::parse(R"({
    "regression_test_id": 43, "sample_id": 302, "sample_name": "three-pages",
    "categories": ["DVB", "Teletext"], "command": "--tpages 801,802,803 --out=srt",
    "status": "missing_output", "runtime_ms": 5407, "exit_code": 0, "expected_rc": 0,
    "outputs": [
      {"output_id": 7003, "filename": "three-pages_801.srt", "status": "missing_output"},
      {"output_id": 7004, "filename": "three-pages_802.srt", "status": "fail"},
      {"output_id": 7005, "filename": "three-pages_803.srt", "status": "pass"}]})"));
}

TEST_F(Upstream, DiffIsAllThatThereIsToSay) {
  EXPECT_EQ(body(paths.diff(5002, 301, 41, 7001)), json::parse(R"({
    "run_id": 5002, "sample_id": 301, "regression_id": 41, "output_id": 7001,
    "format": "structured", "status": "different",
    "summary": {"added_lines": 1, "removed_lines": 1, "changed_hunks": 1},
    "hunks": [{"expected_start": 1, "actual_start": 1, "lines": [
      {"kind": "context", "text": "1", "expected_line": 1, "actual_line": 1},
      {"kind": "context", "text": "00:00:01,001 --> 00:00:02,502", "expected_line": 2,
       "actual_line": 2},
      {"kind": "removed", "text": "GOOD EVENING.", "expected_line": 3, "actual_line": null},
      {"kind": "added", "text": "good evening.", "expected_line": null, "actual_line": 3}]}]})"));
}

TEST_F(Upstream, HistoryIsAllThatThereIsToSay) {
  EXPECT_EQ(body("/samples/302/history?limit=1&status=missing_output"), json::parse(R"({
    "data": [
      {"run_id": 5009, "regression_test_id": 43, "status": "missing_output",
       "platform": "windows", "branch": "master",
       "commit_sha": "17d2e3f4a5b6c7980c9d8e7fa6b5c4d3e2f10a2b",
       "tested_at": "2026-05-13T11:29:45Z", "failure_signature": "missing_output"}],
    "pagination": {"limit": 1, "offset": 0, "total": 2, "next_offset": 1},
    "meta": {}})"));
}

// --- A run's status

// "completed: … error if there are no results at all (a value U's enumeration lacks; the mock
// says incomplete); state error: canceled".
TEST(UpstreamSummary, HasAStatusOfItsEnumerationForEveryState) {
  const struct {
    std::string_view state;
    std::string_view results;
    std::string_view status;
  } rows[] = {
      {"queued", "", "queued"},
      {"preparation", "", "running"},
      {"testing", R"({"regression_id": 1, "exit_code": 3})", "running"},
      {"canceled", R"({"regression_id": 1, "exit_code": 3})", "canceled"},
      {"completed", R"({"regression_id": 1})", "pass"},
      {"completed", R"({"regression_id": 1, "state": "not_started"})", "pass"},
      {"completed", R"({"regression_id": 1, "state": "skipped"})", "fail"},
      {"completed", R"({"regression_id": 1, "exit_code": 3})", "fail"},
      {"completed", "", "incomplete"},
      {"error", "", "canceled"},
      {"error", R"({"regression_id": 1})", "canceled"},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(fmt::format("{} with [{}]", row.state, row.results));
    const AskedWorld api(scenario_of(R"({"id": 1, "sample_id": 10, "command": "", "outputs": []})",
                                     fmt::format(R"({{"id": 7, "state": "{}", "platform": "linux",
                             "created_at": "2026-06-01T12:00:00Z", "results": [{}]}})",
                                                 row.state, row.results)),
                         Revision::upstream);
    const Reply reply = api.get("/runs/7/summary");
    EXPECT_EQ(reply.off_contract(), "");
    EXPECT_EQ(reply.body.at("status"), row.status);
  }
}

// --- What is not found

// Contract section 4: "the second id is the regression test id"; [B]: details of a 404 are {}.
TEST_F(Upstream, SaysWhatWasNotFoundInItsMessageOnly) {
  const struct {
    std::string path;
    std::string_view message;
  } rows[] = {
      {"/runs/9/summary", "Run 9 not found."},
      {"/runs/9/error-summary", "Run 9 not found."},
      {"/runs/9/samples/41", "Run 9 not found."},
      {"/runs/5001/samples/301", "Regression test 301 not found in run 5001."},  // a sample's
      {"/runs/5006/samples/47", "Regression test 47 not found in run 5006."},
      {"/runs/5008/samples/41", "Regression test 41 not found in run 5008."},
      {"/samples/41/history", "Sample 41 not found."},  // a regression test's
      {"/samples/999/history", "Sample 999 not found."},
      {paths.diff(9, 301, 41, 7001), "Run 9 not found."},
      {paths.diff(5001, 41, 41, 7001), "Sample 41 not found in run 5001."},
      {paths.diff(5001, 301, 43, 7003), "Regression test 43 of sample 301 not found in run 5001."},
      {paths.diff(5001, 45, 45, 7007), "Regression test 45 of sample 45 not found in run 5001."},
      {paths.diff(5001, 301, 41, 7002), "Output 7002 not found in regression test 41."},
      // Only hashes are known, and they differ.
      {paths.diff(5005, 303, 45, 7008), "Output 7008 not found in regression test 45."},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.path);
    const Reply reply = get(row.path);
    EXPECT_EQ(reply.status, 404);
    EXPECT_EQ(reply.body,
              (json{{"code", "not_found"}, {"message", row.message}, {"details", json::object()}}));
  }
}

// In distinct-ids, 45 is both a sample (of test 46) and a test (of sample 303).
TEST_F(Upstream, TakesEachIdForWhatItIs) {
  EXPECT_EQ(body("/runs/5001/samples/45").at("sample_id"), 303);
  EXPECT_EQ(body("/runs/5001/samples/46").at("sample_id"), 45);
  EXPECT_THAT(column("regression_test_id", 45, "limit=100"), Each(46));
  EXPECT_EQ(body(paths.diff(5002, 45, 46, 7009)).at("sample_id"), 45);
}

// --- Parameters

TEST_F(Upstream, RefusesIdsThatAreNone) {
  const std::pair<std::string, std::string> templates[] = {
      {"/runs/ID/summary", "run_id"},
      {"/runs/ID/error-summary", "run_id"},
      {"/runs/ID/samples/41", "run_id"},
      {"/runs/5001/samples/ID", "regression_test_id"},
      {"/runs/ID/samples/301/regression-tests/41/outputs/7001/diff", "run_id"},
      {"/runs/5001/samples/ID/regression-tests/41/outputs/7001/diff", "sample_id"},
      {"/runs/5001/samples/301/regression-tests/ID/outputs/7001/diff", "regression_id"},
      {"/runs/5001/samples/301/regression-tests/41/outputs/ID/diff", "output_id"},
      {"/samples/ID/history", "sample_id"},
      {"/samples/301/history?regression_test_id=ID", "regression_test_id"},
  };
  for (const auto& [path, field] : templates) {
    for (const std::string id :
         {"0", "-1", "abc", "1.0", "2147483648", "99999999999999999999", "%201", "null", ""}) {
      std::string target = path;
      target.replace(target.find("ID"), 2, id);
      EXPECT_EQ(refused(target), Names{field}) << target;
    }
  }
}

TEST_F(Upstream, KeepsToTheLimitsOfEachParameter) {
  const struct {
    std::string path;
    std::string name;
    std::vector<std::string> good;
    std::vector<std::string> bad;
  } rows[] = {
      {"/samples/301/history?", "limit", {"1", "100"}, {"0", "101", "-1", "1.5", "", "many"}},
      {"/samples/301/history?", "offset", {"0", "2147483647"}, {"-1", "2147483648", "", "x"}},
      {"/runs/5004/error-summary?", "offset", {"0", "2147483647"}, {"-1", "2147483648", "x"}},
      {"/samples/301/history?",
       "status",
       {"pass", "fail", "missing_output", "not_started"},
       {"skipped", "running", "queued", "canceled", "error", "incomplete", "Pass", ""}},
      {"/samples/301/history?", "regression_test_id", {"41", "42"}, {"43", "999", "0", "x"}},
      {"/runs/5004/error-summary?",
       "group_by",
       {"type", "sample_id", "regression_id", "severity"},
       {"category", "Type", ""}},
      {"/runs/5004/error-summary?",
       "severity",
       {"info", "warning", "error", "critical"},
       {"fatal", ""}},
      {paths.diff(5002, 301, 41, 7001) + "?", "context_lines", {"1", "50"}, {"0", "51", "all"}},
      {paths.diff(5002, 301, 41, 7001) + "?",
       "format",
       {"structured", "unified"},
       {"html", "Unified", ""}},
  };
  for (const auto& row : rows) {
    for (const std::string& value : row.good) body(row.path + row.name + '=' + value);
    for (const std::string& value : row.bad) {
      const std::string target = row.path + row.name + '=' + value;
      EXPECT_EQ(refused(target), Names{row.name}) << target;
    }
  }
}

// "cursor on an offset-paged endpoint is a 400 [B]": whatever it says.
TEST_F(Upstream, RefusesACursorWherePagesGoByOffset) {
  for (const std::string value : {"cursor=1", "cursor=", "cursor", "cursor=x&limit=5"}) {
    EXPECT_EQ(refused("/samples/301/history?" + value), Names{"cursor"});
    EXPECT_EQ(refused("/runs/5004/error-summary?" + value), Names{"cursor"});
    body("/runs/5004/summary?" + value);
    body("/runs/5001/samples/41?" + value);
  }
  EXPECT_EQ(refused("/samples/301/history?cursor=1&limit=0"), (Names{"cursor", "limit"}));
  const AskedWorld published(Scenario::bundled("distinct-ids"));
  EXPECT_EQ(published.get("/samples/301/history?cursor=1").status, 200);
}

TEST_F(Upstream, RefusesWhatDoesNotGoTogether) {
  EXPECT_EQ(refused("/samples/301/history?created_after=2026-05-06T14:25:41Z"
                    "&created_before=2026-05-06T14:25:40Z"),
            Names{"created_after"});
  EXPECT_EQ(refused("/samples/301/history?created_after=2026-05-06T14:25:41Z"
                    "&created_before=2026-05-06T14:25:40Z&regression_test_id=43"),
            (Names{"created_after", "regression_test_id"}));
  EXPECT_EQ(get("/samples/999/history?regression_test_id=43").status, 404)
      << "of an unknown sample no test can be wrong";
}

// --- The filters of a history that are its own

TEST_F(Upstream, HistoryFiltersByTheStatusOfResults) {
  const json all = body("/samples/302/history?limit=100").at("data");
  std::size_t found = 0;
  for (const std::string status : {"pass", "fail", "missing_output", "not_started"}) {
    json kept = json::array();
    for (const json& row : all) {
      if (row.at("status") == status) kept.push_back(row);
    }
    const json page = body("/samples/302/history?limit=100&status=" + status);
    EXPECT_EQ(page.at("data"), kept) << status;
    EXPECT_EQ(page.at("pagination").at("total"), kept.size()) << status;
    found += !kept.empty();
  }
  EXPECT_GE(found, 3u);
}

TEST_F(Upstream, HistoryFollowsOneRegressionTest) {
  EXPECT_THAT(column("regression_test_id", 302, "limit=100&regression_test_id=44"), Each(44));
  EXPECT_EQ(column("run_id", 302, "limit=100&regression_test_id=43").size() +
                column("run_id", 302, "limit=100&regression_test_id=44").size(),
            column("run_id", 302, "limit=100").size());
  EXPECT_THAT(column("run_id", 302, "regression_test_id=43&status=missing_output&limit=1"),
              ElementsAre(5009));
}

TEST_F(Upstream, HistoryHasResultsThatWereNotStarted) {
  const AskedWorld every(Scenario::bundled("every-status"), Revision::upstream);
  const json page = every.get("/samples/206/history?status=not_started").body;
  ASSERT_EQ(page.at("data").size(), 1u);
  EXPECT_EQ(page.at("/data/0/run_id"_json_pointer), 1003);
}

}  // namespace
}  // namespace sp::mock
