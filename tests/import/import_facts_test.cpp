// What contradicts itself, what goes on, and what answers tell of the server.
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "import/imported.h"

namespace sp::mock::testing {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

std::string scenario_with(const std::string& more) {
  return "{" + more + R"("version": 1, "name": "small",
    "regression_tests": [
      {"id": 11, "sample_id": 201, "command": "--out=srt",
       "outputs": [{"id": 3001, "expected": "one\n"}]},
      {"id": 12, "sample_id": 202, "command": "--out=srt", "outputs": []}],
    "runs": [{"id": 1001, "state": "completed", "platform": "linux",
              "created_at": "2026-06-01T12:00:00Z", "unlisted": "pass"}]})";
}

Scenario small(const std::string& more = "") { return Scenario::parse(scenario_with(more)); }

// The answer to a request that was recorded, with another text in the place of one.
Recording with_changed(Recording recording, std::size_t place, const std::string& from,
                       const std::string& to) {
  std::string& body = recording.exchanges.at(place).exchange.body;
  const std::size_t at = body.find(from);
  if (at == std::string::npos) throw std::logic_error(from + " is not in " + body);
  body.replace(at, from.size(), to);
  return recording;
}

TEST(ImportFacts, TellsAContradictionWithBothExchanges) {
  const Imported imported(
      with_changed(answered(small(), {"GET /runs/1001/summary", "GET /runs/1001/summary"}), 1,
                   R"("pass_count":2)", R"("pass_count":1)"));
  EXPECT_THAT(imported.notes.sentences,
              Contains("the pass_count of run 1001 is 2 in run.har, entry 1, but 1 in run.har, "
                       "entry 2: the later one counts"));
}

// Some replays answer each page with the first.
TEST(ImportFacts, TakesNothingFromAPageThatWasNotAskedFor) {
  Recording recording = answered(small(), {"GET /samples/201/history", "GET /samples/201/history"});
  recording.exchanges[1].exchange.path += "?offset=1";
  EXPECT_THAT(Imported(recording).notes.sentences,
              ElementsAre("run.har, entry 2 answers with the page at offset 0 where the one at 1 "
                          "was asked for: nothing is taken from it"));
}

TEST(ImportFacts, TellsAResetThatIsOver) {
  Recording recording = answered(small(), {"GET /runs/1001/summary"});
  for (auto& [name, value] : recording.exchanges[0].exchange.response_headers) {
    if (name == "X-RateLimit-Reset") value = "1000000000";
  }
  EXPECT_THAT(Imported(recording).notes.sentences,
              Contains(HasSubstr("the X-RateLimit-Reset of run.har, entry 1 is before its Date")));
}

TEST(ImportFacts, TakesNothingFromTheSummaryOfAnotherRun) {
  const Imported imported(with_changed(answered(small(), {"GET /runs/1001/summary"}), 0,
                                       R"("run_id":1001)", R"("run_id":1002)"));
  EXPECT_THAT(imported.notes.sentences,
              Contains(HasSubstr("answers for another run than the one asked for, 1001")));
  EXPECT_THAT(imported.json()["runs"], IsEmpty());
}

// Values that no scenario can state do not make one that cannot be loaded.
TEST(ImportFacts, LeavesOutWhatNoScenarioCanState) {
  const std::string tail = R"(, "data": [], "pagination": {"limit": 1, "offset": 0, "total": -4}})";
  for (const std::string& body :
       {std::string(R"({"run_id": 1001, "total_samples": -1, "pass_count": 1e300})"),
        std::string(R"({"run_id": 1001, "total_samples": "2", "triggered_by": 7})"),
        R"({"run_id": 1001, "triggered_by": ")" + std::string(101, 'x') + R"("})",
        std::string("[]"), std::string("null"), std::string("{"),
        R"({"run_id": 4294967297)" + tail}) {
    Recording recording{.base_url = "http://mock", .exchanges = {}};
    recording.exchanges.push_back(made_up_answer("/runs/1001/summary", body, 0));
    EXPECT_NO_THROW(Scenario::parse(Imported(recording).file.json())) << body;
  }
}

TEST(ImportFacts, GivesARunThatGoesOnATimeLine) {
  const auto summary = [](int pass, int skipped) {
    return R"({"run_id": 7, "total_samples": 2, "fail_count": 0, "missing_output_count": 0,
               "error_count": 0, "duration_ms": null, "triggered_by": null, "pass_count": )" +
           std::to_string(pass) + R"(, "skipped_count": )" + std::to_string(skipped) + "}";
  };
  Recording recording{.base_url = "http://mock", .exchanges = {}};
  const auto add = [&](int seconds, const std::string& body) {
    recording.exchanges.push_back(made_up_answer("/runs/7/summary", body, seconds));
  };
  add(0, summary(0, 2));
  add(10, summary(0, 2));
  add(20, summary(1, 1));
  add(30, summary(2, 0));
  const Imported imported(recording);
  EXPECT_THAT(imported.notes.sentences, IsEmpty());
  EXPECT_THAT(imported.differences(), IsEmpty());
  const auto json = imported.json();
  EXPECT_EQ(json["clock"]["start"], "2026-06-27T12:00:00Z");
  std::vector<int> seconds;
  for (const auto& entry : json["runs"][0]["timeline"]) seconds.push_back(entry["at_seconds"]);
  EXPECT_THAT(seconds, ElementsAre(20, 30));
}

TEST(ImportFacts, HasTheRateLimitThatHeadersShow) {
  const auto limit_of = [](const std::string& more, std::size_t requests) {
    return Imported(small(more), std::vector<std::string>(requests, "GET /runs/1001/summary"))
        .json();
  };
  EXPECT_FALSE(limit_of("", 3).contains("rate_limit"));
  EXPECT_EQ(limit_of(R"("rate_limit": null, )", 3)["rate_limit"], nullptr);
  EXPECT_EQ(limit_of(R"("rate_limit": {"limit": 5, "window_seconds": 20}, )", 3)["rate_limit"],
            nlohmann::json::parse(R"({"limit": 5, "window_seconds": 20})"));
  EXPECT_EQ(limit_of(R"("rate_limit": {"limit": 5, "window_seconds": 60, "workers": 3}, )",
                     9)["rate_limit"],
            nlohmann::json::parse(R"({"limit": 5, "window_seconds": 60, "workers": 3})"));
  // It fails, and so it does where it would have refused.
  EXPECT_EQ(limit_of(R"("rate_limit": {"limit": 5, "window_seconds": 60},
                        "faults": [{"then": {"error": 503}}], )",
                     9)["rate_limit"],
            nlohmann::json::parse(R"({"limit": 5, "window_seconds": 60})"));
}

// What a broken deployment says of a test or a run must not make a scenario that cannot be loaded.
TEST(ImportFacts, AreThoseThatAScenarioCanHave) {
  const char* const faults[] = {R"({"merge_patch": {"categories": ["", "DVB", "DVB"]}})",
                                R"({"merge_patch": {"run_id": 2147483647}})",
                                R"({"merge_patch": {"tags": ["", "", "a"]}})"};
  for (const char* fault : faults) {
    SCOPED_TRACE(fault);
    const Imported imported(small(R"("faults": [{"then": )" + std::string(fault) + "}], "),
                            {"GET /runs/1001/summary", "GET /runs/2147483647/summary",
                             "GET /runs/1001/samples/201", "GET /samples/201/history"});
    EXPECT_NO_THROW(Scenario::parse(imported.file.json()));
  }
}

TEST(ImportFacts, AnswersAgainAsTheRateLimitDid) {
  const Imported imported(small(R"("rate_limit": {"limit": 2, "window_seconds": 5}, )"),
                          std::vector<std::string>(12, "GET /runs/1001/summary"));
  EXPECT_THAT(imported.differences(), IsEmpty());
}

// So that a client's test can send what was refused, too.
TEST(ImportFacts, HasARefusedTokenWhereAClientSentOne) {
  const Recording recording =
      answered(small(), {"GET /runs/1001/summary", "GET /runs/1001/summary wrong"});
  ASSERT_FALSE(recording.exchanges.front().has_bytes);  // as of another tool
  EXPECT_EQ(Imported(recording).json()["tokens"],
            nlohmann::json::parse(
                R"([{"token": "token"}, {"token": "refused-token", "revoked": true}])"));
}

// A client may speak both revisions; the scenario speaks the one of most answers, and what the
// other one's answers tell is in its world.
TEST(ImportFacts, AreOfBothRevisionsWhereBothWereSpoken) {
  Recording recording = answered(small(), {"GET /runs/1001/summary", "GET /samples/201/history",
                                           "GET /runs/1001/samples/201"});
  const Scenario upstream = Scenario::parse(scenario_with(R"("revision": "upstream", )"));
  Recording other = answered(upstream, {"GET /runs/1001/samples/12"});
  other.exchanges.front().file = "other.har";
  recording.exchanges.push_back(other.exchanges.front());
  const Imported imported(recording);
  const auto json = imported.json();
  EXPECT_EQ(json["revision"], "published");
  EXPECT_EQ(with_id(json["regression_tests"], 11)["command"], "--out=srt");
  EXPECT_EQ(with_id(json["regression_tests"], 12)["sample_id"], 202);
  EXPECT_EQ(with_id(json["regression_tests"], 12)["command"], "--out=srt");
}

TEST(ImportFacts, NeverHasTheRecordedToken) {
  const Imported imported(small(R"("tokens": [{"token": "Zk8-aB3dE6fG9hJ2-Qx"}], )"),
                          {"GET /runs/1001/summary", "GET /runs/1001/summary wrong"});
  EXPECT_THAT(imported.file.json(), ::testing::Not(HasSubstr("Zk8")));
  EXPECT_EQ(imported.json()["tokens"][0], nlohmann::json::parse(R"({"token": "token"})"));
}

TEST(ImportFacts, HasTheScopesThatARefusalTells) {
  const Scenario scenario =
      small(R"("revision": "upstream", "tokens": [{"token": "token", "scopes": ["runs:read"]}], )");
  const Imported imported(scenario, {"GET /runs/1001/summary", "GET /runs/1001/error-summary"});
  EXPECT_EQ(imported.json()["tokens"][0]["scopes"], nlohmann::json({"runs:read"}));
  EXPECT_THAT(imported.differences(), IsEmpty());
}

TEST(ImportFacts, SpeaksTheRevisionOfMostAnswers) {
  EXPECT_EQ(Imported(small(), {"GET /runs/1001/summary"}).json()["revision"], "published");
  EXPECT_EQ(
      Imported(small(R"("revision": "upstream", )"), {"GET /runs/1001/summary"}).json()["revision"],
      "upstream");
}

}  // namespace
}  // namespace sp::mock::testing
