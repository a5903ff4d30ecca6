// The mock over real HTTP: what is not about one endpoint's data.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sp/mock/gtest.h>

#include "http_client.h"

namespace sp::mock::testing {
namespace {

using std::chrono::seconds;
using ::testing::Contains;
using ::testing::HasSubstr;

Scenario one_run(const std::string& more = "") {
  return Scenario::parse("{" + more + R"(
    "version": 1, "name": "one-run", "regression_tests": [],
    "runs": [{"id": 1, "state": "completed", "platform": "linux",
              "created_at": "2026-06-27T12:00:00Z"}]})");
}

TEST(Auth, EveryWayToBeNobodyIsTheSame401) {
  Server mock(one_run(R"("clock": {"mode": "manual", "start": "2026-06-27T13:00:00Z"},
    "tokens": [{"token": "good"}, {"token": "gone", "revoked": true},
               {"token": "old", "expires_at": "2026-06-27T12:59:59Z"},
               {"token": "brief", "expires_at": "2026-06-27T13:01:00Z"}],)"));
  const std::string expected =
      R"({"code":"unauthorized","message":"Bearer token is missing, expired, or invalid.","details":{}})";
  for (const char* header :
       {"", "Bearer", "Bearer ", "Bearer unknown", "Bearer gone", "Bearer old", "Bearer good more",
        "Bearer good,", "Basic good", "good", "bearergood", "Bearer  good", "Bearer GOOD"}) {
    HttpClient client(mock, header);
    // 401 comes before 404 and before parameter errors.
    for (const char* path :
         {"/runs/1/summary", "/runs/9/summary", "/runs/x/summary", "/samples/1/history?limit=0"}) {
      const auto answer = client.get(path);
      EXPECT_EQ(answer->status, 401) << header << " " << path;
      EXPECT_EQ(answer->body, expected);
    }
  }
  for (const char* header : {"Bearer good", "bearer good", "BEARER good", "Bearer brief"}) {
    EXPECT_EQ(HttpClient(mock, header).status("/runs/1/summary"), 200) << header;
  }
  mock.advance(seconds(60));
  EXPECT_EQ(HttpClient(mock, "Bearer brief").status("/runs/1/summary"), 401);
}

TEST(Http, WhatIsNotOfTheApiIsAJsonEnvelope) {
  Server mock(one_run(), {.self_check = true});
  HttpClient client(mock);
  struct Row {
    const char* method;
    std::string target;
    int status;
    const char* code;
  };
  const Row rows[] = {
      {"GET", "/", 404, "not_found"},
      {"GET", "/api/v1", 404, "not_found"},
      {"GET", "/api/v2/runs/1/summary", 404, "not_found"},
      {"GET", "/api/v1/runs/1/summary/", 404, "not_found"},
      {"GET", "/api/v1//runs/1/summary", 404, "not_found"},
      {"GET", "/api/v1/runs/1", 404, "not_found"},
      {"GET", "/api/v1/runs/%zz/summary", 400, "validation_error"},
      {"GET", "/api/v1/runs/1%/summary", 400, "validation_error"},
      {"GET", "/api/v1/runs/%ff/summary", 400, "validation_error"},
      {"GET", "/api/v1/runs/1%2F/summary", 400, "validation_error"},
      {"GET", "/api/v1/runs/1/error-summary?limit=%C3%28", 400, "validation_error"},
      {"GET", "/api/v1/runs/1/" + std::string(9000, 'x'), 414, "uri_too_long"},
      {"POST", "/api/v1/runs/1/summary", 405, "method_not_allowed"},
      {"PUT", "/api/v1/runs/1/summary", 405, "method_not_allowed"},
      {"DELETE", "/api/v1/runs/1/summary", 405, "method_not_allowed"},
      {"PATCH", "/api/v1/runs/1/error-summary", 405, "method_not_allowed"},
      {"POST", "/api/v1/nothing", 404, "not_found"},
      {"QUERY", "/api/v1/runs/1/summary", 405, "method_not_allowed"},
      {"QUERY", "/api/v1/nothing", 404, "not_found"},
  };
  for (const Row& row : rows) {
    const auto answer = client.send(row.method, row.target);
    ASSERT_TRUE(answer) << row.target;
    EXPECT_EQ(answer->status, row.status) << row.target;
    EXPECT_EQ(answer->get_header_value("Content-Type"), "application/json") << row.target;
    EXPECT_TRUE(answer->has_header("Date"));
    const auto body = nlohmann::json::parse(answer->body);
    EXPECT_EQ(body.at("code"), row.code) << row.target;
    EXPECT_TRUE(body.at("details").is_object());
    if (row.status == 405) {
      EXPECT_EQ(answer->get_header_value("Allow"), "GET, HEAD, OPTIONS");
    }
  }
}

TEST(Http, AHeaderOrABodyBeyondAllMeasureIsRefused) {
  const Server mock(one_run());
  HttpClient client(mock);
  const auto header = client.get("/runs/1/summary", {{"X-Long", std::string(20000, 'x')}});
  ASSERT_TRUE(header);
  EXPECT_GE(header->status, 400);
  EXPECT_TRUE(nlohmann::json::parse(header->body).contains("code"));

  HttpClient other(mock);
  const auto body = other.send("POST", "/api/v1/runs/1/summary", {}, std::string(65 << 20, 'x'));
  ASSERT_TRUE(body);
  EXPECT_EQ(body->status, 413);
}

TEST(Http, NeitherARangeNorACompressionIsMadeOfAnAnswer) {
  const Server mock(one_run());
  HttpClient client(mock);
  const auto plain = client.get("/runs/1/summary");
  const auto asked =
      client.get("/runs/1/summary", {{"Range", "bytes=0-5"}, {"Accept-Encoding", "gzip, br"}});
  EXPECT_EQ(asked->status, 200);
  EXPECT_EQ(asked->body, plain->body);
  EXPECT_FALSE(asked->has_header("Content-Encoding"));
  EXPECT_THAT(mock.requests().back().headers,
              Contains(::testing::Pair("Accept-Encoding", "gzip, br")));
}

TEST(Http, ARequestCannotPretendToBeAnother) {
  const Server mock(one_run());
  HttpClient client(mock);
  EXPECT_EQ(client.get("/runs/1/summary", {{"X-Sp-Mock-Method", "POST"}})->status, 200);
}

TEST(Http, HeadIsGetWithoutItsBody) {
  const Server mock(one_run());
  HttpClient client(mock);
  const auto get = client.get("/runs/1/summary");
  const auto head = client.send("HEAD", "/api/v1/runs/1/summary");
  EXPECT_EQ(head->status, 200);
  EXPECT_EQ(head->body, "");
  EXPECT_EQ(head->get_header_value("Content-Length"), std::to_string(get->body.size()));
}

TEST(Http, ABodyOnAGetDoesNotBecomeTheNextRequest) {
  const Server mock(one_run());
  HttpClient client(mock);
  for (int i = 0; i < 3; ++i) {
    const auto answer = client.send("GET", "/api/v1/runs/1/summary", {}, "GET / HTTP/1.1\r\n\r\n");
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->status, 200);
  }
  EXPECT_EQ(mock.requests().size(), 3u);
}

TEST(Http, CorsAnswersAPreflightWithoutAToken) {
  const Server mock(one_run(), {.cors = true});
  HttpClient browser(mock, "");
  const auto preflight = browser.send("OPTIONS", "/api/v1/runs/1/summary",
                                      {{"Origin", "http://app"},
                                       {"Access-Control-Request-Method", "GET"},
                                       {"Access-Control-Request-Headers", "authorization"}});
  EXPECT_EQ(preflight->status, 204);
  EXPECT_EQ(preflight->get_header_value("Access-Control-Allow-Origin"), "*");
  EXPECT_EQ(preflight->get_header_value("Access-Control-Allow-Headers"), "authorization");
  EXPECT_THAT(preflight->get_header_value("Access-Control-Allow-Methods"), HasSubstr("GET"));
  // A page has to be able to read errors, too.
  EXPECT_EQ(browser.get("/runs/1/summary")->get_header_value("Access-Control-Allow-Origin"), "*");
  const Server plain(one_run());
  EXPECT_FALSE(HttpClient(plain).get("/runs/1/summary")->has_header("Access-Control-Allow-Origin"));
}

TEST(Clock, DatesAnswersAndAdvancesWithRequests) {
  Server mock(one_run(R"("clock": {"mode": "manual", "start": "2026-12-31T23:59:50Z",
                                   "advance_per_request_seconds": 5},)"));
  HttpClient client(mock);
  EXPECT_EQ(client.get("/runs/1/summary")->get_header_value("Date"),
            "Thu, 31 Dec 2026 23:59:50 GMT");
  EXPECT_EQ(client.get("/nothing")->get_header_value("Date"), "Thu, 31 Dec 2026 23:59:55 GMT");
  mock.advance(seconds(3600));
  EXPECT_EQ(schemas::format_date_time(mock.now()), "2027-01-01T01:00:00Z");
}

TEST(Clock, ATimeLineGoesByIt) {
  Server mock(Scenario::parse(R"({
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
         "results": [{"regression_id": 2}]}]}]})"),
              {.self_check = true});
  HttpClient client(mock);
  const auto counts = [&] {
    const auto body = client.json("/runs/9/summary");
    return std::vector<int>{body["pass_count"], body["fail_count"], body["skipped_count"]};
  };
  EXPECT_EQ(counts(), (std::vector{0, 0, 2}));
  mock.advance(std::chrono::milliseconds(29999));
  EXPECT_EQ(counts(), (std::vector{0, 0, 2}));
  mock.advance(std::chrono::milliseconds(1));
  EXPECT_EQ(counts(), (std::vector{1, 0, 1}));
  mock.advance(seconds(30));
  EXPECT_EQ(counts(), (std::vector{1, 1, 0}));
  EXPECT_EQ(client.json("/samples/12/history")["data"][0]["status"], "fail");
  mock.advance(seconds(1000));
  EXPECT_EQ(counts(), (std::vector{2, 0, 0}));
  EXPECT_EQ(client.json("/samples/12/history")["data"][0]["tested_at"], "2026-06-27T13:01:30Z");
  mock.reset();
  EXPECT_EQ(counts(), (std::vector{0, 0, 2}));
}

TEST(Routes, AnswerBesideTheFiveUnderTheSameAuth) {
  const Server mock(one_run(R"("routes": [
    {"path": "/system/health", "body": {"ok": true}, "auth": false},
    {"path": "/queue/{id}", "status": 202, "headers": {"X-Place": "3"}, "body": [1]},
    {"path": "/queue/{id}", "method": "DELETE", "status": 204},
    {"path": "/teapot", "status": 418, "body": {"a": 1}},
    {"path": "/gone", "status": 410},
    {"path": "/runs/{id}/summary", "body": "never reached"}],)"),
                    {.self_check = true});
  HttpClient client(mock);
  HttpClient nobody(mock, "");
  EXPECT_EQ(nobody.get("/system/health")->body, R"({"ok":true})");
  EXPECT_EQ(nobody.status("/queue/5"), 401);
  const auto answer = client.get("/queue/5");
  EXPECT_EQ(answer->status, 202);
  EXPECT_EQ(answer->body, "[1]");
  EXPECT_EQ(answer->get_header_value("X-Place"), "3");
  EXPECT_TRUE(answer->has_header("X-RateLimit-Remaining"));
  EXPECT_EQ(client.send("DELETE", "/api/v1/queue/5")->status, 204);
  EXPECT_EQ(client.send("PUT", "/api/v1/queue/5")->status, 405);
  EXPECT_EQ(client.get("/teapot")->body, R"({"a":1})");
  EXPECT_EQ(client.get("/gone")->body, "");
  EXPECT_EQ(client.status("/gone"), 410);
  EXPECT_EQ(client.status("/queue/5/6"), 404);
  EXPECT_EQ(client.json("/runs/1/summary")["run_id"], 1);
}

TEST(Journal, KnowsARequestBeforeItsAnswerIsRead) {
  const Server mock(one_run());
  HttpClient client(mock);
  for (std::size_t i = 1; i <= 50; ++i) {
    client.get("/runs/1/summary");
    ASSERT_EQ(mock.requests().size(), i);
  }
}

TEST(Journal, TellsWhatWasAskedWithoutTheToken) {
  const Server mock(one_run(R"("tokens": [{"token": "s3cr3t"}],)"));
  HttpClient client(mock);
  client.get("/runs/1/error-summary?group_by=severity&x=s3cr3t", {{"X-Trace", "7"}});
  client.get("/nowhere");
  ASSERT_EQ(mock.requests().size(), 2u);
  const RecordedRequest request = mock.requests().front();
  EXPECT_THAT(request, Request("getErrorSummary", {{"run_id", 1}, {"group_by", "severity"}}));
  EXPECT_THAT(request, Answered(200));
  EXPECT_THAT(request, Not(Request("getRunSummary")));
  EXPECT_EQ(request.path, "/runs/1/error-summary");
  EXPECT_THAT(request.query, Contains(::testing::Pair("x", "[token]")));
  EXPECT_THAT(request.headers, Contains(::testing::Pair("X-Trace", "7")));
  EXPECT_THAT(request.headers, Contains(::testing::Pair("Authorization", "[redacted]")));
  EXPECT_THAT(::testing::PrintToString(request), Not(HasSubstr("s3cr3t")));
}

TEST(Journal, AndTheLogShowNoTokenWhereverItStands) {
  std::string logged;
  const Server mock(one_run(R"("tokens": [{"token": "sesame"}],)"),
                    {.log = [&](const LogEntry& entry) {
                      logged += std::string(entry.target) + std::string(entry.why);
                    }});
  HttpClient client(mock);
  client.get("/nope/sesame", {{"X-Api-Key", "sesame"}});
  client.get("/runs/sesame/summary?group_by=sesame&sesame=1");
  std::string kept;
  for (const RecordedRequest& request : mock.requests()) {
    kept += request.path + request.why;
    for (const auto* pairs : {&request.query, &request.headers, &request.parameters}) {
      for (const auto& [name, value] : *pairs) kept += name + value;
    }
  }
  EXPECT_THAT(logged, Not(HasSubstr("sesame")));
  EXPECT_THAT(kept, Not(HasSubstr("sesame")));
}

TEST(Journal, KeepsTokensWhenAskedTo) {
  const Server mock(one_run(), {.journal_tokens = true});
  HttpClient(mock).get("/runs/1/summary");
  EXPECT_THAT(mock.requests().front().headers,
              Contains(::testing::Pair("Authorization", "Bearer mock-token")));
}

TEST(Journal, KeepsTheNewest) {
  const Server mock(one_run(), {.journal_size = 3});
  HttpClient client(mock);
  for (int i = 1; i <= 5; ++i) client.get("/runs/" + std::to_string(i) + "/summary");
  ASSERT_EQ(mock.requests().size(), 3u);
  EXPECT_EQ(mock.requests().front().number, 3u);
  EXPECT_THAT(mock.requests().back(), Request("getRunSummary", {{"run_id", "5"}}));
}

TEST(Server, TwoAtOnePortOfDifferentAddressesDoNotEndEachOther) {
  auto first = std::make_unique<Server>(one_run());
  Server second(one_run(), {.host = "127.0.0.2", .port = first->port()});
  httplib::Client client("127.0.0.2", second.port());
  first.reset();
  const auto answer = client.Get("/api/v1/runs/1/summary");
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, 401);
}

TEST(Server, ManyLiveSideBySide) {
  std::vector<std::unique_ptr<Server>> servers;
  for (int i = 0; i < 8; ++i) servers.push_back(std::make_unique<Server>(one_run()));
  for (const auto& server : servers) EXPECT_EQ(HttpClient(*server).status("/runs/1/summary"), 200);
  for (const auto& server : servers) EXPECT_EQ(server->requests().size(), 1u);
}

TEST(Server, StopsWhileClientsHoldConnectionsOpen) {
  std::vector<std::unique_ptr<HttpClient>> clients;
  {
    const Server mock(one_run());
    for (int i = 0; i < 8; ++i) {
      clients.push_back(std::make_unique<HttpClient>(mock));
      EXPECT_EQ(clients.back()->status("/runs/1/summary"), 200);
    }
  }
  EXPECT_EQ(clients.front()->status("/runs/1/summary"), -1);
}

TEST(Server, AScenarioSwapsInForTheNextRequest) {
  Server mock(one_run());
  HttpClient client(mock);
  EXPECT_EQ(client.status("/runs/1001/summary"), 404);
  mock.load(Scenario::bundled("quickstart"));
  EXPECT_EQ(client.status("/runs/1001/summary"), 200);
  mock.reset();
  EXPECT_EQ(client.status("/runs/1001/summary"), 200);
}

}  // namespace
}  // namespace sp::mock::testing
