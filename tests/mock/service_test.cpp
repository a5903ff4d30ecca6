// The service without a socket: what is not about one endpoint's data.
#include "service/service.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sp/mock/gtest.h>

#include "service_client.h"
#include "worlds.h"

namespace sp::mock::testing {
namespace {

using std::chrono::seconds;
using ::testing::Contains;
using ::testing::HasSubstr;

TEST(Auth, EveryWayToBeNobodyIsTheSame401) {
  Service service(one_run(R"("clock": {"mode": "manual", "start": "2026-06-27T13:00:00Z"},
    "tokens": [{"token": "good"}, {"token": "gone", "revoked": true},
               {"token": "old", "expires_at": "2026-06-27T12:59:59Z"},
               {"token": "brief", "expires_at": "2026-06-27T13:01:00Z"}],)")
                      .data(),
                  {});
  const std::string expected =
      R"({"code":"unauthorized","message":"Bearer token is missing, expired, or invalid.","details":{}})";
  for (const char* header :
       {"", "Bearer", "Bearer ", "Bearer unknown", "Bearer gone", "Bearer old", "Bearer good more",
        "Bearer good,", "Basic good", "good", "bearergood", "Bearer  good", "Bearer GOOD"}) {
    ServiceClient client(service, header);
    // 401 comes before 404 and before parameter errors.
    for (const char* path :
         {"/runs/1/summary", "/runs/9/summary", "/runs/x/summary", "/samples/1/history?limit=0"}) {
      const auto answer = client.get(path);
      EXPECT_EQ(answer.status, 401) << header << " " << path;
      EXPECT_EQ(answer.body, expected);
    }
  }
  for (const char* header : {"Bearer good", "bearer good", "BEARER good", "Bearer brief"}) {
    EXPECT_EQ(ServiceClient(service, header).status("/runs/1/summary"), 200) << header;
  }
  service.clock().advance(seconds(60));
  EXPECT_EQ(ServiceClient(service, "Bearer brief").status("/runs/1/summary"), 401);
}

TEST(Cors, AnswersAPreflightWithoutAToken) {
  Service service(one_run().data(), {.cors = true});
  ServiceClient browser(service, "");
  const auto preflight = browser.send("OPTIONS", "/runs/1/summary",
                                      {{"Origin", "http://app"},
                                       {"Access-Control-Request-Method", "GET"},
                                       {"Access-Control-Request-Headers", "authorization"}});
  EXPECT_EQ(preflight.status, 204);
  EXPECT_EQ(header(preflight, "Access-Control-Allow-Origin"), "http://app");
  EXPECT_EQ(header(preflight, "Access-Control-Allow-Credentials"), "true");
  EXPECT_EQ(header(preflight, "Vary"), "Origin");
  EXPECT_EQ(header(preflight, "Access-Control-Allow-Headers"), "authorization");
  EXPECT_THAT(header(preflight, "Access-Control-Allow-Methods"), HasSubstr("GET"));
  // A page has to be able to read errors, too.
  const auto refused = browser.send("GET", "/runs/1/summary", {{"Origin", "http://app"}});
  EXPECT_EQ(refused.status, 401);
  EXPECT_EQ(header(refused, "Access-Control-Allow-Origin"), "http://app");
  EXPECT_EQ(header(refused, "Vary"), "Origin");
  // Who names no origin is no page.
  EXPECT_EQ(header(browser.get("/runs/1/summary"), "Access-Control-Allow-Origin"), "*");
  Service plain(one_run().data(), {});
  EXPECT_EQ(header(ServiceClient(plain).get("/runs/1/summary"), "Access-Control-Allow-Origin"), "");
}

TEST(Clock, DatesAnswersAndAdvancesWithRequests) {
  Service service(one_run(R"("clock": {"mode": "manual", "start": "2026-12-31T23:59:50Z",
                                   "advance_per_request_seconds": 5},)")
                      .data(),
                  {});
  ServiceClient client(service);
  EXPECT_EQ(header(client.get("/runs/1/summary"), "Date"), "Thu, 31 Dec 2026 23:59:50 GMT");
  EXPECT_EQ(header(client.get("/nothing"), "Date"), "Thu, 31 Dec 2026 23:59:55 GMT");
  service.clock().advance(seconds(3600));
  EXPECT_EQ(schemas::format_date_time(service.clock().now()), "2027-01-01T01:00:00Z");
}

TEST(Clock, ATimeLineGoesByIt) {
  const Scenario scenario = Scenario::parse(R"({
    "version": 1, "name": "in-progress", "clock": {"mode": "manual", "start": "2026-06-27T13:00:00Z"},
    "regression_tests": [
      {"id": 1, "sample_id": 11, "command": "-1", "outputs": [{"id": 21, "expected": "a\n"}]},
      {"id": 2, "sample_id": 12, "command": "-2", "outputs": [{"id": 22, "expected": "b\n"}]}],
    "runs": [{"id": 9, "state": "queued", "platform": "linux", "created_at": "2026-06-27T13:00:00Z",
      "timeline": [
        {"at_seconds": 30, "state": "testing", "started_at": "2026-06-27T13:00:30Z",
         "results": [{"regression_id": 1}]},
        {"at_seconds": 60, "results": [{"regression_id": 2, "outputs": [{"id": 22, "actual": "c\n"}]}]},
        {"at_seconds": 90, "state": "completed", "completed_at": "2026-06-27T13:01:30Z",
         "results": [{"regression_id": 2}]}]}]})");
  Service service(scenario.data(), {.self_check = true});
  ServiceClient client(service);
  const auto counts = [&] {
    const auto body = client.json("/runs/9/summary");
    return std::vector<int>{body["pass_count"], body["fail_count"], body["skipped_count"]};
  };
  EXPECT_EQ(counts(), (std::vector{0, 0, 2}));
  service.clock().advance(std::chrono::milliseconds(29999));
  EXPECT_EQ(counts(), (std::vector{0, 0, 2}));
  service.clock().advance(std::chrono::milliseconds(1));
  EXPECT_EQ(counts(), (std::vector{1, 0, 1}));
  service.clock().advance(seconds(30));
  EXPECT_EQ(counts(), (std::vector{1, 1, 0}));
  EXPECT_EQ(client.json("/samples/12/history")["data"][0]["status"], "fail");
  service.clock().advance(seconds(1000));
  EXPECT_EQ(counts(), (std::vector{2, 0, 0}));
  EXPECT_EQ(client.json("/samples/12/history")["data"][0]["tested_at"], "2026-06-27T13:01:30Z");
  service.reset();
  EXPECT_EQ(counts(), (std::vector{0, 0, 2}));
}

TEST(Routes, AnswerBesideTheFiveUnderTheSameAuth) {
  Service service(one_run(R"("routes": [
    {"path": "/system/health", "body": {"ok": true}, "auth": false},
    {"path": "/queue/{id}", "status": 202, "headers": {"X-Place": "3"}, "body": [1]},
    {"path": "/queue/{id}", "method": "DELETE", "status": 204},
    {"path": "/teapot", "status": 418, "body": {"a": 1}},
    {"path": "/gone", "status": 410},
    {"path": "/runs/{id}/summary", "body": "never reached"}],)")
                      .data(),
                  {.self_check = true});
  ServiceClient client(service);
  ServiceClient nobody(service, "");
  EXPECT_EQ(nobody.get("/system/health").body, R"({"ok":true})");
  EXPECT_EQ(nobody.status("/queue/5"), 401);
  const auto answer = client.get("/queue/5");
  EXPECT_EQ(answer.status, 202);
  EXPECT_EQ(answer.body, "[1]");
  EXPECT_EQ(header(answer, "X-Place"), "3");
  EXPECT_NE(header(answer, "X-RateLimit-Remaining"), "");
  EXPECT_EQ(client.send("DELETE", "/queue/5").status, 204);
  EXPECT_EQ(client.send("PUT", "/queue/5").status, 405);
  EXPECT_EQ(client.get("/teapot").body, R"({"a":1})");
  EXPECT_EQ(client.get("/gone").body, "");
  EXPECT_EQ(client.status("/gone"), 410);
  EXPECT_EQ(client.status("/queue/5/6"), 404);
  EXPECT_EQ(client.json("/runs/1/summary")["run_id"], 1);
}

TEST(Journal, TellsWhatWasAskedWithoutTheToken) {
  Service service(one_run(R"("tokens": [{"token": "s3cr3t"}],)").data(), {});
  ServiceClient client(service);
  client.get("/runs/1/error-summary?group_by=severity&x=s3cr3t", {{"X-Trace", "7"}});
  client.get("/nowhere");
  ASSERT_EQ(service.journal().requests().size(), 2u);
  const RecordedRequest request = service.journal().requests().front();
  EXPECT_THAT(request, Request("getErrorSummary", {{"run_id", 1}, {"group_by", "severity"}}));
  EXPECT_THAT(request, Answered(200));
  EXPECT_THAT(request, Not(Request("getRunSummary")));
  EXPECT_EQ(request.path, "/runs/1/error-summary");
  EXPECT_THAT(request.query, Contains(::testing::Pair("x", "[token]")));
  EXPECT_THAT(request.headers, Contains(::testing::Pair("X-Trace", "7")));
  EXPECT_THAT(request.headers, Contains(::testing::Pair("Authorization", "[redacted]")));
  EXPECT_THAT(::testing::PrintToString(request), Not(HasSubstr("s3cr3t")));
}

TEST(Journal, KeepsTokensWhenAskedTo) {
  Service service(one_run().data(), {.journal_tokens = true});
  ServiceClient(service).get("/runs/1/summary");
  EXPECT_THAT(service.journal().requests().front().headers,
              Contains(::testing::Pair("Authorization", "Bearer mock-token")));
}

TEST(Journal, KeepsTheNewest) {
  Service service(one_run().data(), {.journal_size = 3});
  ServiceClient client(service);
  for (int i = 1; i <= 5; ++i) client.get("/runs/" + std::to_string(i) + "/summary");
  ASSERT_EQ(service.journal().requests().size(), 3u);
  EXPECT_EQ(service.journal().requests().front().number, 3u);
  EXPECT_THAT(service.journal().requests().back(), Request("getRunSummary", {{"run_id", "5"}}));
}

}  // namespace
}  // namespace sp::mock::testing
