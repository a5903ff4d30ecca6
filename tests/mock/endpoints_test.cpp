// What the endpoints have in common: which sample an id means, what is not found, which
// parameters are refused; and the two answers without pages, in full.
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "mock/asking.h"

namespace sp::mock {
namespace {

using nlohmann::json;
using Names = std::set<std::string>;

AskedWorld distinct_ids() { return AskedWorld(Scenario::bundled("distinct-ids")); }

TEST(RunSummary, IsAllThatThereIsToSay) {
  const AskedWorld api = distinct_ids();
  EXPECT_EQ(api.get("/runs/5004/summary").body, json::parse(R"({
    "run_id": 5004, "total_samples": 8, "pass_count": 3, "fail_count": 3, "skipped_count": 1,
    "missing_output_count": 1, "error_count": 6, "duration_ms": 12616, "triggered_by": null})"));
  // Contract section 2: "duration_ms is the sum of the results' runtimes, null when that is 0".
  EXPECT_EQ(api.get("/runs/5008/summary").body, json::parse(R"({
    "run_id": 5008, "total_samples": 8, "pass_count": 0, "fail_count": 0, "skipped_count": 8,
    "missing_output_count": 0, "error_count": 0, "duration_ms": null,
    "triggered_by": "schedule"})"));
}

TEST(RunSample, IsAllThatThereIsToSay) {
  const AskedWorld api = distinct_ids();
  const json passed = api.get("/runs/5001/samples/44").body;
  const std::string empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
  EXPECT_EQ(passed, (json{{"run_id", 5001},
                          {"sample_id", 302},
                          {"regression_id", 44},
                          {"category", "DVB"},
                          {"command", "--tpage 899 --out=srt"},
                          {"status", "pass"},
                          {"runtime_ms", 87},
                          {"exit_code", 10},
                          {"expected_exit_code", 10},
                          {"result_message", nullptr},
                          {"tags", json::array()},
                          {"outputs",
                           {{{"output_id", 7006},
                             {"status", "match"},
                             {"expected_hash", empty},
                             {"actual_hash", empty}}}}}));
  const json failed = api.get("/runs/5004/samples/43").body;
  EXPECT_EQ(failed.at("status"), "missing_output");
  EXPECT_EQ(failed.at("category"), "DVB") << "the first of two";
  EXPECT_EQ(failed.at("tags"), (json{"teletext", "multi-page", "slow"}));
  Names statuses;
  for (const json& output : failed.at("outputs")) {
    statuses.insert(output.at("output_id").dump() + ' ' + output.at("status").get<std::string>());
  }
  EXPECT_EQ(statuses, (Names{"7003 missing_output", "7004 diff_mismatch", "7005 match"}));
  EXPECT_EQ(failed.at("outputs")[0].at("actual_hash"), nullptr);

  const json skipped = api.get("/runs/5004/samples/48").body;
  EXPECT_EQ(skipped.at("status"), "skipped");
  EXPECT_EQ(skipped.at("result_message"), "Not meant for this build");
  EXPECT_EQ(skipped.at("runtime_ms"), nullptr);
}

// Contract section 4 [D]: a media sample first (its lowest regression test that has a result
// in the run), then a regression test; the answer's sample_id is the media sample's.
TEST(RunSample, IsFoundBySampleThenByRegressionTest) {
  const struct {
    std::string_view why;
    std::string path;
    int sample_id;
    int regression_id;
  } rows[] = {
      {"the sample's lowest test", "/runs/5001/samples/301", 301, 41},
      {"no sample has that id, a test has", "/runs/5001/samples/41", 301, 41},
      {"... not the sample's lowest", "/runs/5001/samples/42", 301, 42},
      {"a sample and another sample's test: the sample", "/runs/5001/samples/45", 45, 46},
      {"the test behind that is reached by its sample", "/runs/5001/samples/303", 303, 45},
      {"the test of the borrowed id by its own", "/runs/5001/samples/46", 45, 46},
      {"of the tests that belong to the run", "/runs/5006/samples/302", 302, 43},
  };
  const AskedWorld api = distinct_ids();
  for (const auto& row : rows) {
    SCOPED_TRACE(row.path + ", " + std::string(row.why));
    const Reply reply = api.get(row.path);
    ASSERT_EQ(reply.status, 200);
    EXPECT_EQ(reply.body.at("sample_id"), row.sample_id);
    EXPECT_EQ(reply.body.at("regression_id"), row.regression_id);
  }
}

TEST(RunSample, IsOfTheLowestTestThatHasAResult) {
  const AskedWorld api(scenario_of(R"({"id": 2, "sample_id": 10, "command": "", "outputs": []},
                                  {"id": 3, "sample_id": 10, "command": "", "outputs": []},
                                  {"id": 1, "sample_id": 10, "command": "", "outputs": []})",
                                   run_with(7, R"({"regression_id": 3}, {"regression_id": 2})")));
  EXPECT_EQ(api.get("/runs/7/samples/10").body.at("regression_id"), 2);
  EXPECT_EQ(api.get("/runs/7/samples/3").body.at("regression_id"), 3);
  EXPECT_EQ(api.get("/runs/7/samples/1").status, 404) << "it has no result";
}

// Contract section 6 by section 4: "and, as the sample of that test, in the history".
TEST(SampleHistory, IsFoundBySampleThenByRegressionTest) {
  const AskedWorld api = distinct_ids();
  const auto tests_in = [&](int id) {
    std::set<int> tests;
    const json page = api.get("/samples/" + std::to_string(id) + "/history?limit=100").body;
    for (const json& row : page.at("data")) {
      tests.insert(row.at("regression_test_id").get<int>());
    }
    return tests;
  };
  EXPECT_EQ(tests_in(301), (std::set{41, 42}));
  EXPECT_EQ(tests_in(42), (std::set{41, 42})) << "the sample of that test, whole";
  EXPECT_EQ(tests_in(45), (std::set{46})) << "a sample before a test";
  EXPECT_EQ(tests_in(46), (std::set{46}));
  EXPECT_EQ(tests_in(303), (std::set{45}));
}

struct NotFound {
  std::string path;
  std::string_view resource;
  int id;
};

TEST(Endpoints, SayWhatWasNotFound) {
  const NotFound rows[] = {
      {"/runs/9/summary", "run", 9},
      {"/runs/2147483647/summary", "run", 2147483647},
      {"/runs/301/summary", "run", 301},  // a sample's id
      {"/runs/9/error-summary", "run", 9},
      {"/runs/9/samples/301", "run", 9},
      {"/runs/5001/samples/999", "sample", 999},
      {"/runs/5001/samples/7001", "sample", 7001},  // an output's id
      {"/runs/5006/samples/304", "sample", 304},    // its test does not belong to the run
      {"/runs/5006/samples/42", "sample", 42},      // nor does this one
      {"/runs/5008/samples/301", "sample", 301},    // no results at all
      {"/runs/5011/samples/305", "sample", 305},    // not yet
      {"/samples/999/history", "sample", 999},
      {"/samples/5001/history", "sample", 5001},  // a run's id
      {"/runs/9/samples/301/diff?regression_id=41&output_id=7001", "run", 9},
      {"/runs/5001/samples/999/diff?regression_id=41&output_id=7001", "sample", 999},
      {"/runs/5006/samples/304/diff?regression_id=47&output_id=7010", "sample", 304},
      {"/runs/5001/samples/301/diff?regression_id=999&output_id=7001", "regression_test", 999},
      {"/runs/5001/samples/301/diff?regression_id=43&output_id=7003", "regression_test", 43},
      {"/runs/5006/samples/301/diff?regression_id=42&output_id=7002", "regression_test", 42},
      {"/runs/5001/samples/45/diff?regression_id=45&output_id=7007", "regression_test", 45},
      {"/runs/5001/samples/301/diff?regression_id=41&output_id=7002", "output", 7002},
      {"/runs/5001/samples/301/diff?regression_id=41&output_id=9", "output", 9},
      // Only hashes are known, and they differ.
      {"/runs/5005/samples/303/diff?regression_id=45&output_id=7008", "output", 7008},
      {"/runs/5005/samples/303/diff?regression_id=45&output_id=7008&format=unified", "output",
       7008},
  };
  const AskedWorld api = distinct_ids();
  for (const NotFound& row : rows) {
    SCOPED_TRACE(row.path);
    const Reply reply = api.get(row.path);
    EXPECT_EQ(reply.status, 404);
    EXPECT_EQ(reply.off_contract(), "");
    EXPECT_EQ(reply.body.at("code"), "not_found");
    EXPECT_EQ(reply.body.at("details"), (json{{"resource", row.resource}, {"id", row.id}}));
    EXPECT_THAT(reply.body.at("message").get<std::string>(),
                testing::HasSubstr(std::to_string(row.id)));
  }
}

// The fields that a 400 names.
Names refused(const Reply& reply) {
  EXPECT_EQ(reply.status, 400);
  EXPECT_EQ(reply.off_contract(), "");
  if (reply.status != 400) return {};
  EXPECT_EQ(reply.body.at("code"), "validation_error");
  Names names;
  for (const auto& [name, what] : reply.body.at("details").at("fields").items()) {
    EXPECT_FALSE(what.get<std::string>().empty());
    names.insert(name);
  }
  return names;
}

// Contract section 1: "Path ids that are not positive integers are refused with 400; ids
// above 2147483647 likewise".
TEST(Endpoints, RefusePathIdsThatAreNone) {
  const std::pair<std::string, std::string> paths[] = {
      {"/runs/ID/summary", "run_id"},
      {"/runs/ID/error-summary", "run_id"},
      {"/runs/ID/samples/301", "run_id"},
      {"/runs/5001/samples/ID", "sample_id"},
      {"/runs/ID/samples/301/diff?regression_id=41&output_id=7001", "run_id"},
      {"/runs/5001/samples/ID/diff?regression_id=41&output_id=7001", "sample_id"},
      {"/runs/5001/samples/301/diff?regression_id=ID&output_id=7001", "regression_id"},
      {"/runs/5001/samples/301/diff?regression_id=41&output_id=ID", "output_id"},
      {"/samples/ID/history", "sample_id"},
  };
  const AskedWorld api = distinct_ids();
  for (const auto& [path, field] : paths) {
    for (const std::string id :
         {"0", "-1", "abc", "1.0", "1e3", "0x10", "%201", "1%20", "%2B1", "%D9%A1", "2147483648",
          "99999999999999999999", "-99999999999999999999", "null", ""}) {
      std::string target = path;
      target.replace(target.find("ID"), 2, id);
      SCOPED_TRACE(target);
      EXPECT_EQ(refused(api.get(target)), Names{field});
    }
  }
}

TEST(Endpoints, NameEveryFieldThatIsWrongAtOnce) {
  const std::string long_branch(101, 'b');
  const std::pair<std::string, Names> rows[] = {
      {"/runs/0/error-summary?limit=0&offset=-1&group_by=colour&severity=fatal",
       {"run_id", "limit", "offset", "group_by", "severity"}},
      {"/runs/0/samples/0", {"run_id", "sample_id"}},
      {"/runs/0/samples/x/diff?context_lines=51&format=html",
       {"run_id", "sample_id", "regression_id", "output_id", "context_lines", "format"}},
      {"/samples/0/history?limit=101&offset=x&status=missing_output&branch=" + long_branch +
           "&platform=mac&created_after=yesterday&created_before=2026-02-30T00:00:00Z",
       {"sample_id", "limit", "offset", "status", "branch", "platform", "created_after",
        "created_before"}},
  };
  const AskedWorld api = distinct_ids();
  for (const auto& [target, names] : rows) {
    SCOPED_TRACE(target);
    EXPECT_EQ(refused(api.get(target)), names);
  }
}

TEST(Endpoints, KeepToTheLimitsOfEachParameter) {
  const std::string hundred = [] {
    std::string characters;
    for (int i = 0; i < 100; ++i) characters += "%C3%A9";
    return characters;
  }();
  const struct {
    std::string path;
    std::string name;
    std::vector<std::string> good;
    std::vector<std::string> bad;
  } rows[] = {
      {"/samples/301/history", "limit", {"1", "100"}, {"0", "101", "-1", "1.5", "", "many"}},
      {"/samples/301/history", "offset", {"0", "7", "2147483648"}, {"-1", "0.5", "", "x"}},
      {"/samples/301/history",
       "status",
       {"queued", "running", "pass", "fail", "canceled", "error", "incomplete"},
       {"Pass", "skipped", "not_started", ""}},
      {"/samples/301/history", "platform", {"linux", "windows"}, {"Linux", "macos", ""}},
      {"/samples/301/history", "branch", {"", "fix/x%20y", hundred}, {hundred + "x"}},
      {"/samples/301/history",
       "created_after",
       {"2026-05-07T10:09:28Z", "2026-05-07T10:09:28.5z", "2026-05-07T10:09:28%2B02:00"},
       // An unescaped + is a space.
       {"2026-05-07T10:09:28+02:00", "2026-05-07", "2026-05-07T10:09:28", "0", ""}},
      {"/runs/5004/error-summary", "limit", {"1", "100"}, {"0", "101"}},
      {"/runs/5004/error-summary",
       "group_by",
       {"type", "sample_id", "regression_id", "category", "severity"},
       {"Type", ""}},
      {"/runs/5004/error-summary",
       "severity",
       {"info", "warning", "error", "critical"},
       {"fatal", ""}},
      {"/runs/5002/samples/301/diff?regression_id=41&output_id=7001",
       "context_lines",
       {"1", "50"},
       {"0", "51", "-1", "all", ""}},
      {"/runs/5002/samples/301/diff?regression_id=41&output_id=7001",
       "format",
       {"structured", "unified"},
       {"html", "Unified", ""}},
  };
  const AskedWorld api = distinct_ids();
  for (const auto& row : rows) {
    const auto target = [&](const std::string& value) {
      return row.path + (row.path.find('?') == std::string::npos ? '?' : '&') + row.name + '=' +
             value;
    };
    for (const std::string& value : row.good) {
      EXPECT_EQ(api.get(target(value)).status, 200) << target(value);
      EXPECT_EQ(refused(api.get(target(value) + '&' + row.name + '=' + value)), Names{row.name})
          << "given twice";
    }
    for (const std::string& value : row.bad) {
      SCOPED_TRACE(target(value));
      EXPECT_EQ(refused(api.get(target(value))), Names{row.name});
    }
  }
}

TEST(Endpoints, IgnoreParametersThatTheContractDoesNotKnow) {
  const AskedWorld api = distinct_ids();
  for (const std::string path : {"/runs/5004/summary", "/runs/5004/samples/301",
                                 "/samples/301/history", "/runs/5004/error-summary"}) {
    EXPECT_EQ(api.get(path + "?limits=0&x=1&x=2&run_id=9").text, api.get(path).text);
  }
}

}  // namespace
}  // namespace sp::mock
