// Two texts from the diffs that were shown of them.
#include "import/assembled_texts.h"

#include <string>
#include <string_view>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "diff/hunks.h"

namespace sp::mock {
namespace {

// A diff of two texts, in the unified form, with so many lines of context.
ShownDiff shown(const std::string& expected, const std::string& actual, std::uint32_t context) {
  const Hunks hunks = hunks_between(expected, actual, context, HunkLimits::none());
  return {.hunks = hunks_of_unified(unified(hunks, expected, actual).text).value(),
          .context_lines = context,
          .is_unified = true};
}

std::string numbered(int from, int to) {
  std::string text;
  for (int i = from; i <= to; ++i) text += "line " + std::to_string(i) + "\n";
  return text;
}

struct Pair {
  const char* what;
  std::string expected;
  std::string actual;
};

const std::vector<Pair> pairs = {
    {"a line that changed", "one\ntwo\nthree\n", "one\nTWO\nthree\n"},
    {"a line that was added at the front", "one\n", "zero\none\n"},
    {"a line that was removed at the end", "one\ntwo\n", "one\n"},
    {"an empty baseline", "", "one\ntwo\n"},
    {"an empty actual text", "one\ntwo\n", ""},
    {"a newline at the end that one lacks", "one\ntwo\n", "one\ntwo"},
    {"one that both lack", "one\ntwo", "ONE\ntwo"},
    {"lines like those of a diff", "-- one\n++ two\n@@ -1 +1 @@\n", "-- 1\n++ two\n\\ three\n"},
    {"an empty line", "\n\none\n\n", "\n\ntwo\n\n"},
};

TEST(AssembledTexts, AreTheTextsIfTheDiffShowsAllLines) {
  for (const Pair& pair : pairs) {
    const ShownDiff diff = shown(pair.expected, pair.actual, 50);
    const LinesOfText lines = expected_lines({&diff});
    EXPECT_EQ(assembled_expected(lines).content, pair.expected) << pair.what;
    EXPECT_EQ(assembled_actual(lines, {&diff}).content, pair.actual) << pair.what;
    EXPECT_FALSE(assembled_expected(lines).made_up) << pair.what;
  }
}

// Far from the changes the lines are made up, at the right numbers: the same diff comes out.
TEST(AssembledTexts, GiveTheSameDiffIfItShowsSomeLines) {
  const std::string expected = numbered(1, 100);
  std::string actual = numbered(1, 20) + "another 21\n" + numbered(22, 59) + numbered(61, 100);
  actual += "a line more\n";
  for (const std::uint32_t context : {0, 1, 3, 10}) {
    const ShownDiff diff = shown(expected, actual, context);
    const LinesOfText lines = expected_lines({&diff});
    const std::string made_expected = assembled_expected(lines).content;
    const std::string made_actual = assembled_actual(lines, {&diff}).content;
    EXPECT_EQ(
        unified(hunks_between(made_expected, made_actual, context), made_expected, made_actual)
            .text,
        unified(hunks_between(expected, actual, context), expected, actual).text)
        << context;
    EXPECT_TRUE(assembled_expected(lines).made_up) << context;
  }
}

// Diffs of two results show other lines of one baseline.
TEST(AssembledTexts, MergeTheDiffsOfSeveralResults) {
  const std::string expected = numbered(1, 30);
  const std::string one = "another 1\n" + numbered(2, 30);
  const std::string other = numbered(1, 29) + "another 30\n";
  const ShownDiff first = shown(expected, one, 14);
  const ShownDiff second = shown(expected, other, 15);
  const LinesOfText lines = expected_lines({&first, &second});
  EXPECT_EQ(assembled_expected(lines).content, expected);
  EXPECT_EQ(assembled_actual(lines, {&first}).content, one);
  EXPECT_EQ(assembled_actual(lines, {&second}).content, other);
}

TEST(AssembledTexts, TakeTheWiderContext) {
  const std::string expected = numbered(1, 9);
  const std::string actual = numbered(1, 4) + numbered(6, 9);
  const ShownDiff narrow = shown(expected, actual, 1);
  const ShownDiff wide = shown(expected, actual, 9);
  for (const ShownDiffs& diffs : {ShownDiffs{&narrow, &wide}, ShownDiffs{&wide, &narrow}}) {
    EXPECT_EQ(assembled_actual(expected_lines(diffs), diffs).content, actual);
  }
}

TEST(AssembledTexts, HaveAHundredThousandLinesOfFiveHundredHunks) {
  std::string expected;
  std::string actual;
  for (int i = 1; i <= 100000; ++i) {
    expected += "line " + std::to_string(i) + "\n";
    actual += (i % 200 == 0 ? "another " : "line ") + std::to_string(i) + "\n";
  }
  const ShownDiff diff = shown(expected, actual, 3);
  EXPECT_EQ(diff.hunks.size(), 500u);
  const LinesOfText lines = expected_lines({&diff});
  EXPECT_EQ(lines.last(), 100000u);
  const std::string made = assembled_actual(lines, {&diff}).content;
  EXPECT_EQ(std::ranges::count(made, '\n'), 100000);
  EXPECT_THAT(made, ::testing::EndsWith("another 100000\n"));
}

TEST(UnifiedHunks, AreNoneInOtherTexts) {
  for (const std::string_view text :
       {"", "words", "@@", "@@ -1 +1", "@@ -x +1 @@\n", "@@ -0,1 +1 @@\n", "@@ -1,-1 +1 @@\n",
        "@@ -99999999999999999999 +1 @@\n", "--- expected\n+++ actual\n"}) {
    EXPECT_FALSE(hunks_of_unified(text)) << text;
  }
}

TEST(UnifiedHunks, EndWhereTheyWereCut) {
  const auto hunks = hunks_of_unified("@@ -1,9 +1,9 @@\n one\n-two\n+2");
  ASSERT_TRUE(hunks);
  EXPECT_EQ(hunks->front().lines.size(), 3u);
  EXPECT_EQ(hunks->front().lines.back().text, "2");
}

}  // namespace
}  // namespace sp::mock
