// Dates of headers in every form that a client has to read, and in the one that is written.
#include <array>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sp/schemas/http_date.h>

namespace sp::schemas {
namespace {

std::string read(std::string_view text, const char* now = "2026-06-27T12:00:00Z") {
  const auto date = parse_http_date(text, *parse_date_time(now));
  return date ? format_date_time(*date) : "none";
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

std::string written(const char* instant) { return format_http_date(*parse_date_time(instant)); }

TEST(HttpDate, IsWrittenInTheFormThatServersSend) {
  EXPECT_EQ(written("2026-06-27T12:42:03Z"), "Sat, 27 Jun 2026 12:42:03 GMT");
  EXPECT_EQ(written("2026-12-06T00:00:09.999999Z"), "Sun, 06 Dec 2026 00:00:09 GMT");
  EXPECT_EQ(written("1969-12-31T23:59:59.5Z"), "Wed, 31 Dec 1969 23:59:59 GMT");
  EXPECT_EQ(written("0987-01-01T00:00:00Z"), "Mon, 01 Jan 0987 00:00:00 GMT");
  EXPECT_EQ(written("9999-12-31T23:59:59Z"), "Fri, 31 Dec 9999 23:59:59 GMT");
}

TEST(HttpDate, IsReadBackAsItWasWritten) {
  // A bit more than a day and a month apart, so that all names come.
  for (auto at = *parse_date_time("1995-01-01T00:00:00Z");
       at < *parse_date_time("2035-01-01T00:00:00Z");
       at += std::chrono::hours(24 * 9 + 7) + std::chrono::seconds(61)) {
    EXPECT_EQ(parse_http_date(format_http_date(at)), at) << format_date_time(at);
  }
}

}  // namespace
}  // namespace sp::schemas
