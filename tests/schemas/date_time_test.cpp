#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include <gtest/gtest.h>

#include <sp/schemas/date_time.h>

namespace sp::schemas {
namespace {

using namespace std::chrono_literals;

struct Case {
  std::string_view text;
  std::string_view in_utc;  // as format_date_time writes the same instant
};

TEST(DateTime, ReadsRfc3339) {
  constexpr Case cases[] = {
      {"2026-06-27T12:42:03Z", "2026-06-27T12:42:03Z"},
      {"2026-06-27t12:42:03z", "2026-06-27T12:42:03Z"},
      {"2026-06-27T12:42:03+02:00", "2026-06-27T10:42:03Z"},
      {"2026-01-01T00:30:00+05:45", "2025-12-31T18:45:00Z"},
      {"2026-12-31T23:30:00-01:30", "2027-01-01T01:00:00Z"},
      {"2026-06-27T12:42:03-00:00", "2026-06-27T12:42:03Z"},
      {"2026-06-27T12:42:03.5Z", "2026-06-27T12:42:03.5Z"},
      {"2026-06-27T12:42:03.000001Z", "2026-06-27T12:42:03.000001Z"},
      {"2026-06-27T12:42:03.123456789Z", "2026-06-27T12:42:03.123456Z"},
      {"2026-06-27T12:42:03.000Z", "2026-06-27T12:42:03Z"},
      {"2024-02-29T00:00:00Z", "2024-02-29T00:00:00Z"},
      {"1969-12-31T23:59:59.25Z", "1969-12-31T23:59:59.25Z"},
      {"0000-01-01T00:00:00Z", "0000-01-01T00:00:00Z"},
      {"9999-12-31T23:59:59Z", "9999-12-31T23:59:59Z"},
      {"1998-12-31T23:59:60Z", "1999-01-01T00:00:00Z"},
      {"1998-12-31T15:59:60.5-08:00", "1999-01-01T00:00:00.5Z"},
  };
  for (const Case& c : cases) {
    const auto instant = parse_date_time(c.text);
    ASSERT_TRUE(instant.has_value()) << c.text;
    EXPECT_EQ(format_date_time(*instant), c.in_utc) << c.text;
  }
}

TEST(DateTime, RefusesEverythingElse) {
  constexpr std::string_view cases[] = {
      "",
      "2026-06-27",
      "2026-06-27T12:42:03",
      "2026-06-27 12:42:03Z",
      "2026-06-27T12:42Z",
      "2026-06-27T12:42:03.Z",
      "2026-06-27T12:42:03,5Z",
      "2026-06-27T12:42:03Z ",
      " 2026-06-27T12:42:03Z",
      "2026-06-27T12:42:03+0200",
      "2026-06-27T12:42:03+02",
      "2026-06-27T12:42:03+24:00",
      "2026-06-27T12:42:03+02:60",
      "2026-06-27T24:00:00Z",
      "2026-06-27T12:60:00Z",
      "2026-06-27T12:42:61Z",
      "2026-06-27T12:42:60Z",
      "1998-12-31T23:59:60+01:00",
      "2026-02-29T00:00:00Z",
      "2026-04-31T00:00:00Z",
      "2026-13-01T00:00:00Z",
      "2026-00-01T00:00:00Z",
      "2026-01-00T00:00:00Z",
      "2026-6-27T12:42:03Z",
      "+2026-06-27T12:42:03Z",
      "26-06-27T12:42:03Z",
      "2026-06-27T12:42:03Ｚ",
      "1782564123",
  };
  for (const std::string_view text : cases) EXPECT_FALSE(parse_date_time(text)) << text;
}

// A second of one digit in front of a fraction was read for ever. Here every text ends that is a
// date without some of its characters, or with others in their place.
TEST(DateTime, EndsWhateverStandsInAPlace) {
  EXPECT_EQ(parse_date_time("2026-06-27T12:42:0.5Z"), std::nullopt);
  const std::string date = "2026-06-27T12:42:03.25+02:00";
  for (std::size_t at = 0; at < date.size(); ++at) {
    for (std::size_t length = 0; at + length <= date.size(); ++length) {
      for (const char* const other : {"", "0", "00", ".", ".0", ":", "-", "+", "Z", "T"}) {
        const std::string text = std::string(date).replace(at, length, other);
        const auto instant = parse_date_time(text);
        EXPECT_TRUE(!instant || parse_date_time(format_date_time(*instant))) << text;
      }
    }
  }
}

TEST(DateTime, CountsFromTheEpoch) {
  EXPECT_EQ(parse_date_time("1970-01-01T00:00:01Z"), Instant(1s));
  EXPECT_EQ(parse_date_time("1969-12-31T23:59:59.9Z"), Instant(-100ms));
  EXPECT_EQ(format_date_time(Instant(1'500'000us)), "1970-01-01T00:00:01.5Z");
}

TEST(Date, IsAFullDate) {
  for (const std::string_view text : {"2026-06-27", "2024-02-29", "0000-01-01"}) {
    EXPECT_TRUE(is_date(text)) << text;
  }
  for (const std::string_view text :
       {"", "2026-02-29", "2026-6-27", "2026-06-27Z", "20260627", "2026-06", "27-06-2026"}) {
    EXPECT_FALSE(is_date(text)) << text;
  }
}

}  // namespace
}  // namespace sp::schemas
