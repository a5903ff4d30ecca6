// Each scenario that comes with the mock, over real HTTP: a client meets there what its
// description says.
#include <algorithm>
#include <chrono>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <httplib.h>
#include <nlohmann/json.hpp>

#include <sp/mock/server.h>

#include "mock/http_client.h"
#include "mock/paths.h"
#include "world/scenario_data.h"

namespace sp::mock::testing {
namespace {

using namespace std::chrono_literals;
using nlohmann::json;
using schemas::Revision;
using ::testing::AllOf;
using ::testing::Contains;
using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::Ge;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::IsSupersetOf;
using ::testing::Le;
using ::testing::SizeIs;

struct Answer {
  int status = 0;  // 0: none came, or not all of it
  httplib::Headers headers;
  std::string text;
  json body;  // discarded when the text is not JSON

  std::string header(const std::string& name) const {
    const auto found = headers.find(name);
    return found == headers.end() ? "" : found->second;
  }
  // The member of each row of a page.
  std::vector<json> column(const std::string& member) const {
    std::vector<json> values;
    for (const json& row : body.at("data")) values.push_back(row.at(member));
    return values;
  }
};

// A scenario that is served, and a client that asks with a connection for each request.
class Served {
 public:
  explicit Served(std::string_view scenario, bool rate_limit = true,
                  std::optional<Revision> revision = std::nullopt)
      : server(Scenario::bundled(scenario),
               {.revision = revision, .self_check = true, .rate_limit = rate_limit}) {}

  Answer get(const std::string& path) { return get(path, server.token()); }
  Answer get(const std::string& path, const std::string& token) {
    const auto result = HttpClient(server, "Bearer " + token).get(path);
    if (!result) return {};
    return {result->status, result->headers, result->body,
            json::parse(result->body, nullptr, false)};
  }

  json summary(int run) { return get(fmt::format("/runs/{}/summary", run)).body; }
  json result(int run, int sample) {
    return get(fmt::format("/runs/{}/samples/{}", run, sample)).body;
  }
  json diff(int run, int sample, int test, int output, const std::string& more = "") {
    return get(fmt::format("/runs/{}/samples/{}/diff?regression_id={}&output_id={}{}", run, sample,
                           test, output, more))
        .body;
  }
  Answer history(int sample, const std::string& query = "") {
    return get(fmt::format("/samples/{}/history{}", sample, query));
  }

  Server server;
};

std::vector<json> of_each(const json& rows, const std::string& member) {
  std::vector<json> values;
  for (const json& row : rows) values.push_back(row.at(member));
  return values;
}

std::map<json, int> counts_by(const Answer& error_summary) {
  std::map<json, int> counts;
  for (const json& row : error_summary.body.at("data")) counts[row.at("key")] = row.at("count");
  return counts;
}

// --- Failures

TEST(BundledScenario, FlakyDvbFailsOnOneRunInThreeWithOneSignature) {
  Served mock("flaky-dvb");
  const Answer history = mock.history(218);
  EXPECT_THAT(history.column("run_id"),
              ElementsAre(9338, 9337, 9336, 9335, 9334, 9333, 9332, 9331, 9330));
  std::set<int> failed;
  std::set<std::string> failed_builds;  // commit and platform
  std::set<std::string> passed_builds;
  for (const json& row : history.body.at("data")) {
    const bool fails = row.at("status") == "fail";
    if (fails) failed.insert(row.at("run_id").get<int>());
    (fails ? failed_builds : passed_builds)
        .insert(row.at("commit_sha").dump() + row.at("platform").dump());
    EXPECT_EQ(row.at("failure_signature"),
              fails ? json("diff_mismatch:output:1018") : json(nullptr));
  }
  EXPECT_EQ(failed, (std::set<int>{9332, 9335, 9338}));
  EXPECT_THAT(passed_builds, IsSupersetOf(failed_builds)) << "what makes it flaky";
  EXPECT_THAT(mock.history(219).column("status"), Each("pass"));
  EXPECT_EQ(mock.summary(9338).at("fail_count"), 1);
}

TEST(BundledScenario, FlakyDvbHasOneTokenOfThreeThatIsValid) {
  Served mock("flaky-dvb");
  EXPECT_EQ(mock.server.token(), "reader");
  EXPECT_EQ(mock.get("/runs/9338/summary", "reader").status, 200);
  EXPECT_EQ(mock.get("/runs/9338/summary", "stale").status, 401);
  EXPECT_EQ(mock.get("/runs/9338/summary", "gone").status, 401);
}

TEST(BundledScenario, GenuineRegressionFailsOnEveryLaterCommitOnBothPlatforms) {
  Served mock("genuine-regression");
  const Answer history = mock.history(201);
  ASSERT_THAT(history.body.at("data"), SizeIs(12));
  std::set<json> bad_commits;
  std::set<json> good_commits;
  for (const json& row : history.body.at("data")) {
    const bool late = row.at("run_id").get<int>() >= 1007;
    EXPECT_EQ(row.at("status"), late ? "fail" : "pass");
    EXPECT_EQ(row.at("failure_signature"),
              late ? json("diff_mismatch:output:3001") : json(nullptr));
    (late ? bad_commits : good_commits).insert(row.at("commit_sha"));
  }
  EXPECT_THAT(bad_commits, SizeIs(3));
  EXPECT_THAT(good_commits, SizeIs(3));
  EXPECT_THAT(mock.history(201, "?status=fail&platform=linux").body.at("data"), SizeIs(3));
  EXPECT_THAT(mock.history(201, "?status=fail&platform=windows").body.at("data"), SizeIs(3));
  EXPECT_THAT(mock.history(202).column("status"), Each("pass"));
}

TEST(BundledScenario, MissingOutputsLacksSomeOrAllFiles) {
  Served mock("missing-outputs");
  const json one = mock.result(1001, 201);
  EXPECT_EQ(one.at("status"), "missing_output");
  EXPECT_THAT(of_each(one.at("outputs"), "status"), ElementsAre("match", "missing_output"));
  EXPECT_THAT(of_each(one.at("outputs"), "actual_hash"),
              ElementsAre(one.at("/outputs/0/expected_hash"_json_pointer), nullptr));
  const json both = mock.result(1001, 202);
  EXPECT_THAT(of_each(both.at("outputs"), "status"), Each("missing_output"));
  const json mixed = mock.result(1001, 203);
  EXPECT_EQ(mixed.at("status"), "missing_output");
  EXPECT_THAT(of_each(mixed.at("outputs"), "status"),
              ElementsAre("missing_output", "diff_mismatch"));

  EXPECT_EQ(mock.diff(1001, 201, 11, 3002).at("status"), "missing_actual");
  EXPECT_EQ(mock.diff(1001, 203, 13, 3006).at("status"), "different");
  EXPECT_EQ(mock.summary(1001).at("missing_output_count"), 3);
  EXPECT_EQ(counts_by(mock.get("/runs/1001/error-summary")),
            (std::map<json, int>{
                {"exit_code_mismatch", 1}, {"missing_output", 4}, {"diff_mismatch", 1}}));
  EXPECT_THAT(mock.history(202).column("failure_signature"),
              ElementsAre(nullptr, "missing_output"));
}

TEST(BundledScenario, MissingBaselineDoesNotMakeAResultFail) {
  Served mock("missing-baseline");
  const json alone = mock.result(1001, 201);
  EXPECT_EQ(alone.at("status"), "pass");
  EXPECT_EQ(alone.at("/outputs/0/status"_json_pointer), "missing_expected");
  EXPECT_EQ(alone.at("/outputs/0/expected_hash"_json_pointer), nullptr);
  EXPECT_TRUE(alone.at("/outputs/0/actual_hash"_json_pointer).is_string());
  const json diff = mock.diff(1001, 201, 11, 3001);
  EXPECT_EQ(diff.at("status"), "missing_expected");
  EXPECT_THAT(diff.at("hunks"), IsEmpty());
  EXPECT_EQ(mock.summary(1001).at("pass_count"), 2);

  const json beside = mock.result(1002, 202);
  EXPECT_EQ(beside.at("status"), "fail");
  EXPECT_THAT(of_each(beside.at("outputs"), "status"),
              ElementsAre("diff_mismatch", "missing_expected"));
}

TEST(BundledScenario, AcceptedVariantPassesThoughItDiffers) {
  Served mock("accepted-variant");
  EXPECT_THAT(mock.history(201).column("status"), ElementsAre("fail", "pass", "pass"));
  const json result = mock.result(1002, 201);
  EXPECT_EQ(result.at("status"), "pass");
  EXPECT_EQ(result.at("/outputs/0/status"_json_pointer), "diff_mismatch");
  EXPECT_EQ(mock.diff(1002, 201, 11, 3001).at("status"), "different");
  EXPECT_EQ(mock.summary(1002).at("error_count"), 0);
  EXPECT_THAT(mock.get("/runs/1002/error-summary").body.at("data"), IsEmpty());
}

// --- States

TEST(BundledScenario, EveryStatusHasARunInEach) {
  Served mock("every-status");
  const std::map<std::string, std::vector<json>> runs = {
      {"queued", {1001}}, {"running", {1003, 1002}}, {"pass", {1004}},
      {"fail", {1005}},   {"canceled", {1006}},      {"error", {1007}}};
  for (const auto& [status, ids] : runs) {
    EXPECT_EQ(mock.history(201, "?status=" + status).column("run_id"), ids) << status;
  }
  // A run without a result has no row in a history.
  EXPECT_EQ(mock.summary(1008).at("skipped_count"), 6);
}

TEST(BundledScenario, EveryStatusHasAResultInEach) {
  Served mock("every-status");
  std::vector<std::string> statuses;
  for (int sample = 201; sample <= 206; ++sample) {
    statuses.push_back(mock.result(1003, sample).at("status"));
  }
  EXPECT_THAT(statuses,
              ElementsAre("pass", "fail", "skipped", "missing_output", "running", "not_started"));
}

TEST(BundledScenario, RunInProgressGoesFromQueuedToCompleted) {
  Served mock("run-in-progress");
  struct Step {
    std::vector<std::string> results;  // of samples 201 to 203; "" for none
    std::optional<std::string> run;    // its status, once it has a result
    int passed;
    int failed;
  };
  const Step steps[] = {
      {{"", "", ""}, std::nullopt, 0, 0},
      {{"", "", ""}, std::nullopt, 0, 0},
      {{"running", "not_started", "not_started"}, "running", 0, 0},
      {{"pass", "running", "not_started"}, "running", 1, 0},
      {{"pass", "fail", "running"}, "running", 1, 1},
      {{"pass", "fail", "pass"}, "running", 2, 1},
      {{"pass", "fail", "pass"}, "fail", 2, 1},
  };
  int seconds = 0;
  for (const Step& step : steps) {
    SCOPED_TRACE(fmt::format("after {} seconds", seconds));
    for (std::size_t i = 0; i < step.results.size(); ++i) {
      const json result = mock.result(1002, 201 + static_cast<int>(i));
      EXPECT_EQ(result.value("status", ""), step.results[i]);
      EXPECT_EQ(result.value("code", ""), step.results[i].empty() ? "not_found" : "");
    }
    const json summary = mock.summary(1002);
    EXPECT_EQ(summary.at("pass_count"), step.passed);
    EXPECT_EQ(summary.at("fail_count"), step.failed);
    EXPECT_EQ(summary.at("total_samples"), 3);
    for (const std::string status : {"queued", "running", "fail"}) {
      const auto ids = mock.history(201, "?status=" + status).column("run_id");
      EXPECT_EQ(ids, status == step.run ? std::vector<json>{1002} : std::vector<json>{}) << status;
    }
    mock.server.advance(30s);
    seconds += 30;
  }
  EXPECT_EQ(mock.history(201).body.at("/data/0/tested_at"_json_pointer), "2026-06-27T13:03:00Z");
}

TEST(BundledScenario, CanceledRunKeepsWhatItCounted) {
  Served mock("canceled-run");
  EXPECT_THAT(mock.history(201, "?status=canceled").column("run_id"), ElementsAre(1002));
  const json midway = mock.summary(1002);
  EXPECT_EQ(midway.at("pass_count"), 1);
  EXPECT_EQ(midway.at("fail_count"), 1);
  EXPECT_EQ(midway.at("skipped_count"), 2);
  EXPECT_EQ(mock.get("/runs/1002/samples/203").status, 404) << "it was not reached";
  const json at_once = mock.summary(1003);
  EXPECT_EQ(at_once.at("fail_count"), 0);
  EXPECT_EQ(at_once.at("skipped_count"), 4);
}

TEST(BundledScenario, EmptyRunHasNoResultsOrNoTests) {
  Served mock("empty-run");
  const json no_results = mock.summary(1002);
  EXPECT_EQ(no_results.at("total_samples"), 2);
  EXPECT_EQ(no_results.at("skipped_count"), 2);
  EXPECT_EQ(no_results.at("duration_ms"), nullptr);
  const json no_tests = mock.summary(1003);
  EXPECT_EQ(no_tests.at("total_samples"), 0);
  EXPECT_EQ(no_tests.at("skipped_count"), 0);
  for (const int run : {1002, 1003}) {
    EXPECT_THAT(mock.get(fmt::format("/runs/{}/error-summary", run)).body.at("data"), IsEmpty());
    EXPECT_EQ(mock.get(fmt::format("/runs/{}/samples/201", run)).status, 404);
  }
  EXPECT_THAT(mock.history(201).column("run_id"), ElementsAre(1001));
}

// --- Pages

// The rows of every page, from the first to the one whose next_offset is null; and how many
// pages there were.
struct Walk {
  std::vector<json> rows;
  int pages = 0;
};

Walk walk(Served& mock, const std::string& path_and_query) {
  Walk walk;
  for (json offset = 0; !offset.is_null();) {
    const Answer page = mock.get(fmt::format("{}offset={}", path_and_query, offset.get<int>()));
    for (const json& row : page.body.at("data")) walk.rows.push_back(row);
    offset = page.body.at("pagination").at("next_offset");
    ++walk.pages;
  }
  return walk;
}

TEST(BundledScenario, PagingHasHistoriesAtTheEdgesOfPages) {
  Served mock("paging");
  const std::size_t totals[] = {0, 1, 50, 51, 100, 101};
  const int pages[] = {1, 1, 1, 2, 2, 3};
  for (int i = 0; i < 6; ++i) {
    const Walk seen = walk(mock, fmt::format("/samples/{}/history?", 201 + i));
    EXPECT_EQ(seen.rows.size(), totals[i]);
    EXPECT_EQ(seen.pages, pages[i]);
    std::set<std::pair<int, int>> rows;
    for (const json& row : seen.rows) rows.emplace(row["run_id"], row["regression_test_id"]);
    EXPECT_EQ(rows.size(), totals[i]) << "a row came twice";
  }
}

TEST(BundledScenario, PagingHasAnErrorSummaryOfThreePages) {
  Served mock("paging");
  const Walk seen = walk(mock, "/runs/1025/error-summary?group_by=category&");
  EXPECT_THAT(seen.rows, SizeIs(101));
  EXPECT_EQ(seen.pages, 3);
  EXPECT_EQ(mock.summary(1025).at("error_count"), 3);
}

TEST(BundledScenario, BigHistoryHasRegressionsFlakesAndMissingOutputs) {
  Served mock("big-history");
  int regressed = 0;
  std::set<std::string> statuses;
  for (int sample = 1; sample <= 20; ++sample) {
    const Answer page = mock.history(sample, "?limit=100");
    EXPECT_EQ(page.body.at("pagination").at("total"), 2000);
    EXPECT_EQ(page.body.at("/data/0/run_id"_json_pointer), 2000) << "the newest run is first";
    int failed = 0;
    std::set<json> signatures;
    for (const json& row : page.body.at("data")) {
      statuses.insert(row.at("status").get<std::string>());
      failed += row.at("status") == "fail";
      if (row.at("status") == "fail") signatures.insert(row.at("failure_signature"));
    }
    EXPECT_THAT(signatures, SizeIs(Le(1u))) << "one output differs";
    EXPECT_TRUE(failed >= 90 || failed <= 10) << failed << " of 100 fail";
    regressed += failed >= 90;
  }
  EXPECT_THAT(regressed, AllOf(Ge(1), Le(10)));
  EXPECT_THAT(statuses, ElementsAre("fail", "missing_output", "pass"));
}

// --- Limits and tokens

TEST(BundledScenario, TightRateLimitRefusesTheSixthRequestUntilTheNextWindow) {
  Served mock("tight-rate-limit");
  for (const std::string remaining : {"4", "3", "2", "1", "0"}) {
    const Answer answer = mock.get("/runs/1001/summary");
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.header("X-RateLimit-Remaining"), remaining);
  }
  const Answer refused = mock.get("/runs/1001/summary");
  EXPECT_EQ(refused.status, 429);
  EXPECT_EQ(refused.header("Retry-After"), "10");
  EXPECT_EQ(refused.body.at("details"),
            json::parse(R"({"retry_after": 10, "limit": 5, "window": "10s"})"));
  mock.server.advance(9s);
  EXPECT_EQ(mock.get("/runs/1001/summary").header("Retry-After"), "1");
  mock.server.advance(1s);
  const Answer allowed = mock.get("/runs/1001/summary");
  EXPECT_EQ(allowed.status, 200);
  EXPECT_EQ(allowed.header("X-RateLimit-Remaining"), "4");
}

// The clock is advanced where a client would sleep.
TEST(BundledScenario, ShortWindowLetsAClientThroughThatWaitsAsItIsTold) {
  Served mock("short-window");
  int refused = 0;
  for (int request = 0; request < 16; ++request) {
    Answer answer = mock.get("/runs/1001/summary");
    EXPECT_EQ(answer.header("X-RateLimit-Limit"), "5");
    if (answer.status == 429) {
      ++refused;
      EXPECT_EQ(answer.header("Retry-After"), "1");
      mock.server.advance(1s);
      answer = mock.get("/runs/1001/summary");
    }
    EXPECT_EQ(answer.status, 200);
  }
  EXPECT_LE(refused, 3) << "one in each window";
}

TEST(BundledScenario, SeveralWorkersLetMorePassThanTheHeadersPromise) {
  Served mock("several-workers");
  std::vector<std::string> remaining;
  for (int i = 0; i < 20; ++i) {
    const Answer answer = mock.get("/runs/1001/summary");
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.header("X-RateLimit-Limit"), "5");
    remaining.push_back(answer.header("X-RateLimit-Remaining"));
  }
  EXPECT_EQ(remaining.front(), "4");
  EXPECT_EQ(remaining[1], "4") << "another worker's count";
  EXPECT_EQ(remaining.back(), "0");
  EXPECT_EQ(mock.get("/runs/1001/summary").status, 429);
}

TEST(BundledScenario, ExpiredTokenHasTokensThatAreNotValidAnyMore) {
  Served mock("expired-token");
  const std::string path = "/runs/1001/summary";
  EXPECT_EQ(mock.get(path, "reader").status, 200);
  EXPECT_EQ(mock.get(path, "minute").status, 200);
  EXPECT_EQ(mock.get(path, "stale").status, 401);
  EXPECT_EQ(mock.get(path, "gone").status, 401);
  mock.server.advance(59s);
  EXPECT_EQ(mock.get(path, "minute").status, 200);
  mock.server.advance(1s);
  EXPECT_EQ(mock.get(path, "minute").status, 401);
  EXPECT_EQ(mock.get(path, "reader").status, 200);
}

// --- Differences

// A diff's lines as in a unified one, hunks one after the other.
std::vector<std::string> lines_in(const json& diff) {
  std::vector<std::string> lines;
  for (const json& hunk : diff.at("hunks")) {
    for (const json& line : hunk.at("lines")) {
      const json& kind = line.at("kind");
      const std::string sign = kind == "context" ? " " : kind == "added" ? "+" : "-";
      lines.push_back(sign + line.at("text").get<std::string>());
    }
  }
  return lines;
}

struct Trick {
  const char* name;
  int place;  // of its sample, test and output in tricky-texts
  std::vector<std::string> lines;
};

void PrintTo(const Trick& trick, std::ostream* out) { *out << trick.name; }

class TrickyTexts : public ::testing::TestWithParam<Trick> {};

TEST_P(TrickyTexts, AreShownAsTheyAre) {
  Served mock("tricky-texts");
  const int place = GetParam().place;
  const json diff = mock.diff(1001, 201 + place, 11 + place, 3001 + place);
  EXPECT_EQ(diff.at("status"), "different");
  EXPECT_EQ(lines_in(diff), GetParam().lines);
  EXPECT_EQ(mock.result(1001, 201 + place).at("status"), "fail");
}

std::string characters(int count) {
  std::string text;
  while (text.size() < static_cast<std::size_t>(count)) text += "la ";
  return text.substr(0, static_cast<std::size_t>(count));
}

const Trick tricks[] = {
    {"LineEnds", 0, {"-One.", "-Two.", "+One.\r", "+Two.\r"}},
    {"NoLastNewline", 1, {" One.", "-Two.", "+Two."}},
    {"EmptyBaseline", 2, {"+One.", "+Two."}},
    {"EmptyFile", 3, {"-One.", "-Two."}},
    {"Tabs", 4, {"-1\t00:01\tGood evening.", "+1\t00:01    Good evening."}},
    {"TrailingSpaces", 5, {"-Good evening.", "+Good evening.  "}},
    {"NonAscii", 6, {"-¿Mañana? – Ναί ♪", "+¿Manana? – Nai ♪"}},
    {"FourBytes", 7, {"-♪ 🐟 𝄞", "+♪ 🐠 𝄞"}},
    {"ByteOrderMark", 8, {"-Good evening.", "+\uFEFFGood evening."}},
    {"NotUtf8",
     9,
     {" 1", " 00:00:01,000 --> 00:00:02,500", "-That\uFFFDs the caf\uFFFD.",
      "+That\u2019s the caf\u00E9."}},
    {"SameReplacement",
     10,
     {" 1", " 00:00:01,000 --> 00:00:02,500", "-That\uFFFDs the caf\uFFFD.",
      "+That\uFFFDs the caf\uFFFD."}},
    {"DiffMarkup",
     11,
     {"--- he said", "-++ she said", "-@@ -1,3 +1 @@", "-\\ No newline at end of file", "- eof",
      "+- he said", "++ she said", "+@@ -1 +1,3 @@", "+\\ Newline at end of file", "+  eof"}},
    {"LongLine", 12, {" Before.", "-" + characters(1000), "+" + characters(1000), " After."}},
};

INSTANTIATE_TEST_SUITE_P(BundledScenario, TrickyTexts, ::testing::ValuesIn(tricks),
                         [](const auto& trick) { return std::string(trick.param.name); });

TEST(BundledScenario, TrickyTextsSayInTheUnifiedFormWhereTheLastNewlineIsMissing) {
  Served mock("tricky-texts");
  EXPECT_EQ(mock.diff(1001, 202, 12, 3002, "&format=unified").at("content"),
            "--- expected\n+++ actual\n@@ -1,2 +1,2 @@\n One.\n-Two.\n+Two.\n"
            "\\ No newline at end of file\n");
}

TEST(BundledScenario, BigDiffHasNineHunksOfWhichOneIsFull) {
  Served mock("big-diff");
  const json diff = mock.diff(1001, 201, 11, 3001);
  EXPECT_EQ(diff.at("summary"),
            json::parse(R"({"added_lines": 418, "removed_lines": 423, "changed_hunks": 9})"));
  std::vector<std::size_t> sizes;
  for (const json& hunk : diff.at("hunks")) sizes.push_back(hunk.at("lines").size());
  EXPECT_THAT(sizes, Each(Le(500u)));
  EXPECT_THAT(sizes, Contains(500u));
  const std::vector<std::string> lines = lines_in(diff);
  const auto count = [&](char sign) {
    return std::count_if(lines.begin(), lines.end(),
                         [&](const std::string& line) { return line.front() == sign; });
  };
  EXPECT_EQ(count('+'), 418);
  EXPECT_EQ(count('-'), 423);
}

// --- Trouble

class ServerTrouble : public ::testing::Test {
 protected:
  Answer summary(int run) {
    const auto before = std::chrono::steady_clock::now();
    Answer answer = mock_.get(fmt::format("/runs/{}/summary", run));
    took_ = std::chrono::steady_clock::now() - before;
    return answer;
  }

  Served mock_{"server-trouble"};
  std::chrono::steady_clock::duration took_{};
};

TEST_F(ServerTrouble, SparesRun1001) {
  EXPECT_EQ(summary(1001).body.at("fail_count"), 1);
  EXPECT_TRUE(mock_.server.requests().front().faults.empty());
}

TEST_F(ServerTrouble, IsABadStatus) {
  const Answer proxy = summary(1002);
  EXPECT_EQ(proxy.status, 502);
  EXPECT_EQ(proxy.header("Content-Type"), "text/html");
  EXPECT_THAT(proxy.text, HasSubstr("<h1>502 Bad Gateway</h1>"));
  const Answer broken = summary(1003);
  EXPECT_EQ(broken.status, 500);
  EXPECT_EQ(broken.header("Content-Type"), "application/json");
  EXPECT_EQ(broken.body.at("code"), "internal_error");
  const Answer down = summary(1012);
  EXPECT_EQ(down.status, 503);
  EXPECT_EQ(down.header("Retry-After"), "2");
}

TEST_F(ServerTrouble, IsASlowAnswer) {
  EXPECT_EQ(summary(1004).body.at("run_id"), 1004);
  EXPECT_GE(took_, 300ms);
  const Answer dripped = summary(1005);
  EXPECT_EQ(dripped.body.at("run_id"), 1005);
  EXPECT_GE(took_, 100ms);
}

TEST_F(ServerTrouble, IsABrokenConnection) {
  EXPECT_EQ(summary(1006).status, 0) << "the body breaks off";
  EXPECT_EQ(summary(1007).status, 0) << "nothing comes";
}

TEST_F(ServerTrouble, IsABodyThatIsNotWhatTheHeadersSay) {
  EXPECT_EQ(summary(1008).status, 0) << "20 bytes never come";
  const Answer cut = summary(1009);
  EXPECT_EQ(cut.status, 200);
  EXPECT_TRUE(cut.body.is_discarded()) << cut.text;
  EXPECT_EQ(cut.text + summary(1001).text.substr(cut.text.size()),
            std::string(summary(1001).text).replace(10, 4, "1009"));
  const Answer malformed = summary(1010);
  EXPECT_EQ(malformed.header("Content-Type"), "application/json");
  EXPECT_TRUE(malformed.body.is_discarded()) << malformed.text;
}

TEST_F(ServerTrouble, PassesAfterTheFirstRequest) {
  const Answer limited = summary(1011);
  EXPECT_EQ(limited.status, 429);
  EXPECT_EQ(limited.header("Retry-After"), "1");
  EXPECT_EQ(limited.body.at("code"), "rate_limited");
  EXPECT_EQ(summary(1011).status, 200);
  EXPECT_EQ(summary(1013).status, 500);
  EXPECT_EQ(summary(1013).status, 200);
}

TEST_F(ServerTrouble, IsMetWholeByOneRequestForEachRun) {
  EXPECT_THAT(mock_.server.unused_faults(), SizeIs(12));
  for (int run = 1001; run <= 1013; ++run) summary(run);
  EXPECT_THAT(mock_.server.unused_faults(), IsEmpty());
  EXPECT_THAT(mock_.server.requests(), SizeIs(13));
}

// --- All

// Asks all five endpoints about a run's results; says what was not answered 200.
std::vector<std::string> trouble_with(Served& mock, Revision revision, const World& world,
                                      const Run& run) {
  const Paths paths(revision);
  std::vector<std::string> trouble;
  const auto ask = [&](const std::string& path) {
    const Answer answer = mock.get(path);
    if (answer.status != 200) trouble.push_back(fmt::format("{} {}", answer.status, path));
  };
  ask(paths.summary(run.id));
  for (const std::string& by : groupings(revision)) {
    ask(paths.error_summary(run.id, "group_by=" + by));
  }
  for (const Result& result : world.results(run)) {
    const RegressionTest& test = world.test_of(result);
    ask(paths.result(run.id, revision == Revision::published ? test.sample_id : test.id));
    ask(paths.history(test.sample_id));
    for (std::size_t i = 0; i < world.outputs(result).size(); ++i) {
      const Text* actual = world.actual(result, i);
      const Text* expected = world.text(test.outputs[i].expected);
      const bool only_a_hash = (actual && !actual->content) || (expected && !expected->content);
      if (only_a_hash && world.output_status(result, i) == OutputStatus::diff_mismatch) continue;
      ask(paths.diff(run.id, test.sample_id, test.id, test.outputs[i].id));
    }
  }
  return trouble;
}

// What `sp investigate` asks beside the endpoints: the run, and the list of its results.
TEST(BundledScenario, InvestigateHasRoutesThatAgreeWithItsWorld) {
  Served mock("investigate");
  for (const int run : {2001, 2002}) {
    const json shown = mock.get(fmt::format("/runs/{}", run)).body;
    const json summary = mock.summary(run);
    EXPECT_EQ(shown.at("run_id"), run);
    EXPECT_EQ(shown.at("status"), summary.at("status"));
    const json listed = mock.get(fmt::format("/runs/{}/samples?limit=100&offset=0", run)).body;
    EXPECT_THAT(listed.at("data"), SizeIs(summary.at("total_samples").get<std::size_t>()));
    EXPECT_EQ(listed.at("pagination").at("total"), summary.at("total_samples"));
    for (const json& row : listed.at("data")) {
      EXPECT_EQ(row, mock.result(run, row.at("regression_test_id")));
      const json history =
          mock.get(fmt::format("/samples/{}/history", row.at("sample_id").get<int>())).body;
      for (const json& other : history.at("data")) {
        if (other.at("run_id") != run) continue;
        EXPECT_EQ(other.at("status"), row.at("status"));
        for (const char* member : {"platform", "branch", "commit_sha"}) {
          EXPECT_EQ(other.at(member), shown.at(member)) << member;
        }
      }
    }
  }
  EXPECT_EQ(mock.get("/runs/2003").status, 404);
}

class EveryBundledScenario : public ::testing::TestWithParam<std::string> {};

// The server checks each of its answers by the contract, so one that departs is a 500.
TEST_P(EveryBundledScenario, KeepsTheContractInItsNewestRuns) {
  const Scenario scenario = Scenario::bundled(GetParam());
  for (const Revision revision : both_revisions) {
    SCOPED_TRACE(to_string(revision));
    for (const TimedWorld& moment : scenario.data()->worlds) {
      Served mock(GetParam(), false, revision);
      mock.server.advance(moment.from);
      const auto& runs = moment.world->runs();
      for (std::size_t i = runs.size() - std::min<std::size_t>(runs.size(), 10); i < runs.size();
           ++i) {
        EXPECT_THAT(trouble_with(mock, revision, *moment.world, runs[i]), IsEmpty());
      }
    }
  }
}

TEST_P(EveryBundledScenario, SaysWhatItIsFor) {
  const Scenario scenario = Scenario::bundled(GetParam());
  EXPECT_EQ(scenario.name(), GetParam());
  EXPECT_TRUE(scenario.description().ends_with('.')) << scenario.description();
}

std::vector<std::string> conforming() {
  std::vector<std::string> names;
  for (const auto& listed : Scenario::list()) {
    if (listed.name != "server-trouble") names.push_back(listed.name);
  }
  return names;
}

INSTANTIATE_TEST_SUITE_P(Scenarios, EveryBundledScenario, ::testing::ValuesIn(conforming()),
                         [](const auto& row) {
                           std::string name = row.param;
                           std::replace(name.begin(), name.end(), '-', '_');
                           return name;
                         });

}  // namespace
}  // namespace sp::mock::testing
