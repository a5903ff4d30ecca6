// What rules make of a Date header that is none.
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "transcripts.h"

namespace sp::contract::testing {
namespace {

// Whether it is told that the date is none; to be strict about it is for the user to say.
bool is_told(const std::string& date) {
  constexpr const char* summary =
      R"({"run_id": 9338, "total_samples": 1, "pass_count": 1, "fail_count": 0})";
  const Check check =
      verdict("getRunSummary.http.date",
              exchange("getRunSummary", "ok", response(200, summary, {{"Date", date}})));
  EXPECT_EQ(check.outcome, Outcome::passed);
  return !check.reason.empty();
}

TEST(HttpDate, ADateThatIsNoneIsToldAsSuch) {
  EXPECT_FALSE(is_told("Sat, 27 Jun 2026 12:42:03 GMT"));
  EXPECT_FALSE(is_told("Saturday, 27-Jun-26 12:42:03 GMT"));
  EXPECT_FALSE(is_told("Sat Jun 27 12:42:03 2026"));
  EXPECT_TRUE(is_told("Sat, 27 Jun 26 12:42:03 GMT"));
  EXPECT_TRUE(is_told("2026-06-27T12:42:03Z"));
  EXPECT_TRUE(is_told(""));
}

// A year of two digits was once read as one of the first century.
TEST(HttpDate, ADateThatIsNoneIsNoReasonToRefuseAReset) {
  const auto check = [](const char* date) {
    return verdict("getRunSummary.rate_limit.reset_is_near",
                   exchange("getRunSummary", "ok",
                            response(200, "{}",
                                     {{"X-RateLimit-Limit", "120"},
                                      {"X-RateLimit-Remaining", "119"},
                                      {"X-RateLimit-Reset", "1782564183"},
                                      {"Date", date}})));
  };
  EXPECT_EQ(check("Sat, 27 Jun 2026 12:42:03 GMT").outcome, Outcome::passed);
  EXPECT_EQ(check("Saturday, 27-Jun-26 12:42:03 GMT").outcome, Outcome::passed);
  EXPECT_EQ(check("Sat, 27 Jun 26 12:42:03 GMT").outcome, Outcome::skipped);
}

}  // namespace
}  // namespace sp::contract::testing
