#include "service/rate_limit.h"

#include <atomic>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "service_client.h"

namespace sp::mock::testing {
namespace {

using std::chrono::seconds;

constexpr const char* world = R"(
  "version": 1, "name": "limited", "clock": {"mode": "manual", "start": "2026-06-27T13:00:00.5Z"},
  "regression_tests": [],
  "runs": [{"id": 1, "state": "queued", "platform": "linux", "created_at": "2026-06-27T12:00:00Z"}])";

Scenario limited(const std::string& limit, const std::string& more = "") {
  return Scenario::parse("{" + more + "\"rate_limit\": " + limit + "," + world + "}");
}

bool has_header(const Response& answer, const char* name) {
  return find_header(answer.headers, name) != nullptr;
}

TEST(RateLimit, OfOneMoreThanTheLimitAtOnceExactlyOneIsRefused) {
  for (int round = 0; round < 5; ++round) {
    Service service(limited(R"({"limit": 120})").data(), {});
    std::atomic<int> refused = 0;
    std::atomic<int> next = 0;
    std::vector<std::thread> clients;
    for (int i = 0; i < 16; ++i) {
      clients.emplace_back([&] {
        ServiceClient client(service);
        while (next++ < 121) refused += client.status("/runs/1/summary") == 429;
      });
    }
    for (std::thread& client : clients) client.join();
    EXPECT_EQ(refused, 1);
  }
}

TEST(RateLimit, HeadersCountDownAndAgreeWithTheEnvelope) {
  Service service(limited(R"({"limit": 3, "window_seconds": 10})").data(), {});
  ServiceClient client(service);
  const std::string reset = "1782565210";  // ten seconds after 13:00:00
  for (const char* remaining : {"2", "1", "0"}) {
    const auto answer = client.get("/runs/1/summary");
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(header(answer, "X-RateLimit-Limit"), "3");
    EXPECT_EQ(header(answer, "X-RateLimit-Remaining"), remaining);
    EXPECT_EQ(header(answer, "X-RateLimit-Reset"), reset);
    EXPECT_FALSE(has_header(answer, "Retry-After"));
  }
  service.clock().advance(seconds(4));
  const auto refused = client.get("/runs/1/summary");
  EXPECT_EQ(refused.status, 429);
  EXPECT_EQ(header(refused, "X-RateLimit-Remaining"), "0");
  EXPECT_EQ(header(refused, "X-RateLimit-Reset"), reset);
  EXPECT_EQ(header(refused, "Retry-After"), "6");
  EXPECT_EQ(header(refused, "Date"), "Sat, 27 Jun 2026 13:00:04 GMT");
  EXPECT_EQ(nlohmann::json::parse(refused.body), nlohmann::json::parse(R"({"code": "rate_limited",
              "message": "Rate limit exceeded. Retry after 6 seconds.",
              "details": {"retry_after": 6, "limit": 3, "window": "10s"}})"));
}

TEST(RateLimit, TheNextWindowBeginsWhenTheHeadersSay) {
  Service service(limited(R"({"limit": 1, "window_seconds": 10})").data(), {});
  ServiceClient client(service);
  EXPECT_EQ(client.status("/runs/1/summary"), 200);
  EXPECT_EQ(client.status("/runs/1/summary"), 429);
  service.clock().advance(std::chrono::milliseconds(9499));  // 13:00:09.999
  EXPECT_EQ(client.status("/runs/1/summary"), 429);
  service.clock().advance(std::chrono::milliseconds(1));
  EXPECT_EQ(client.status("/runs/1/summary"), 200);
}

TEST(RateLimit, WhateverDoesNotAuthenticateIsCountedByAddress) {
  Service service(
      limited(R"({"limit": 2})", R"("tokens": [{"token": "a"}, {"token": "b"}],)").data(), {});
  ServiceClient nobody(service, "");
  ServiceClient wrong(service, "Bearer wrong");
  EXPECT_EQ(nobody.status("/runs/1/summary"), 401);
  EXPECT_EQ(wrong.status("/runs/1/summary"), 401);
  EXPECT_EQ(nobody.status("/runs/1/summary"), 429);
  // Each token has a window of its own.
  for (const char* token : {"Bearer a", "bearer b"}) {
    ServiceClient client(service, token);
    EXPECT_EQ(client.status("/runs/1/summary"), 200);
    EXPECT_EQ(client.status("/runs/9/summary"), 404);
    EXPECT_EQ(client.status("/runs/0/summary"), 429);
  }
}

TEST(RateLimit, AnUnknownPathAndAnUnsupportedMethodAreNotCounted) {
  Service service(limited(R"({"limit": 1})").data(), {});
  ServiceClient client(service);
  for (int i = 0; i < 3; ++i) {
    EXPECT_FALSE(has_header(client.get("/nothing"), "X-RateLimit-Limit"));
    EXPECT_EQ(client.send("POST", "/runs/1/summary").status, 405);
  }
  EXPECT_EQ(client.status("/runs/1/summary"), 200);
}

TEST(RateLimit, IsOffWhenTheScenarioOrTheOptionsSaySo) {
  Service off(limited("null").data(), {});
  Service overruled(limited(R"({"limit": 1})").data(), {.rate_limit = false});
  for (Service* service : {&off, &overruled}) {
    ServiceClient client(*service);
    for (int i = 0; i < 3; ++i) {
      const auto answer = client.get("/runs/1/summary");
      EXPECT_EQ(answer.status, 200);
      EXPECT_FALSE(has_header(answer, "X-RateLimit-Limit"));
    }
  }
}

// `upstream` promises its three headers on every answer, so they are of a limit that is out of
// reach.
TEST(RateLimit, ThatIsOffIsOutOfReachWhereEveryAnswerHasItsHeaders) {
  Service off(limited("null").data(), {.revision = schemas::Revision::upstream});
  Service overruled(limited(R"({"limit": 1})").data(),
                    {.revision = schemas::Revision::upstream, .rate_limit = false});
  for (Service* service : {&off, &overruled}) {
    ServiceClient client(*service);
    for (std::int64_t used = 1; used <= 3; ++used) {
      const auto answer = client.get("/runs/1/summary");
      EXPECT_EQ(answer.status, 200);
      EXPECT_EQ(header(answer, "X-RateLimit-Limit"), "2147483647");
      EXPECT_EQ(header(answer, "X-RateLimit-Remaining"), std::to_string(2147483647 - used));
      EXPECT_NE(header(answer, "X-RateLimit-Reset"), "");
      EXPECT_FALSE(has_header(answer, "Retry-After"));
    }
    EXPECT_TRUE(has_header(client.get("/runs/404/summary"), "X-RateLimit-Limit"));
    EXPECT_TRUE(
        has_header(ServiceClient(*service, "").get("/runs/1/summary"), "X-RateLimit-Limit"));
  }
}

TEST(RateLimit, SeveralWorkersAllowTheLimitEach) {
  Service service(limited(R"({"limit": 3, "workers": 4})").data(), {});
  ServiceClient client(service);
  int allowed = 0;
  for (int i = 0; i < 20; ++i) allowed += client.status("/runs/1/summary") == 200;
  EXPECT_EQ(allowed, 12);
}

TEST(RateLimit, ForgetsBucketsOfWindowsThatEnded) {
  RateLimiter limiter;
  const schemas::Instant start = *schemas::parse_date_time("2026-01-01T00:00:00Z");
  for (int i = 0; i < 20000; ++i) {
    const auto decision = limiter.count("address " + std::to_string(i), {}, start + seconds(i));
    ASSERT_EQ(decision.remaining, 119);
  }
}

TEST(RateLimit, ResetStartsAnew) {
  Service service(limited(R"({"limit": 1})").data(), {});
  ServiceClient client(service);
  EXPECT_EQ(client.status("/runs/1/summary"), 200);
  EXPECT_EQ(client.status("/runs/1/summary"), 429);
  service.reset();
  EXPECT_EQ(client.status("/runs/1/summary"), 200);
}

}  // namespace
}  // namespace sp::mock::testing
