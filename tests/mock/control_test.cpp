// Control, as a test in another language uses it.
#include "service/control.h"

#include <map>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "control_fixture.h"
#include "http_client.h"

namespace sp::mock::testing {
namespace {

using nlohmann::json;

using ControlTest = ControlFixture;

TEST_F(ControlTest, HealthNamesTheScenario) {
  EXPECT_EQ(ask("GET", "health"),
            std::pair(200, json::parse(R"({"status": "ok", "scenario": "quickstart",
                                           "revision": "published", "token": "mock-token"})")));
}

TEST_F(ControlTest, TheJournalIsReadAndCleared) {
  api_.get("/runs/1001/error-summary?group_by=type&group_by=type");
  const auto [status, body] = ask("GET", "requests");
  EXPECT_EQ(status, 200);
  ASSERT_EQ(body["requests"].size(), 1u);
  const json& request = body["requests"][0];
  EXPECT_EQ(request["number"], 1);
  EXPECT_EQ(request["method"], "GET");
  EXPECT_EQ(request["path"], "/runs/1001/error-summary");
  EXPECT_EQ(request["query"]["group_by"], json::parse(R"(["type", "type"])"));
  EXPECT_EQ(request["operation"], "getErrorSummary");
  EXPECT_EQ(request["parameters"]["run_id"], "1001");
  EXPECT_EQ(request["status"], 400);
  EXPECT_EQ(request["headers"]["Authorization"], "[redacted]");
  EXPECT_EQ(ask("DELETE", "requests").first, 204);
  EXPECT_EQ(ask("GET", "requests").second["requests"], json::array());
}

TEST_F(ControlTest, ThePartOfTheJournalThatIsAskedForIsShown) {
  const std::string id =
      std::to_string(ask("POST", "faults", R"({"when": {"times": 1}, "then": {"error": 503}})")
                         .second["id"]
                         .get<int>());
  for (const char* path :
       {"/runs/1001/summary", "/runs/1001/summary", "/runs/9/summary", "/samples/8/history"}) {
    api_.get(path);
  }
  const auto numbers = [this](const std::string& parameters) {
    const json answer = ask("GET", "requests?" + parameters).second;
    json shown = json::array();
    for (const json& row : answer["requests"]) shown.push_back(row["number"]);
    return shown.dump();
  };
  EXPECT_EQ(numbers(""), "[1,2,3,4]");
  EXPECT_EQ(numbers("operation=getRunSummary"), "[1,2,3]");
  EXPECT_EQ(numbers("operation=getRunSummary&status=200"), "[2]");
  EXPECT_EQ(numbers("status=404&limit=5"), "[3,4]");
  EXPECT_EQ(numbers("fault=" + id), "[1]");
  EXPECT_EQ(numbers("limit=2"), "[3,4]");
}

TEST_F(ControlTest, APartOfTheJournalThatCannotBeIsRefused) {
  for (const auto& [parameters, told] : std::map<std::string, std::string>{
           {"operation=getRunSumary", "getRunSummary"},
           {"status=2xx", "2xx"},
           {"status=99", "from 100 to 999"},
           {"status=200&status=404", "once"},
           {"fault=first", "first"},
           {"limit=0", "from 1"},
           {"colour=red", "operation, status, fault, after or limit"}}) {
    const auto [status, body] = ask("GET", "requests?" + parameters);
    EXPECT_EQ(status, 400) << parameters;
    EXPECT_THAT(body["error"], ::testing::HasSubstr(told)) << parameters;
  }
  api_.get("/runs/1001/summary");
  EXPECT_EQ(ask("DELETE", "requests?status=404").first, 400);
  EXPECT_EQ(ask("GET", "requests").second["requests"].size(), 1u);
}

TEST_F(ControlTest, AFaultComesAndGoes) {
  const auto [status, body] =
      ask("POST", "faults", R"({"when": {"run_id": 1001}, "then": {"status": 503}})");
  ASSERT_EQ(status, 201);
  const std::string id = std::to_string(body["id"].get<int>());
  auto listed = ask("GET", "faults").second["faults"];
  ASSERT_EQ(listed.size(), 1u);
  EXPECT_EQ(listed[0]["unused"], true);
  EXPECT_EQ(listed[0]["fault"]["then"]["status"], 503);
  EXPECT_EQ(api_.status("/runs/1001/summary"), 503);
  listed = ask("GET", "faults").second["faults"];
  EXPECT_EQ(listed[0]["unused"], false);
  EXPECT_EQ(listed[0]["fired"], 1);
  EXPECT_EQ(ask("DELETE", "faults/" + id).first, 204);
  EXPECT_EQ(ask("DELETE", "faults/" + id).first, 404);
  EXPECT_EQ(api_.status("/runs/1001/summary"), 200);
  ask("POST", "faults", R"({"then": {"status": 500}})");
  EXPECT_EQ(ask("DELETE", "faults").first, 204);
  EXPECT_EQ(api_.status("/runs/1001/summary"), 200);
}

TEST_F(ControlTest, AFaultThatAResetEndedUnmetIsStillTold) {
  ask("POST", "faults", R"({"when": {"run_id": 1002}, "then": {"error": 503}})");
  ask("POST", "faults", R"({"when": {"run_id": 1001}, "then": {"error": 503}})");
  EXPECT_EQ(api_.status("/runs/1001/summary"), 503);
  EXPECT_EQ(ask("POST", "reset").first, 204);
  const auto told = ask("GET", "faults").second;
  EXPECT_EQ(told["faults"].size(), 0u);
  ASSERT_EQ(told["ended_by_reset"].size(), 1u);
  EXPECT_EQ(told["ended_by_reset"][0]["fault"]["when"]["run_id"], 1002);
}

TEST_F(ControlTest, TheClockMovesAndResetPutsAllBack) {
  const auto before =
      *schemas::parse_date_time(ask("GET", "clock").second["now"].get<std::string>());
  const auto after = *schemas::parse_date_time(
      ask("POST", "clock", R"({"advance_seconds": 3600})").second["now"].get<std::string>());
  EXPECT_GE(after - before, std::chrono::hours(1));
  api_.get("/runs/1001/summary");
  ask("POST", "faults", R"({"then": {"status": 500}})");
  EXPECT_EQ(ask("POST", "reset").first, 204);
  EXPECT_EQ(ask("GET", "requests").second["requests"], json::array());
  EXPECT_EQ(ask("GET", "faults").second["faults"], json::array());
  const auto reset =
      *schemas::parse_date_time(ask("GET", "clock").second["now"].get<std::string>());
  EXPECT_LT(reset, after);
  EXPECT_EQ(header(api_.get("/runs/1001/summary"), "X-RateLimit-Remaining"), "119");
}

TEST_F(ControlTest, AScenarioIsReplacedOrItsProblemsTold) {
  const std::string other = R"({"version": 1, "name": "other", "regression_tests": [], "runs": [
    {"id": 5, "state": "queued", "platform": "linux", "created_at": "2026-06-27T12:00:00Z"}]})";
  EXPECT_EQ(ask("PUT", "scenario", other), std::pair(200, json::parse(R"({"name": "other"})")));
  EXPECT_EQ(api_.status("/runs/5/summary"), 200);
  const auto [status, body] = ask("PUT", "scenario", R"({"version": 2})");
  EXPECT_EQ(status, 422);
  EXPECT_THAT(body["problems"].dump(), ::testing::HasSubstr(R"("pointer":"/version")"));
  EXPECT_EQ(api_.status("/runs/5/summary"), 200);
}

TEST_F(ControlTest, ResetReturnsToTheScenarioThatWasLoadedNotToTheOneThatAClientSent) {
  ask("PUT", "scenario", R"({"bundled": "flaky-dvb"})");
  ask("POST", "reset");
  EXPECT_EQ(ask("GET", "health").second["scenario"], "quickstart");
  service_.load(Scenario::bundled("empty-run").data());
  ask("PUT", "scenario", R"({"bundled": "flaky-dvb"})");
  ask("POST", "reset");
  EXPECT_EQ(ask("GET", "health").second["scenario"], "empty-run");
}

TEST_F(ControlTest, HeadIsGet) {
  for (const char* what : {"health", "requests", "faults", "clock", "scenario", "scenarios",
                           "world", "limits", "quirks"}) {
    EXPECT_EQ(ask("HEAD", what).first, 200) << what;
    EXPECT_EQ(ask("PATCH", what).first, 405) << what;
  }
}

// As in a scenario file, of which it may be a copy.
TEST_F(ControlTest, JsonIsReadAsScenariosAre) {
  EXPECT_EQ(ask("POST", "faults", R"({"then": {"status": 500}} // down)").first, 201);
  EXPECT_EQ(ask("POST", "clock", R"({/* a minute */ "advance_seconds": 60})").first, 200);
  for (const auto& [what, body] :
       {std::pair("faults", R"({"then": {"status": 500, "status": 503}})"),
        std::pair("clock", R"({"advance_seconds": 1, "advance_seconds": 2})"),
        std::pair("clock", "{")}) {
    const auto [status, told] = ask("POST", what, body);
    EXPECT_EQ(status, 400) << body;
    EXPECT_EQ(told["problems"].size(), 1u) << body;
  }
}

TEST_F(ControlTest, AScenarioThatComesAlongIsNamedAndGivenBack) {
  const json before = ask("GET", "scenario").second;
  EXPECT_EQ(before, json::parse(R"({"bundled": "quickstart"})"));
  EXPECT_EQ(ask("PUT", "scenario", R"({"bundled": "flaky-dvb"})").second["name"], "flaky-dvb");
  EXPECT_EQ(ask("GET", "health").second["scenario"], "flaky-dvb");

  const std::string own =
      R"({"version": 1, "name": "own", /**/ "regression_tests": [], "runs": []})";
  EXPECT_EQ(ask("PUT", "scenario", own).first, 200);
  EXPECT_EQ(ask("GET", "scenario").second, json::parse(own, nullptr, true, true));
  EXPECT_EQ(ask("PUT", "scenario", ask("GET", "scenario").second.dump()).first, 200);
  EXPECT_EQ(ask("PUT", "scenario", before.dump()).second["name"], "quickstart");

  const auto [status, body] = ask("PUT", "scenario", R"({"bundled": "moon"})");
  EXPECT_EQ(status, 422);
  EXPECT_THAT(body["problems"].dump(), ::testing::HasSubstr("flaky-dvb"));
  EXPECT_EQ(ask("PUT", "scenario", R"({"bundled": 1})").first, 422);
  EXPECT_EQ(ask("PUT", "scenario", R"({"bundled": "quickstart", "version": 1})").first, 422);
}

TEST_F(ControlTest, MistakesAreToldAsJson) {
  EXPECT_EQ(ask("POST", "faults", "{").first, 400);
  EXPECT_EQ(ask("POST", "faults", R"({"then": {}})").first, 400);
  EXPECT_EQ(ask("POST", "faults", R"({"then": {"sttaus": 1}})").second["problems"][0]["pointer"],
            "/then/sttaus");
  for (const std::string header : {"Content-Length", "transfer-encoding", "CONNECTION"}) {
    const auto [status, told] =
        ask("POST", "faults", R"({"then": {"headers": {")" + header + R"(": "5"}}})");
    EXPECT_EQ(status, 400);
    EXPECT_EQ(told["problems"].size(), 1u);
    EXPECT_EQ(told["problems"][0]["expected"],
              "the name of a header, other than Content-Length, Transfer-Encoding and Connection, "
              "which the mock writes itself (a fault has content_length and close for them)");
    EXPECT_EQ(told["problems"][0]["found"], '"' + header + '"');
  }
  EXPECT_EQ(
      ask("POST", "faults", R"({"when": {"query": {"limit": false}}, "then": {"status": 500}})")
          .second["problems"][0]["expected"],
      "a value, null for absent, or true for any");
  EXPECT_EQ(ask("POST", "clock", R"({"advance_seconds": -1})").first, 400);
  EXPECT_EQ(ask("POST", "clock", R"({"advance_seconds": 1e300})").first, 400);
  EXPECT_EQ(ask("POST", "clock", "[]").first, 400);
  for (const char* id : {"x", "", "0", "-1", "1x", "18446744073709551617"}) {
    EXPECT_EQ(ask("DELETE", std::string("faults/") + id).first, 404) << id;
  }
  EXPECT_EQ(ask("GET", "reset").first, 405);
  EXPECT_EQ(ask("GET", "nothing").first, 404);
}

// One request to control, and whether it is answered.
struct Visit {
  std::string from;
  std::string host;    // no header if empty
  std::string origin;  // no header if empty
  int status;
};

class ControlVisits : public ::testing::TestWithParam<Visit> {};

TEST_P(ControlVisits, AreOfThisMachineOnly) {
  Service service(Scenario::bundled("quickstart").data(), {});
  Control control(service, "Mock.Example");
  const auto& [from, host, origin, status] = GetParam();
  Request request{.method = "POST",
                  .target = "/__mock/clock",
                  .remote_address = from,
                  .body = R"({"advance_seconds": 1})"};
  if (!host.empty()) request.headers.emplace_back("host", host);
  if (!origin.empty()) request.headers.emplace_back("Origin", origin);
  const auto before = service.clock().now();
  EXPECT_EQ(control.respond(request)->status, status);
  EXPECT_EQ(control.is_for(request), status == 200);
  EXPECT_EQ(service.clock().now() - before >= std::chrono::seconds(1), status == 200);
}

INSTANTIATE_TEST_SUITE_P(
    Control, ControlVisits,
    ::testing::Values(
        Visit{"127.0.0.1", "localhost", "", 200}, Visit{"127.9.9.9", "LOCALHOST:1", "", 200},
        Visit{"::1", "[::1]:8080", "", 200}, Visit{"::ffff:127.0.0.1", "127.3.2.1:80", "", 200},
        Visit{"127.0.0.1", "mock.example:8080", "", 200},
        Visit{"127.0.0.1", "127.0.0.1:8080", "http://localhost:3000", 200},
        Visit{"127.0.0.1", "127.0.0.1:8080", "https://[::1]", 200},
        Visit{"127.0.0.1", "localhost", "http://mock.example", 200},
        // Other machines.
        Visit{"192.0.2.1", "localhost", "", 403}, Visit{"2001:db8::1", "localhost", "", 403},
        Visit{"", "localhost", "", 403},
        // Names of others that lead here, and what only looks like this machine.
        Visit{"127.0.0.1", "", "", 403}, Visit{"127.0.0.1", "attacker.example", "", 403},
        Visit{"127.0.0.1", "127.attacker.example", "", 403},
        Visit{"127.0.0.1", "localhost.attacker.example:80", "", 403},
        Visit{"127.0.0.1", "localhost:80@attacker.example", "", 403},
        Visit{"127.0.0.1", "[::2]", "", 403}, Visit{"127.0.0.1", "[::1", "", 403},
        Visit{"127.0.0.1", "128.0.0.1", "", 403}, Visit{"127.0.0.1", ":8080", "", 403},
        Visit{"127.0.0.1", "0177.0.0.1", "", 403},
        // Pages of others.
        Visit{"127.0.0.1", "localhost", "https://attacker.example", 403},
        Visit{"127.0.0.1", "localhost", "http://127.0.0.1.attacker.example", 403},
        Visit{"127.0.0.1", "localhost", "null", 403},
        Visit{"127.0.0.1", "localhost", "file://localhost", 403}));

TEST(Control, TellsAStrangerWhatItExpects) {
  Service service(Scenario::bundled("quickstart").data(), {});
  const Request request{.method = "GET",
                        .target = "/__mock/health",
                        .headers = {{"Host", "attacker.example"}},
                        .remote_address = "127.0.0.1"};
  const auto message = [&](const char* own_host) {
    return json::parse(Control(service, own_host).respond(request)->body)["error"];
  };
  EXPECT_EQ(message("127.0.0.1"),
            "control answers this machine only: expected Host to name localhost or a "
            "loopback address, found attacker.example");
  EXPECT_EQ(message("0.0.0.0"),
            "control answers this machine only: expected Host to name localhost, a loopback "
            "address or 0.0.0.0, found attacker.example");
}

TEST(Control, IsThereUnlessItIsSwitchedOff) {
  const Server on(Scenario::bundled("quickstart"));
  HttpClient client(on, "");
  EXPECT_EQ(client.send("POST", "/__mock/clock", {}, R"({"advance_seconds": 1})")->status, 200);
  const Server off(Scenario::bundled("quickstart"), {.control = false});
  EXPECT_EQ(HttpClient(off).send("GET", "/__mock/health")->status, 404);
}

}  // namespace
}  // namespace sp::mock::testing
