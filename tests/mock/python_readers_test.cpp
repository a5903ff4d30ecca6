// Texts read and compared as Python reads and compares them, each beside what Python 3.11 says.
#include <optional>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "diff/dropped_markers.h"
#include "diff/hunks.h"
#include "diff/python_diff.h"
#include "quirks/platform_text.h"
#include "quirks/python_date.h"
#include "quirks/python_integer.h"
#include "quirks/unified_form.h"

namespace sp::mock {
namespace {

using ::testing::ElementsAre;
using ::testing::EndsWith;

struct IntegerCase {
  std::string text;
  std::optional<std::int64_t> number;
};

TEST(PythonInteger, ReadsWhatIntReads) {
  constexpr std::int64_t most = 9223372036854775807;
  const std::vector<IntegerCase> cases = {
      {"7", 7},
      {"007", 7},
      {"+7", 7},
      {"-7", -7},
      {"1_000", 1000},
      {" 7\t\r\n", 7},
      {"\xC2\xA0\x37\xE2\x80\x83", 7},  // U+00A0, U+2003
      {"\xC2\x85\x37", 7},              // U+0085
      {"\xD9\xA6", 6},                  // an Arabic digit
      {"\xEF\xBC\x91_0", 10},           // a full-width one
      {"\xF0\x9D\x9F\x99", 1},          // a mathematical one, U+1D7D9
      {"99999999999999999999", most},
      {"-99999999999999999999", -most},
      {std::string(4300, '0'), 0},
      {std::string(4301, '0'), {}},  // more digits than Python takes
      {"", {}},
      {" ", {}},
      {"+", {}},
      {"+ 7", {}},
      {"--7", {}},
      {"_7", {}},
      {"7_", {}},
      {"1__0", {}},
      {"1.0", {}},
      {"1e2", {}},
      {"0x10", {}},
      {"7\x1C", {}},          // str.strip takes it, int() does not
      {"7\xE2\x80\x8B", {}},  // U+200B is no space
      {std::string("7\0", 2), {}},
      {"\xE2\x85\xA7", {}},  // a Roman numeral is no decimal digit
  };
  for (const IntegerCase& row : cases) EXPECT_EQ(python_integer(row.text), row.number) << row.text;
}

struct DateCase {
  std::string text;
  std::string instant;  // "" for one that Python refuses
  std::string local = {};
};

TEST(PythonDate, ReadsWhatFromisoformatReads) {
  const std::vector<DateCase> cases = {
      {"2026-06-25", "2026-06-25T00:00:00Z"},
      {"20260625", "2026-06-25T00:00:00Z"},
      {"2026-W26-4", "2026-06-25T00:00:00Z"},
      {"2026W264", "2026-06-25T00:00:00Z"},
      {"2026-W26", "2026-06-22T00:00:00Z"},
      {"2026W26", "2026-06-22T00:00:00Z"},
      {"2020-W53-7", "2021-01-03T00:00:00Z"},
      {"2026-06-25T12:00:00Z", "2026-06-25T12:00:00Z"},
      {"2026-06-25 12:00", "2026-06-25T12:00:00Z"},
      {"2026-06-25\xF0\x9F\x93\xBA\x31\x32", "2026-06-25T12:00:00Z"},
      {"2026-06-25Z12", "", ""},
      {"2026-W26-0930", "2026-06-22T09:30:00Z"},   // the hyphen is taken for the separator
      {"2026W264512:00", "2026-06-25T12:00:00Z"},  // a digit is the separator
      {"2026-06-25T12.5", "2026-06-25T12:00:00.5Z"},
      {"2026-06-25T12,5", "2026-06-25T12:00:00.5Z"},
      {"2026-06-25T1200.5", "2026-06-25T12:00:00.5Z"},
      {"2026-06-25T12:00.5", "2026-06-25T12:00:00.5Z"},
      {"2026-06-25T12:00:00.1234567", "2026-06-25T12:00:00.123456Z"},
      {"2026-06-25T12:00:00.+00:00", "2026-06-25T12:00:00Z"},
      {"2026-06-25T12:00:00+02:00", "2026-06-25T10:00:00Z", "2026-06-25T12:00:00Z"},
      {"2026-06-25T12:00:00-0230", "2026-06-25T14:30:00Z", "2026-06-25T12:00:00Z"},
      {"2026-06-25T12:00:00+00:99", "2026-06-25T10:21:00Z", "2026-06-25T12:00:00Z"},
      {"2026-06-25T12:00:00+05.5", "2026-06-25T06:59:59.5Z", "2026-06-25T12:00:00Z"},
      {"2026-06-25T12:00:00+00.5", "2026-06-25T12:00:00Z"},  // a zone below a second is none
      {"2026-06-25T12:00:00.", ""},
      {"2026-06-25T12:00:00z", ""},
      {"2026-06-25t12:00:00Z", "2026-06-25T12:00:00Z"},
      {"2026-06-25T23:59:60Z", ""},
      {"2026-06-25T24:00:00Z", ""},
      {"2026-06-25T12:60", ""},
      {"2026-06-25T", ""},
      {"2026-06-25T12:00:00+23:60", ""},
      {"2026-06-25T12:00:00+", ""},
      {"2026-W013", ""},
      {"2026W01-3", ""},
      {"2021-W53", ""},
      {"2026-02-30", ""},
      {"2026-176", ""},
      {"0000-01-01", ""},
      {"9999-W52-7", ""},
      {"10000-01-01T00:00:00Z", ""},
      {"1750000000", ""},
      {"garbage", ""},
      {"", ""},
  };
  for (const DateCase& row : cases) {
    const auto bound = python_date(row.text);
    ASSERT_EQ(bound.has_value(), !row.instant.empty()) << row.text;
    if (!bound) continue;
    EXPECT_EQ(schemas::format_date_time(bound->instant), row.instant) << row.text;
    EXPECT_EQ(schemas::format_date_time(bound->local), row.local.empty() ? row.instant : row.local)
        << row.text;
  }
}

TEST(PlatformText, EndsLinesAtAnyLineEndAndReadsWhatIsNotUtf8AsWindows1252) {
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"", ""},
      {"a", "a\n"},
      {"a\n", "a\n"},
      {"a\r\nb\rc\n\n", "a\nb\nc\n\n"},
      {"a\r\r\nb", "a\n\nb\n"},
      {"a\x0B\xE2\x80\xA8\x62", "a\x0B\xE2\x80\xA8\x62\n"},  // neither VT nor U+2028 ends a line
      {"caf\xC3\xA9", "caf\xC3\xA9\n"},
      {"caf\xE9", "caf\xC3\xA9\n"},
      {"\x80\x99", "\xE2\x82\xAC\xE2\x84\xA2\n"},
      {"\x81", "\xEF\xBF\xBD\n"},
  };
  for (const auto& [bytes, text] : cases) EXPECT_EQ(platform_text(bytes), text) << bytes;
}

std::string python_unified(std::string_view expected, std::string_view actual) {
  const Hunks hunks =
      hunks_between(expected, actual, 1, HunkLimits::none(), python_changes_between);
  return unified(hunks, expected, actual).text;
}

// difflib takes the longest stretch first: "c d" here, although "a", "b" and "e" would be more
// lines.
TEST(PythonDiff, TakesTheLongestStretchAndNotTheFewestChanges) {
  EXPECT_EQ(python_unified("x\nc\nd\na\nb\n", "a\nb\ny\nc\nd\n"),
            "--- expected\n+++ actual\n@@ -1,5 +1,5 @@\n-x\n+a\n+b\n+y\n c\n d\n-a\n-b\n");
}

// A line that stands in more than a hundredth of 200 lines starts no stretch; of 199 it does.
TEST(PythonDiff, LeavesOutLinesThatALongTextIsFullOf) {
  std::string lines;
  for (int i = 0; i < 100; ++i) lines += std::to_string(i) + "\nsame\n";
  const auto in_long = python_changes_between("only here\nsame\n", lines);
  ASSERT_EQ(in_long.size(), 1u);
  EXPECT_EQ(in_long[0].expected_end, 2u);  // all is replaced
  const std::string_view shorter = std::string_view(lines).substr(2);
  const auto in_shorter = python_changes_between("only here\nsame\n", shorter);
  ASSERT_EQ(in_shorter.size(), 2u);
  EXPECT_EQ(in_shorter[0].expected_end, 1u);
}

TEST(DroppedMarkers, TakeLinesAndTheirNumbersAway) {
  std::vector<ShownLine> lines = {
      {{LineKind::context, 4, 4}, "-- stays: it is context"},
      {{LineKind::removed, 5, 0}, "-- gone"},
      {{LineKind::removed, 6, 0}, "++ stays: it is removed"},
      {{LineKind::added, 0, 5}, "++ gone"},
      {{LineKind::context, 7, 6}, "last"},
  };
  drop_markers(lines);
  std::vector<std::string> seen;
  for (const ShownLine& row : lines) {
    seen.push_back(std::to_string(row.line.expected_line) + "/" +
                   std::to_string(row.line.actual_line) + " " + std::string(row.text.substr(0, 8)));
  }
  EXPECT_THAT(seen, ElementsAre("4/4 -- stays", "5/0 ++ stays", "6/5 last"));
}

TEST(UnifiedForm, HasNoNewlineAtItsEndAndIsCutAfterTenThousandLines) {
  EXPECT_EQ(platform_unified_form(""), "");
  EXPECT_EQ(platform_unified_form("--- expected\n+++ actual\n@@ -1 +1 @@\n-a\n+b\n"
                                  "\\ No newline at end of file\n"),
            "--- expected\n+++ actual\n@@ -1 +1 @@\n-a\n+b");
  std::string line_by_line;
  for (int i = 0; i < 10000; ++i) line_by_line += "+x\n";
  EXPECT_EQ(platform_unified_form(line_by_line).size(), line_by_line.size() - 1);
  const std::string cut = platform_unified_form(line_by_line + "+y\n");
  EXPECT_THAT(cut, EndsWith("+x\n\n... Diff truncated due to length ..."));
}

}  // namespace
}  // namespace sp::mock
