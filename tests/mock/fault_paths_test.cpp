// Faults that are aimed at a path, whether an operation, a route or nothing has it.
#include <stdexcept>
#include <tuple>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sp/mock/gtest.h>

#include "http_client.h"
#include "mock/worlds.h"
#include "service_client.h"

namespace sp::mock::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

Scenario world(const std::string& when) {
  return one_run(R"("routes": [{"path": "/runs/{run_id}/cancel", "method": "POST", "status": 202},
                               {"path": "/health", "auth": false, "body": {}}],
                    "faults": [{"when": )" +
                 when + R"(, "then": {"headers": {"X-Hit": "1"}}}],)");
}

struct Asked {
  const char* method;
  const char* target;  // all of it
};

constexpr Asked requests[] = {
    {"GET", "/api/v1/runs/1/summary"},
    {"GET", "/api/v1/runs/1/error-summary"},
    {"POST", "/api/v1/runs/1/cancel"},
    {"GET", "/api/v1/runs/1/cancel"},
    {"GET", "/api/v1/health"},
    {"HEAD", "/api/v1/health"},
    {"GET", "/api/v1/health/"},
    {"PUT", "/api/v1/nothing%20here?a=1"},
    {"GET", "/login"},
};

struct Condition {
  const char* when;
  std::vector<int> hit;  // of the requests above, from 0
};

TEST(FaultPaths, FitTheRequestsTheyName) {
  const Condition rows[] = {
      {R"({"path": "/runs/1/summary"})", {0}},
      {R"({"path": "/runs/{id}/summary"})", {0}},
      {R"({"path": "/runs/{run_id}/cancel"})", {2, 3}},
      {R"({"path": "/runs/{run_id}/cancel", "method": "POST"})", {2}},
      {R"({"path": "/runs/*"})", {0, 1, 2, 3}},
      {R"({"path": "/runs/1/*", "method": "GET"})", {0, 1, 3}},
      {R"({"path": "/health"})", {4, 5}},
      {R"({"path": "/health", "method": "GET"})", {4, 5}},
      {R"({"path": "/health*"})", {4, 5, 6}},
      {R"({"path": "/nothing%20here"})", {7}},
      {R"({"path": "/nothing%20here", "query": {"a": "2"}})", {}},
      {R"({"method": "PUT"})", {7}},
      {R"({"path": "/login"})", {8}},
      {R"({"path": "/api/v1/health"})", {}},
      {R"({"path": "/*"})", {0, 1, 2, 3, 4, 5, 6, 7, 8}},
      {R"({"path": "/*", "status": 404})", {6, 7, 8}},
      {R"({"path": "/*", "operation": "getRunSummary"})", {0}},
      {R"({"run_id": 1})", {0, 1, 2, 3}},
      {R"({"run_id": 2})", {}},
  };
  for (const Condition& row : rows) {
    Service service(world(row.when).data(), {.authenticate = false});
    std::vector<int> hit;
    for (int i = 0; i < static_cast<int>(std::size(requests)); ++i) {
      const Response answer =
          service.respond({.method = requests[i].method, .target = requests[i].target});
      if (header(answer, "X-Hit") == "1") hit.push_back(i);
    }
    EXPECT_EQ(hit, row.hit) << row.when;
  }
}

TEST(FaultPaths, AreToldInTheLogAndInTheJournal) {
  Service service(world(R"({"path": "/health"})").data(), {.authenticate = false});
  const Response answer = service.respond({.method = "GET", .target = "/api/v1/health"});
  EXPECT_THAT(answer.why, HasSubstr("canned by the route /health; fault 1: headers changed"));
  EXPECT_THAT(service.journal().requests().back().faults, ElementsAre(1));
}

TEST(FaultPaths, MayAskARouteForAnotherId) {
  Service service(one_run(R"("routes": [{"path": "/samples/{id}", "body": "{id}"}],
      "faults": [{"when": {"path": "/samples/7"}, "then": {"ask": {"path": {"id": 8}}}}],)")
                      .data(),
                  {});
  EXPECT_EQ(ServiceClient(service).get("/samples/7").body, "8");
}

TEST(FaultPaths, MayAskForWhatAnotherRouteAnswers) {
  const auto asked = [](const std::string& query) {
    Service service(one_run(R"("routes": [
        {"path": "/a/{id}", "query": {"x": true}, "body": "x {id}"},
        {"path": "/a/{id}", "query": {"y": true}, "body": "y {id}"}],
        "faults": [{"when": {"path": "/a/*"}, "then": {"ask": {"query": )" +
                            query + R"(, "path": {"id": "7"}}}}],)")
                        .data(),
                    {});
    return ServiceClient(service).get("/a/1?x=1").body;
  };
  EXPECT_EQ(asked(R"({"z": 1})"), R"("x 7")");
  EXPECT_EQ(asked(R"({"x": null, "y": 1})"), R"("y 7")");
  EXPECT_THAT(asked(R"({"x": null})"), HasSubstr("not_found"));
}

TEST(FaultPaths, AnErrorOfARouteIsTheApisOwn) {
  Service service(one_run(R"("routes": [{"path": "/queue/{id}", "body": 1}],
      "faults": [{"when": {"path": "/queue/*"}, "then": {"error": 404}}],)")
                      .data(),
                  {});
  EXPECT_THAT(ServiceClient(service).get("/queue/7").body, HasSubstr("Resource not found."));
}

TEST(FaultPaths, AreTakenInCppAndOverControl) {
  Server mock(one_run());
  HttpClient client(mock);
  {
    const auto down =
        mock.add_fault({.path = "/system/*", .method = "GET", .times = 1}, {.error = 503});
    EXPECT_EQ(client.get("/system/health")->status, 503);
    EXPECT_EQ(client.get("/system/health")->status, 404);
    EXPECT_THAT(mock.requests().front(), HitBy(down));
    EXPECT_THAT(mock.faults().front().text, HasSubstr(R"("path":"/system/*","method":"GET")"));
  }
  EXPECT_THROW(std::ignore = mock.add_fault({.path = "system"}, {.error = 503}),
               std::invalid_argument);
  EXPECT_THROW(std::ignore = mock.add_fault({.path = "/a?b=1"}, {.error = 503}),
               std::invalid_argument);
  EXPECT_THROW(std::ignore = mock.add_fault({.method = "get"}, {.error = 503}),
               std::invalid_argument);
}

// --- What a fault did before the mock was reset

TEST(FaultLives, AreKnownAfterAReset) {
  Server mock(world(R"({"path": "/health"})"));
  HttpClient client(mock);
  EXPECT_FALSE(mock.faults().front().fired_before_reset);
  client.get("/health");
  mock.reset();
  EXPECT_EQ(mock.faults().front().fired, 0u);
  EXPECT_TRUE(mock.faults().front().fired_before_reset);
  // Another scenario has faults of its own, and this one's come back as they were.
  mock.load(world(R"({"path": "/other"})"));
  EXPECT_FALSE(mock.faults().front().fired_before_reset);
}

}  // namespace
}  // namespace sp::mock::testing
