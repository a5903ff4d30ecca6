// The mock over real HTTP: what is not about one endpoint's data.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sp/mock/gtest.h>

#include "http_client.h"
#include "worlds.h"

namespace sp::mock::testing {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;

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
  const auto header = client.get("/runs/1/summary", {{"X-Long", std::string(70000, 'x')}});
  ASSERT_TRUE(header);
  EXPECT_EQ(header->status, 431);
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

TEST(Journal, KnowsARequestBeforeItsAnswerIsRead) {
  const Server mock(one_run());
  HttpClient client(mock);
  for (std::size_t i = 1; i <= 50; ++i) {
    client.get("/runs/1/summary");
    ASSERT_EQ(mock.requests().size(), i);
  }
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

TEST(Server, TwoAtOnePortOfDifferentAddressesDoNotEndEachOther) {
  auto first = std::make_unique<Server>(one_run());
  Server second(one_run(), {.host = "127.0.0.2", .port = first->port()});
  httplib::Client client("127.0.0.2", second.port());
  first.reset();
  const auto answer = client.Get("/api/v1/runs/1/summary");
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, 401);
}

TEST(Server, RefusesWhatCannotBeMeant) {
  for (const int port : {-1, 65536, 70000}) {
    EXPECT_THROW(Server(one_run(), {.port = port}), std::invalid_argument) << port;
  }
  Server mock(one_run());
  EXPECT_THROW(mock.advance(std::chrono::seconds(-1)), std::invalid_argument);
  EXPECT_THROW((void)mock.add_fault({}, {.body = "{}", .raw = "{}"}), std::invalid_argument);
}

TEST(Server, TellsAPortThatIsTakenFromAHostThatIsNotThere) {
  const Server first(one_run());
  const auto error_at = [](const std::string& host, int port) {
    try {
      const Server server(one_run(), {.host = host, .port = port});
    } catch (const ListenError& error) {
      return error;
    }
    return ListenError("it listens");
  };
  EXPECT_TRUE(error_at("127.0.0.1", first.port()).another_port_may_do());
  const ListenError unknown = error_at("no-such-host.invalid", 0);
  EXPECT_FALSE(unknown.another_port_may_do());
  EXPECT_THAT(unknown.what(), HasSubstr("no-such-host.invalid: the host cannot be found"));
  // Of a network that documents use (RFC 5737).
  EXPECT_FALSE(error_at("192.0.2.1", 0).another_port_may_do());
}

TEST(Matchers, AreRefusedForWhatTheApiDoesNotHave) {
  using testing::Request;
  EXPECT_THROW(Request("getDif"), std::invalid_argument);
  EXPECT_THROW(Request("getDiff", {{"run", 1}}), std::invalid_argument);
  EXPECT_THROW(Request("", {{"run_id", 1}}), std::invalid_argument);
  EXPECT_NO_THROW(Request("getDiff", {{"run_id", 1}, {"regression_id", 1}}));
  EXPECT_NO_THROW(Request("getRunSample", {{"regression_test_id", 1}}));  // of `upstream`
  EXPECT_NO_THROW(Request(""));
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
