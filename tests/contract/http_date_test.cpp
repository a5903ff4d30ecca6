// The Date header in every form that a client has to read.
#include "session/http_date.h"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "transcripts.h"

namespace sp::contract::testing {
namespace {

std::string read(std::string_view text, const char* now = "2026-06-27T12:00:00Z") {
  const auto date = parse_http_date(text, *schemas::parse_date_time(now));
  return date ? schemas::format_date_time(*date) : "none";
}

TEST(HttpDate, IsReadInAllThreeForms) {
  EXPECT_EQ(read("Sat, 27 Jun 2026 12:42:03 GMT"), "2026-06-27T12:42:03Z");
  EXPECT_EQ(read("Saturday, 27-Jun-26 12:42:03 GMT"), "2026-06-27T12:42:03Z");
  EXPECT_EQ(read("Sat Jun 27 12:42:03 2026"), "2026-06-27T12:42:03Z");
  EXPECT_EQ(read("Sun Nov  6 08:49:37 1994"), "1994-11-06T08:49:37Z");
  EXPECT_EQ(read("Sat, 30 Jun 2012 23:59:60 GMT"), "2012-07-01T00:00:00Z");
  EXPECT_EQ(read("Thu, 29 Feb 2024 00:00:00 GMT"), "2024-02-29T00:00:00Z");
}

TEST(HttpDate, AYearOfTwoDigitsIsAtMostFiftyYearsAhead) {
  const std::vector<std::array<const char*, 3>> table = {
      {"Sunday, 06-Nov-94 08:49:37 GMT", "2026-06-27T12:00:00Z", "1994-11-06T08:49:37Z"},
      {"Saturday, 27-Jun-76 12:00:00 GMT", "2026-06-27T12:00:00Z", "2076-06-27T12:00:00Z"},
      {"Saturday, 27-Jun-77 12:00:00 GMT", "2026-06-27T12:00:00Z", "1977-06-27T12:00:00Z"},
      {"Friday, 01-Jan-27 00:00:00 GMT", "2026-12-31T23:59:59Z", "2027-01-01T00:00:00Z"},
      {"Friday, 31-Dec-99 23:59:59 GMT", "2100-01-01T00:00:00Z", "2099-12-31T23:59:59Z"},
      {"Friday, 01-Jan-00 00:00:00 GMT", "2099-12-31T23:59:59Z", "2100-01-01T00:00:00Z"},
      {"Monday, 28-Dec-76 12:00:00 GMT", "2026-06-27T12:00:00Z", "1976-12-28T12:00:00Z"},
  };
  for (const auto& [text, now, date] : table) EXPECT_EQ(read(text, now), date) << text;
}

TEST(HttpDate, IsNothingElse) {
  for (const std::string text : {"",
                                 "0",
                                 "1782564123",
                                 "2026-06-27T12:42:03Z",
                                 "Sat, 27 Jun 2026 12:42:03 UTC",
                                 "Sat, 27 Jun 2026 12:42:03 +0000",
                                 "Sat, 27 Jun 2026 12:42:03",
                                 "Sat, 27 Jun 2026 12:42:03 GMT ",
                                 " Sat, 27 Jun 2026 12:42:03 GMT",
                                 "Sat,27 Jun 2026 12:42:03 GMT",
                                 "Sat, 27 Jun 26 12:42:03 GMT",
                                 "Sat, 7 Jun 2026 12:42:03 GMT",
                                 "Sat, 27 jun 2026 12:42:03 GMT",
                                 "Sa, 27 Jun 2026 12:42:03 GMT",
                                 "Sa., 27. Juni 2026 12:42:03 GMT",
                                 "Sat, 31 Jun 2026 12:42:03 GMT",
                                 "Sat, 00 Jun 2026 12:42:03 GMT",
                                 "Sat, 27 Jun 2026 24:00:00 GMT",
                                 "Sat, 27 Jun 2026 12:60:03 GMT",
                                 "Sat, 27 Jun 2026 12:42:61 GMT",
                                 "Sat, 27 Jun +026 12:42:03 GMT",
                                 "Saturday, 27-Jun-2026 12:42:03 GMT",
                                 "Saturday, 27 Jun 26 12:42:03 GMT",
                                 "Sat, 27-Jun-2026 12:42:03 GMT",
                                 "Sat Jun 27 12:42:03 GMT 2026",
                                 "Sat Jun 7 12:42:03 2026",
                                 "27 Jun 2026 12:42:03 GMT"}) {
    EXPECT_EQ(read(text), "none") << text;
  }
}

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
