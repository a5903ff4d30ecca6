// What diff.unified_form refuses, held against `patch` and `git apply` themselves: both are run
// over the same contents, and what either of them refuses is refused.
#include "seen/unified_diff.h"

#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string>
#include <string_view>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "temp_folder.h"

namespace sp::contract {
namespace {

using ::testing::HasSubstr;

const std::string text = "l1\nl2\nl3\n\nl5\nl6\nl7\nl8\nl9\nl10\n";
const std::string headers = "--- expected\n+++ actual\n";
const std::string hunk = "@@ -1,3 +1,3 @@\n l1\n-l2\n+L2\n l3\n";
const std::string later = "@@ -7,3 +7,3 @@\n l7\n-l8\n+L8\n l9\n";
const std::string mark = "\\ No newline at end of file\n";

// What the tools make of it.
enum class Tools {
  apply,   // both change the text as the lines say
  refuse,  // one of them gives up, or makes another text of it than the other
  skip     // both apply the hunks, and silently leave out what stands behind them
};

struct Row {
  const char* name;
  std::string content;
  // Parts of the finding; empty when there is none.
  const char* expected;
  const char* found;
  Tools tools;
  bool readable = true;
};

void PrintTo(const Row& row, std::ostream* out) { *out << row.name; }

std::vector<Row> whole_rows() {
  return {
      {"a hunk", headers + hunk, "", "", Tools::apply},
      {"two hunks", headers + hunk + later, "", "", Tools::apply},
      {"one blank line behind the last hunk", headers + hunk + "\n", "", "", Tools::apply},
      {"three blank lines behind the last hunk", headers + hunk + "\n\n\n", "", "", Tools::apply},
      {"a blank line that ends in CR", headers + hunk + "\r\n", "", "", Tools::apply},
      {"a context line whose blank is stripped", headers + "@@ -2,3 +2,3 @@\n l2\n-l3\n+L3\n\n", "",
       "", Tools::apply},
      {"a section heading", headers + "@@ -1,3 +1,3 @@ a heading" + hunk.substr(15), "", "",
       Tools::apply},
      {"a date behind the names", "--- expected\t2026-06-01\n+++ actual\t2026-06-01\n" + hunk, "",
       "", Tools::apply},
      {"lines like a header and a mark",
       headers + "@@ -9,2 +9,4 @@\n l9\n l10\n+@@ -1 +1 @@\n+" + mark, "", "", Tools::apply},
      {"a mark behind the last added line", headers + "@@ -9,2 +9,2 @@\n l9\n-l10\n+L10\n" + mark,
       "", "", Tools::apply},
      {"a mark in another language",
       headers + "@@ -9,2 +9,2 @@\n l9\n-l10\n+L10\n\\ Pas de fin de ligne\n", "", "",
       Tools::apply},
      {"a mark that the content ends with",
       headers + "@@ -9,2 +9,2 @@\n l9\n-l10\n+L10\n\\ No newline at end of file", "", "",
       Tools::apply},
  };
}

std::vector<Row> rows_cut_short() {
  return {
      {"no newline behind a context line",
       (headers + hunk).substr(0, headers.size() + hunk.size() - 1),
       "a newline behind the last line", "none behind \" l3\" in line 7", Tools::refuse},
      {"no newline behind a removed line", headers + "@@ -1,2 +1 @@\n l1\n-l2",
       "a newline behind the last line", "none behind \"-l2\" in line 5", Tools::refuse},
      {"no newline behind an added line", headers + "@@ -1,2 +1,2 @@\n l1\n-l2\n+L2",
       "a newline behind the last line", "none behind \"+L2\" in line 6", Tools::refuse},
      {"no newline at the end of the texts", headers + "@@ -8,3 +8,3 @@\n l8\n-l9\n+L9\n l10",
       "a newline behind the last line", "none behind \" l10\" in line 7", Tools::refuse},
      {"a cut hunk", headers + "@@ -1,4 +1,4 @@\n l1\n-l2\n+L2\n",
       "4 lines of the expected text and 4 of the actual one, as its header in line 3",
       "2 and 2, where the content ends", Tools::refuse, false},
      {"a cut hunk and a word about it", headers + "@@ -1,6 +1,6 @@\n l1\n-l2\n+L2\n\n... cut here",
       "6 lines of the expected text and 6 of the actual one, as its header in line 3",
       "before \"... cut here\" in line 8", Tools::refuse, false},
      {"a cut hunk before another", headers + "@@ -1,4 +1,4 @@\n l1\n-l2\n+L2\n" + later,
       "as its header in line 3", "before \"@@ -7,3 +7,3 @@\" in line 7", Tools::refuse, false},
      {"headers without a hunk", headers, "a hunk behind the two header lines", "none",
       Tools::refuse, false},
  };
}

std::vector<Row> rows_with_more() {
  return {
      {"words behind the last hunk", headers + hunk + "That was all.\n",
       "only blank lines behind the last hunk", "\"That was all.\" in line 8", Tools::skip, false},
      {"a blank line and words behind the last hunk", headers + hunk + "\n... cut here",
       "only blank lines behind the last hunk", "\"... cut here\" in line 9", Tools::skip, false},
      {"a context line that the header does not count", headers + hunk + " \n",
       "@@ -1,4 +1,4 @@ in line 3, as the hunk has so many lines", "@@ -1,3 +1,3 @@", Tools::skip,
       false},
      {"an added line that the header does not count", headers + hunk + "+more\n",
       "@@ -1,3 +1,4 @@ in line 3, as the hunk has so many lines", "@@ -1,3 +1,3 @@", Tools::skip,
       false},
      {"a removed line in place of a counted one",
       headers + "@@ -1,3 +1,3 @@\n l1\n-l2\n-l3\n \n l5\n",
       "@@ -1,5 +1,3 @@ in line 3, as the hunk has so many lines", "@@ -1,3 +1,3 @@", Tools::refuse,
       false},
      {"a blank line between two hunks", headers + hunk + "\n" + later, "the next hunk in line 8",
       "a blank line", Tools::refuse},
      {"words between two hunks", headers + hunk + "and then\n" + later,
       "only blank lines behind the last hunk", "\"and then\" in line 8", Tools::refuse, false},
  };
}

std::vector<Row> rows_with_marks() {
  const std::string at_the_end = "@@ -9,2 +9,2 @@\n l9\n-l10\n+L10\n";
  return {
      {"a mark behind leading context",
       headers + "@@ -1,3 +1,3 @@\n l1\n" + mark + "-l2\n+L2\n l3\n",
       "no more lines of the expected text: the mark in line 5 says that the line before",
       "\"-l2\" in line 6", Tools::refuse},
      {"a mark behind a removed line in the middle",
       headers + "@@ -1,3 +1,3 @@\n l1\n-l2\n" + mark + "+L2\n l3\n",
       "no more lines of the expected text", "\" l3\" in line 8", Tools::refuse},
      {"a mark behind an added line in the middle",
       headers + "@@ -1,3 +1,3 @@\n l1\n-l2\n+L2\n" + mark + " l3\n",
       "no more lines of the actual text", "\" l3\" in line 8", Tools::refuse},
      {"a mark behind a hunk that another follows", headers + hunk + mark + later,
       "no more lines of the expected text", "\" l7\" in line 10", Tools::refuse},
      {"a mark before the first line",
       headers + "@@ -1,3 +1,3 @@\n" + mark + " l1\n-l2\n+L2\n l3\n",
       "a line of the hunk before the mark in line 4", "No newline", Tools::refuse},
      {"a mark without words", headers + at_the_end + "\\\n",
       "only blank lines behind the last hunk", "\"\\\\\" in line 7", Tools::refuse, false},
  };
}

std::vector<Row> rows_with_bad_headers() {
  const auto with = [](const char* header) { return headers + header + "\n l1\n-l2\n+L2\n l3\n"; };
  return {
      {"no headers", hunk, "line 1 to begin with \"--- expected\"", "@@ -1,3 +1,3 @@",
       Tools::refuse, false},
      {"a count beyond 64 bits", with("@@ -1,99999999999999999999 +1,3 @@"),
       "a hunk's header in line 3", "99999999999999999999", Tools::refuse, false},
      {"the largest count of 64 bits", with("@@ -1,9223372036854775807 +1,3 @@"),
       "a hunk's header in line 3", "9223372036854775807", Tools::refuse, false},
      {"the largest start of 64 bits", with("@@ -9223372036854775807,3 +1,3 @@"),
       "a hunk's header in line 3", "9223372036854775807", Tools::refuse, false},
      {"a count that is negative", with("@@ -1,-3 +1,3 @@"), "a hunk's header in line 3",
       "@@ -1,-3", Tools::refuse, false},
      {"a header without its end", with("@@ -1,3 +1,3"), "a hunk's header in line 3",
       "@@ -1,3 +1,3", Tools::refuse, false},
  };
}

class UnifiedForm : public ::testing::TestWithParam<Row> {};

TEST_P(UnifiedForm, IsReadByItsCounts) {
  const Row& row = GetParam();
  const UnifiedDiff diff = parse_unified(row.content);
  EXPECT_THAT(diff.problem, HasSubstr(row.expected));
  EXPECT_THAT(diff.found, HasSubstr(row.found));
  EXPECT_EQ(diff.problem.empty(), std::string_view(row.expected).empty()) << diff.problem;
  EXPECT_EQ(diff.readable, row.readable);
}

// What the tools make of the text; nothing when one refuses or both differ.
std::string applied(const std::string& content) {
  const TempFolder folder;
  folder.write("content.diff", content);
  folder.write("expected", text);
  folder.write("actual", text);
  const std::string in_folder = fmt::format("cd '{}' && ", folder.path().string());
  const auto run = [&](const std::string& command) {
    return std::system((in_folder + command + " > log.txt 2>&1").c_str()) == 0;
  };
  // No hunk may be taken at another place, or in spite of lines that differ.
  const bool by_patch = run("patch --binary --force --fuzz=0 --output=out expected content.diff");
  const bool by_git = run("GIT_CEILING_DIRECTORIES=\"$PWD/..\" git apply content.diff");
  const std::string one = by_patch ? folder.read("out") : "";
  const std::string other = by_git ? folder.read("actual") : "";
  return one == other ? one : "";
}

TEST_P(UnifiedForm, IsRefusedWhereAToolRefusesIt) {
  for (const char* tool : {"patch", "git"}) {
    if (std::system(fmt::format("{} --version > /dev/null 2>&1", tool).c_str()) != 0) {
      GTEST_SKIP() << "no `" << tool << "` here";
    }
  }
  const Row& row = GetParam();
  const std::string result = applied(row.content);
  EXPECT_EQ(result.empty(), row.tools == Tools::refuse) << result;
  const std::string problem = parse_unified(row.content).problem;
  EXPECT_EQ(problem.empty(), row.tools == Tools::apply) << problem;
}

INSTANTIATE_TEST_SUITE_P(Whole, UnifiedForm, ::testing::ValuesIn(whole_rows()));
INSTANTIATE_TEST_SUITE_P(CutShort, UnifiedForm, ::testing::ValuesIn(rows_cut_short()));
INSTANTIATE_TEST_SUITE_P(WithMore, UnifiedForm, ::testing::ValuesIn(rows_with_more()));
INSTANTIATE_TEST_SUITE_P(WithMarks, UnifiedForm, ::testing::ValuesIn(rows_with_marks()));
INSTANTIATE_TEST_SUITE_P(WithBadHeaders, UnifiedForm, ::testing::ValuesIn(rows_with_bad_headers()));

TEST(UnifiedFormOfTenThousandLines, IsReadInTimeThatGrowsWithIt) {
  // A hunk that counts more lines than there can be, with marks and lines of every kind.
  std::string content = headers + "@@ -1,1000000000000 +1,1000000000000 @@\n";
  for (int i = 0; i < 10000; ++i) content += "-a\n+b\n c\n\n";
  const UnifiedDiff diff = parse_unified(content);
  EXPECT_THAT(diff.found, HasSubstr("30000 and 30000, where the content ends"));
}

}  // namespace
}  // namespace sp::contract
