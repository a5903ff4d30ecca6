// What is kept of answers, whatever a deployment sends.
#include "exchange/budget.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "transcripts.h"

namespace sp::contract::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

Response with_body(std::string body) {
  Response made;
  made.status = 200;
  made.body_bytes = body.size();
  made.body = std::move(body);
  return made;
}

Response taken(Budget& budget, std::string body) {
  Response response = with_body(std::move(body));
  budget.take(response, false);
  return response;
}

std::string string_of(std::size_t bytes) { return '"' + std::string(bytes - 2, 'x') + '"'; }

std::string zeros(std::size_t count) {
  std::string text = "[0";
  for (std::size_t i = 1; i < count; ++i) text += ",0";
  return text + "]";
}

TEST(Budget, ReadsABodyThatFits) {
  Budget budget;
  const Response response = taken(budget, R"({"run_id": 7})");
  EXPECT_THAT(response.over_budget, IsEmpty());
  EXPECT_EQ(response.value()->dump(), R"({"run_id":7})");
  EXPECT_EQ(response.body.text(), R"({"run_id": 7})");
}

TEST(Budget, AnAnswerMayTakeHalfOfTheBytesThatAreLeft) {
  constexpr std::size_t half = Budget::most_bytes / 2;
  const auto fits = [](std::size_t bytes, Budget& budget) {
    const Response response = taken(budget, std::string(bytes, ' '));
    EXPECT_EQ(response.body.size(), response.over_budget.empty() ? bytes : 0);
    EXPECT_EQ(response.body_bytes, bytes);
    return response.over_budget.empty();
  };
  Budget budget;
  EXPECT_FALSE(fits(half + 1, budget));
  EXPECT_TRUE(fits(half, budget));
  EXPECT_FALSE(fits(half / 2 + 1, budget));
  EXPECT_TRUE(fits(half / 2, budget));
  EXPECT_TRUE(fits(1000, budget));
}

// Nothing of 100 answers of the largest size is kept beyond the budget, and a small one still fits.
TEST(Budget, SmallAnswersFitBesideHugeOnes) {
  Budget budget;
  std::size_t kept = 0;
  for (int i = 0; i < 100; ++i) kept += taken(budget, string_of(1'000'000)).body.size();
  EXPECT_LE(kept, Budget::most_bytes);
  EXPECT_THAT(taken(budget, R"({"run_id": 7})").over_budget, IsEmpty());
}

TEST(Budget, CountsBytesAsAReportWritesThem) {
  Budget budget;
  EXPECT_THAT(taken(budget, std::string(Budget::most_bytes / 11, '\x01')).over_budget,
              HasSubstr("32 MiB"));
}

TEST(Budget, AnAnswerMayTakeHalfOfTheValuesThatAreLeft) {
  Budget budget;
  constexpr std::size_t half = Budget::most_values / 2;
  const Response over = taken(budget, zeros(half));  // the array counts, too
  EXPECT_THAT(over.over_budget, HasSubstr("more than 300000 JSON values"));
  EXPECT_FALSE(over.json);
  EXPECT_TRUE(over.body.empty());
  EXPECT_THAT(taken(budget, zeros(half - 1)).over_budget, IsEmpty());
  EXPECT_THAT(taken(budget, zeros(half / 2)).over_budget, HasSubstr("more than 150000"));
  EXPECT_THAT(taken(budget, zeros(1000)).over_budget, IsEmpty());
}

TEST(Budget, CutsHeadersThatAreTooManyOrTooLong) {
  Budget budget;
  for (const auto& [count, size, kept] :
       {std::tuple(256, 10, 256), std::tuple(257, 10, 256), std::tuple(10, 10'000, 6)}) {
    Response response = with_body("{}");
    for (int i = 0; i < count; ++i) {
      response.headers.emplace_back("a", std::string(static_cast<std::size_t>(size), 'x'));
    }
    budget.take(response, false);
    EXPECT_THAT(response.headers, SizeIs(kept));
    EXPECT_EQ(response.over_budget.empty(), count == kept);
    EXPECT_TRUE(response.json);  // the body is read all the same
  }
}

TEST(Budget, DoesNotReadWhatWasOverBefore) {
  Budget budget;
  Response response = with_body("");
  response.over_budget = "a body of 17000000 bytes";
  budget.take(response, false);
  EXPECT_EQ(response.over_budget, "a body of 17000000 bytes");
  EXPECT_FALSE(response.json_problem);
}

Exchange over_budget(std::string_view operation, std::string_view kind) {
  Response answer = response(200, "");
  answer.json_problem = {};
  answer.over_budget = "a body of 17000000 bytes";
  return exchange(operation, kind, std::move(answer));
}

TEST(Budget, WhatIsOverItIsAFindingOfSizeAndOfNothingElse) {
  const Check size = verdict("getRunSummary.response.size", over_budget("getRunSummary", "ok"));
  EXPECT_EQ(size.outcome, Outcome::failed);
  EXPECT_EQ(size.findings.front().actual, "a body of 17000000 bytes");
  for (const char* rule :
       {"response.json", "response.schema", "response.ids", "summary.buckets_add_up"}) {
    const Check check =
        verdict(fmt::format("getRunSummary.{}", rule), over_budget("getRunSummary", "ok"));
    EXPECT_EQ(check.outcome, Outcome::skipped) << rule;
    EXPECT_THAT(check.reason, HasSubstr("more than the suite keeps: a body of 17000000 bytes"));
  }
  EXPECT_EQ(
      verdict("getRunSummary.response.size", exchange("getRunSummary", "ok", response(200, "{}")))
          .outcome,
      Outcome::passed);
}

}  // namespace
}  // namespace sp::contract::testing
