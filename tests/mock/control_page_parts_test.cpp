// What control tells and does beyond what tests ask of it: what a page in a browser needs.
#include <set>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "control_fixture.h"
#include "http_client.h"
#include "revisions.h"
#include "service/world_links.h"
#include "temp_folder.h"

namespace sp::mock::testing {
namespace {

using nlohmann::json;
using ::testing::HasSubstr;

using ControlForPage = ControlFixture;

TEST_F(ControlForPage, RequestsAreToldFromANumberOn) {
  for (int i = 0; i < 3; ++i) api_.get("/runs/1001/summary");
  json part = get("requests?after=1");
  EXPECT_EQ(part["requests"].size(), 2u);
  EXPECT_EQ(part["requests"][0]["number"], 2);
  EXPECT_EQ(part["first"], 1);
  EXPECT_EQ(part["last"], 3);
  EXPECT_EQ(get("requests?after=3")["requests"], json::array());
  EXPECT_EQ(get("requests?after=0&limit=1")["requests"][0]["number"], 3);
  ask("DELETE", "requests");
  part = get("requests?after=3");
  EXPECT_EQ(part["first"], 4);
  EXPECT_EQ(part["last"], 3);
  EXPECT_EQ(ask("GET", "requests?after=-1").first, 400);
  EXPECT_EQ(ask("GET", "requests?after=1&after=1").first, 400);
}

TEST_F(ControlForPage, ARequestIsToldWithItsAnswer) {
  const Response sent = api_.get("/runs/1001/summary?a=%20b");
  const json told = get("requests/1");
  EXPECT_EQ(told["number"], 1);
  EXPECT_EQ(told["target"], "/api/v1/runs/1001/summary?a=%20b");
  EXPECT_EQ(told["answer"]["body"], sent.body);
  EXPECT_EQ(told["answer"]["headers"]["X-RateLimit-Remaining"], "119");
  for (const char* number : {"0", "2", "-1", "x", "", "99999999999999999999"}) {
    EXPECT_EQ(ask("GET", std::string("requests/") + number).first, 404) << number;
  }
  EXPECT_EQ(ask("DELETE", "requests/1").first, 405);
}

TEST_F(ControlForPage, TheAnswerIsTheOneThatAFaultMade) {
  ask("POST", "faults", R"({"then": {"raw": "oops"}})");
  api_.get("/runs/1001/summary");
  EXPECT_EQ(get("requests/1")["answer"]["body"], "oops");
  api_.send("HEAD", "/runs/1001/summary");
  EXPECT_EQ(get("requests/2")["answer"]["body"], "");
}

TEST_F(ControlForPage, ALongAnswerIsKeptOnlyWhileSomebodyWatches) {
  ask("POST", "faults", json({{"then", {{"raw", std::string(5000, 'x')}}}}).dump());
  api_.get("/runs/1001/summary");
  EXPECT_EQ(get("requests/1")["answer"], nullptr);
  EXPECT_EQ(get("requests/1")["target"], nullptr);
  service_.journal().keep_more_answers();
  api_.get("/runs/1001/summary");
  EXPECT_EQ(get("requests/2")["answer"]["body"].get<std::string>().size(), 5000u);
}

TEST_F(ControlForPage, NoTokenIsKeptInWhatWasSent) {
  ask("POST", "faults",
      R"({"then": {"raw": "it was mock-token", "headers": {"X": "mock-token"}}})");
  api_.get("/runs/1001/summary?token=mock-token");
  EXPECT_THAT(get("requests/1").dump(), ::testing::Not(HasSubstr("mock-token")));
}

TEST(ControlOfAServer, KeepsAnswersUnlessItIsSwitchedOff) {
  const Server mock(Scenario::bundled("quickstart"));
  HttpClient client(mock);
  const std::string body = client.get("/runs/1001/summary")->body;
  const json told = json::parse(client.send("GET", "/__mock/requests/1")->body);
  EXPECT_EQ(told["answer"]["body"], body);
  Service without(Scenario::bundled("quickstart").data(), {});
  ServiceClient(without).get("/runs/1001/summary");
  EXPECT_FALSE(without.journal().find(1)->answer);
}

TEST_F(ControlForPage, AFaultIsReplacedInItsPlaceAndCountsAnew) {
  const std::string first =
      ask("POST", "faults", R"({"then": {"status": 503}})").second["id"].dump();
  ask("POST", "faults", R"({"then": {"headers": {"X-Second": "1"}}})");
  EXPECT_EQ(api_.status("/runs/1001/summary"), 503);
  EXPECT_EQ(ask("PUT", "faults/" + first, R"({"then": {"status": 502}})").first, 200);
  json faults = get("faults")["faults"];
  EXPECT_EQ(faults[0]["id"].dump(), first);
  EXPECT_EQ(faults[0]["fired"], 0);
  EXPECT_EQ(faults[0]["fault"]["then"]["status"], 502);
  EXPECT_EQ(api_.status("/runs/1001/summary"), 502);
  EXPECT_EQ(get("faults")["faults"][0]["fired"], 1);
  EXPECT_EQ(ask("PUT", "faults/" + first, R"({"then": {"sttaus": 1}})").first, 400);
  EXPECT_EQ(get("faults")["faults"][0]["ended"], false);
  ask("DELETE", "faults/" + first);
  EXPECT_EQ(get("faults")["faults"][0]["ended"], true);
  EXPECT_EQ(ask("PUT", "faults/" + first, R"({"then": {"status": 502}})").first, 404);
  EXPECT_EQ(ask("PUT", "faults/99", R"({"then": {"status": 502}})").first, 404);
  EXPECT_EQ(api_.status("/runs/1001/summary"), 200);
}

TEST_F(ControlForPage, OfTheFaultsThatHaveEndedTheNewestAreTold) {
  for (int i = 0; i < 5; ++i) ask("POST", "faults", R"({"then": {"status": 503}})");
  for (const char* id : {"1", "2", "4"}) ask("DELETE", std::string("faults/") + id);
  const auto ids = [this](const std::string& query) {
    const json told = get("faults" + query);
    json shown = json::array();
    for (const json& row : told["faults"]) shown.push_back(row["id"]);
    return shown.dump();
  };
  EXPECT_EQ(ids(""), "[1,2,3,4,5]");
  EXPECT_EQ(ids("?ended=2"), "[2,3,4,5]");
  EXPECT_EQ(ids("?ended=0"), "[3,5]");
  EXPECT_EQ(ids("?ended=9"), "[1,2,3,4,5]");
  EXPECT_EQ(ask("GET", "faults?ended=x").first, 400);
}

// A test is told of the faults that were never met: one that was met before it was replaced was.
TEST(ReplacedFaults, OfAScenarioComeBackWithWhatTheyDid) {
  Service service(Scenario::parse(R"({"version": 1, "name": "one-fault", "regression_tests": [],
                                      "runs": [], "faults": [{"then": {"status": 503}}]})")
                      .data(),
                  {});
  const FaultReport before = service.faults().reports().front();
  ServiceClient(service).get("/runs/1/summary");
  EXPECT_TRUE(service.faults().replace(before.id, prepared({.run_id = 7}, {.status = 502})));
  EXPECT_TRUE(service.faults().reports().front().unused());
  service.reset();
  EXPECT_EQ(service.faults().reports().front().text, before.text);
  EXPECT_TRUE(service.faults().reports().front().fired_before_reset);
}

TEST_F(ControlForPage, TheClockIsSetForwardOnly) {
  EXPECT_EQ(ask("POST", "clock", R"({"to": "2999-01-01T00:00:00Z"})").first, 200);
  EXPECT_THAT(get("clock")["now"].get<std::string>(), HasSubstr("2999-01-01T00:00:0"));
  for (const char* body :
       {R"({"to": "2020-01-01T00:00:00Z"})", R"({"to": "tomorrow"})", R"({"to": 5})",
        R"({"to": "2999-02-01T00:00:00Z", "advance_seconds": 1})", "{}"}) {
    EXPECT_EQ(ask("POST", "clock", body).first, 400) << body;
  }
  EXPECT_THAT(ask("POST", "clock", R"({"to": "2020-01-01T00:00:00Z"})").second.dump(),
              HasSubstr("not before 2999"));
}

TEST_F(ControlForPage, LimitsAreToldAndBeginAnew) {
  EXPECT_EQ(get("limits"), json::parse(R"({"limit": 120, "window_seconds": 60, "windows": []})"));
  for (int i = 0; i < 3; ++i) api_.get("/runs/1001/summary");
  ServiceClient(service_, "").get("/runs/1001/summary");
  const json windows = get("limits")["windows"];
  ASSERT_EQ(windows.size(), 2u);
  EXPECT_EQ(windows[0]["client"], "address 127.0.0.1");
  EXPECT_EQ(windows[0]["used"], 1);
  EXPECT_EQ(windows[1]["client"], "token 1");
  EXPECT_EQ(windows[1]["used"], 3);
  EXPECT_EQ(ask("DELETE", "limits").first, 204);
  EXPECT_EQ(get("limits")["windows"], json::array());
  EXPECT_EQ(header(api_.get("/runs/1001/summary"), "X-RateLimit-Remaining"), "119");
  Service unlimited(Scenario::bundled("quickstart").data(), {.rate_limit = false});
  EXPECT_FALSE(unlimited.rate_limit());
}

TEST_F(ControlForPage, ScenariosThatComeAlongAreListed) {
  const json told = get("scenarios");
  std::set<std::string> names;
  for (const json& row : told["bundled"]) names.insert(row["name"]);
  EXPECT_TRUE(names.contains("flaky-dvb"));
  EXPECT_EQ(names.size(), Scenario::list().size());
  EXPECT_EQ(told["files"], json::array());
  EXPECT_EQ(told["served"]["name"], "quickstart");
  EXPECT_EQ(told["served"]["description"], Scenario::bundled("quickstart").description());
  EXPECT_EQ(ask("PUT", "scenario", R"({"file": "a.json"})").first, 422);
}

TEST(ScenarioFolders, FilesBesideAreServedAndNoOthers) {
  const std::string smallest = R"({"version": 1, "name": "beside", "regression_tests": [],
                                   "runs": []})";
  const TempFolder folder;
  folder.write("b.json", smallest);
  folder.write("a.json", "{");
  folder.write("notes.txt", "");
  folder.write("inner/c.json", smallest);
  const Server mock(Scenario::bundled("quickstart"),
                    {.scenario_folder = folder.path() / "inner/.."});
  HttpClient client(mock);
  const auto put = [&](const std::string& name) {
    return client.send("PUT", "/__mock/scenario", {}, json({{"file", name}}).dump());
  };
  EXPECT_EQ(json::parse(client.send("GET", "/__mock/scenarios")->body)["files"],
            json({"a.json", "b.json"}));
  EXPECT_EQ(put("b.json")->status, 200);
  EXPECT_EQ(json::parse(client.send("GET", "/__mock/health")->body)["scenario"], "beside");
  for (const char* name : {"a.json", "c.json", "inner/c.json", "../etc/passwd", "notes.txt", ""}) {
    EXPECT_EQ(put(name)->status, 422) << name;
  }
}

// Every link of every scenario that comes along leads to an answer.
class WorldLinksOf : public ::testing::TestWithParam<schemas::Revision> {};

TEST_P(WorldLinksOf, EveryScenarioAreAnswered) {
  for (const auto& listed : Scenario::list()) {
    Service service(Scenario::bundled(listed.name).data(),
                    {.revision = GetParam(), .authenticate = false, .rate_limit = false});
    const WorldLinks world = links_of(service.snapshot());
    service.faults().load({});
    std::set<std::string> operations;
    for (const LinkGroup& group : world.groups) {
      for (const Link& link : group.links) {
        operations.insert(link.operation);
        const Response answer =
            service.respond({.method = "GET", .target = std::string(base_path) + link.path});
        EXPECT_EQ(answer.status, 200) << listed.name << ": " << link.path << ": " << answer.why;
        EXPECT_EQ(answer.operation, link.operation) << listed.name << ": " << link.path;
      }
    }
    EXPECT_THAT(operations, ::testing::IsSupersetOf({"getRunSummary", "getErrorSummary"}))
        << listed.name;
    const bool has_results = service.snapshot().world->result_count() > 0;
    EXPECT_EQ(operations.contains("getRunSample"), has_results) << listed.name;
  }
}

INSTANTIATE_TEST_SUITE_P(Control, WorldLinksOf, each_revision(), revision_name);

TEST_F(ControlForPage, TheWorldIsToldInGroupsOfLinks) {
  const json world = get("world");
  EXPECT_EQ(world["base"], "/api/v1");
  EXPECT_EQ(world["runs"], 2);
  EXPECT_EQ(world["groups"][1]["title"], "Run 1001");
  EXPECT_EQ(world["groups"][1]["links"][0],
            json::parse(R"({"operation": "getRunSummary", "path": "/runs/1001/summary",
                            "about": "counts of all results"})"));
  ask("PUT", "scenario", R"({"bundled": "big-history"})");
  const json big = get("world");
  EXPECT_GT(big["runs"], 40);
  EXPECT_LT(big["groups"].size(), 50u);
}

}  // namespace
}  // namespace sp::mock::testing
