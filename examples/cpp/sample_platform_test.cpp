// The client against a mock in this process. No test waits: where the client would sleep, the
// mock's clock moves on.
#include "sample_platform.h"

#include <chrono>
#include <stdexcept>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sp/mock/gtest.h>

namespace sample_platform {
namespace {

using sp::mock::Scenario;
using sp::mock::testing::MockTest;
using sp::mock::testing::Request;
using std::chrono::seconds;
using ::testing::ElementsAre;
using ::testing::SizeIs;

// `act` throws an E, which is returned to be looked at.
template <typename E, typename Act>
E thrown_by(const Act& act) {
  try {
    act();
  } catch (const E& error) {
    return error;
  }
  throw std::logic_error("expected an exception");
}

// --- Paging: sample 206 has a history of 101 rows.

struct Paging : MockTest {
  Paging() : MockTest(Scenario::bundled("paging")) {}
  Client client{mock.base_url(), mock.token()};
};

TEST_F(Paging, EachRowComesOnce) {
  const std::vector<HistoryRow> rows = client.history(206);
  EXPECT_THAT(rows, SizeIs(101));
  EXPECT_THAT(mock.requests(),
              ElementsAre(Request("getSampleHistory", {{"limit", 50}, {"offset", 0}}),
                          Request("getSampleHistory", {{"limit", 50}, {"offset", 50}}),
                          Request("getSampleHistory", {{"limit", 50}, {"offset", 100}})));
}

TEST_F(Paging, AHistoryWithoutRowsIsEmpty) { EXPECT_THAT(client.history(201), SizeIs(0)); }

TEST_F(Paging, AServerThatSendsOnePageForEverIsNotAskedForEver) {
  const auto stuck = mock.add_fault({.operation = "getSampleHistory"},
                                    {.merge_patch = R"({"pagination": {"next_offset": 0}})"});
  EXPECT_THROW(client.history(206), BadAnswer);
  EXPECT_THAT(mock.requests(), ElementsAre(Request("getSampleHistory", {{"offset", 0}})));
}

// --- The limit: 5 requests in 10 seconds.

struct Limit : MockTest {
  Limit() : MockTest(Scenario::bundled("tight-rate-limit")) {}

  // A client that notes how long it would wait, and waits by the mock's clock.
  Client client(Options options = {}) {
    options.sleep = [this](seconds wait) {
      waits.push_back(wait);
      mock.advance(wait);
    };
    return {mock.base_url(), mock.token(), options};
  }

  std::vector<seconds> waits;
};

TEST_F(Limit, IsWaitedOutAsTheServerSays) {
  Client patient = client();
  for (int i = 0; i < 6; ++i) EXPECT_EQ(patient.summary(1001).fail_count, 1);
  EXPECT_THAT(waits, ElementsAre(seconds(10)));
}

TEST_F(Limit, IsGivenUpAfterSoManyAttempts) {
  const auto busy = mock.add_fault({.operation = "getRunSummary"}, {.error = 429});
  Client patient = client({.attempts = 3});
  const auto limited = thrown_by<RateLimited>([&] { patient.summary(1001); });
  EXPECT_EQ(limited.code, "rate_limited");
  EXPECT_THAT(waits, SizeIs(2));
  EXPECT_THAT(mock.requests(), SizeIs(3));
}

TEST_F(Limit, IsNotWaitedForALongTime) {
  const auto busy = mock.add_fault({.operation = "getRunSummary"},
                                   {.error = 429, .headers = {{"Retry-After", "3600"}}});
  Client patient = client({.longest_wait = seconds(60)});
  const auto limited = thrown_by<RateLimited>([&] { patient.summary(1001); });
  EXPECT_EQ(limited.retry_after, seconds(3600));
  EXPECT_THAT(waits, SizeIs(0));
}

TEST_F(Limit, AWaitThatIsNoNumberIsASecond) {
  const auto busy = mock.add_fault({.operation = "getRunSummary", .times = 1},
                                   {.error = 429, .headers = {{"Retry-After", "soon"}}});
  client().summary(1001);
  EXPECT_THAT(waits, ElementsAre(seconds(1)));
}

// --- Trouble.

struct Trouble : MockTest {
  Trouble() : MockTest(Scenario::bundled("quickstart")) {}
  Client client{mock.base_url(), mock.token()};
};

TEST_F(Trouble, WhatIsNotThereIsTold) {
  const auto error = thrown_by<ApiError>([&] { client.summary(5); });
  EXPECT_EQ(error.status, 404);
  EXPECT_EQ(error.code, "not_found");
  EXPECT_EQ(error.details.at("id"), 5);
}

TEST_F(Trouble, AServerThatFailsIsTold) {
  const auto down = mock.add_fault({.times = 1}, {.error = 500});
  EXPECT_EQ(thrown_by<ApiError>([&] { client.summary(1001); }).code, "internal_error");
  EXPECT_EQ(client.summary(1001).fail_count, 1);
}

TEST_F(Trouble, AProxyThatFailsHasNoCode) {
  const auto down = mock.add_fault({}, {.status = 502, .raw = "<html>Bad Gateway</html>"});
  const auto error = thrown_by<ApiError>([&] { client.summary(1001); });
  EXPECT_EQ(error.status, 502);
  EXPECT_EQ(error.code, "");
}

TEST_F(Trouble, AnAnswerThatIsCutOrOddIsNone) {
  for (const sp::mock::FaultThen& then : std::vector<sp::mock::FaultThen>{
           {.close = sp::mock::CloseAt::before_headers},
           {.close = sp::mock::CloseAt::in_body},
           {.raw = "{"},
           {.merge_patch = R"({"fail_count": "one"})"},
       }) {
    const auto fault = mock.add_fault({}, then);
    EXPECT_THROW(client.summary(1001), BadAnswer);
  }
}

// --- The clock: run 1002 is queued, and completes in three minutes.

struct RunInProgress : MockTest {
  RunInProgress() : MockTest(Scenario::bundled("run-in-progress")) {}
  Client client{mock.base_url(), mock.token()};
};

TEST_F(RunInProgress, IsSeenToGoOn) {
  EXPECT_EQ(client.summary(1002).pass_count, 0);
  mock.advance(seconds(180));
  EXPECT_EQ(client.summary(1002).pass_count, 2);
  EXPECT_EQ(client.summary(1002).fail_count, 1);
}

}  // namespace
}  // namespace sample_platform
