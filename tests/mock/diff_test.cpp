// The hunks between two texts keep every promise of contract section 5, whatever the texts.
#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "diff/hunks.h"
#include "mock/random_texts.h"

namespace sp::mock {
namespace {

using testing::IsEmpty;
using testing::SizeIs;
using Lines = std::vector<std::string>;

// Walks hunks over both texts and notes the first promise that is not kept. What it accepts
// rebuilds both texts: every line is in a hunk or in an equal stretch between hunks.
class Walk {
 public:
  Walk(const Pair& texts, std::uint32_t context, const HunkLimits& limits)
      : expected_(lines_with_ends(texts.expected)),
        actual_(lines_with_ends(texts.actual)),
        context_(context),
        limits_(limits) {}

  // "" when all is well.
  std::string fault(const Hunks& diff) {
    if (diff.hunks.size() > limits_.hunks) return "too many hunks";
    if (diff.cut && diff.hunks.size() != limits_.hunks) return "cut before the limit";
    std::size_t size_before = 0;
    for (const Hunk& hunk : diff.hunks) {
      const std::size_t e = e_;
      std::string what = walk(hunk);
      // Hunks that touch are pieces of one that was too long.
      if (what.empty() && size_before != 0 && e == first_line(hunk) &&
          size_before + hunk.lines.size() <= limits_.lines_in_hunk) {
        what = "touches the hunk before it";
      }
      if (!what.empty()) {
        return fmt::format("hunk {} (-{} +{}): {}", &hunk - diff.hunks.data(), hunk.expected_start,
                           hunk.actual_start, what);
      }
      size_before = hunk.lines.size();
    }
    if (!diff.cut && !skip_to(expected_.size(), actual_.size())) return "the texts end differently";
    return "";
  }

 private:
  static std::size_t first_line(const Hunk& hunk) {
    return hunk.expected_start - (hunk.expected_count() > 0 ? 1 : 0);
  }

  // Over lines that are in no hunk; they have to be equal.
  bool skip_to(std::size_t e, std::size_t a) {
    if (e < e_ || a < a_ || e > expected_.size() || a > actual_.size()) return false;
    if (e - e_ != a - a_) return false;
    const bool equal = std::equal(expected_.begin() + e_, expected_.begin() + e,
                                  actual_.begin() + a_, actual_.begin() + a);
    e_ = e;
    a_ = a;
    return equal;
  }

  std::string walk(const Hunk& hunk) {
    const std::size_t a = hunk.actual_start - (hunk.actual_count() > 0 ? 1 : 0);
    if (!skip_to(first_line(hunk), a)) return "does not follow on what is before it";
    if (hunk.lines.size() > limits_.lines_in_hunk) return "too many lines";
    const auto is_change = [](const DiffLine& line) { return line.kind != LineKind::context; };
    const auto first = std::find_if(hunk.lines.begin(), hunk.lines.end(), is_change);
    const auto last = std::find_if(hunk.lines.rbegin(), hunk.lines.rend(), is_change);
    if (first == hunk.lines.end()) return "changes nothing";
    if (first - hunk.lines.begin() > context_) return "too much context leads";
    if (last - hunk.lines.rbegin() > context_) return "too much context trails";
    for (const DiffLine& line : hunk.lines) {
      if (!step(line)) return fmt::format("line {} is wrong", &line - hunk.lines.data());
    }
    return "";
  }

  bool step(const DiffLine& line) {
    const bool in_expected = line.kind != LineKind::added;
    const bool in_actual = line.kind != LineKind::removed;
    if (in_expected && (e_ >= expected_.size() || line.expected_line != ++e_)) return false;
    if (in_actual && (a_ >= actual_.size() || line.actual_line != ++a_)) return false;
    if (!in_expected && line.expected_line != 0) return false;
    if (!in_actual && line.actual_line != 0) return false;
    return !in_expected || !in_actual || expected_[e_ - 1] == actual_[a_ - 1];
  }

  const Lines expected_;
  const Lines actual_;
  const std::uint32_t context_;
  const HunkLimits limits_;
  std::size_t e_ = 0;  // lines walked over
  std::size_t a_ = 0;
};

std::string fault_of(const Pair& texts, std::uint32_t context, const HunkLimits& limits = {}) {
  const Hunks diff = hunks_between(texts.expected, texts.actual, context, limits);
  return Walk(texts, context, limits).fault(diff);
}

std::size_t longest_common_subsequence(const Lines& a, const Lines& b) {
  std::vector<std::size_t> row(b.size() + 1);
  for (const std::string& line : a) {
    std::size_t diagonal = 0;
    for (std::size_t j = 0; j < b.size(); ++j) {
      const std::size_t above = row[j + 1];
      row[j + 1] = line == b[j] ? diagonal + 1 : std::max(above, row[j]);
      diagonal = above;
    }
  }
  return row.back();
}

std::string numbered(std::size_t count, std::string_view prefix) {
  std::string text;
  for (std::size_t i = 0; i < count; ++i) text += fmt::format("{}{}\n", prefix, i);
  return text;
}

TEST(Diff, KeepsItsPromisesOnAnyTexts) {
  RandomTexts random(20260627);
  for (int i = 0; i < 1000; ++i) {
    const Pair texts = random.next();
    for (const std::uint32_t context : {0u, 1u, 3u, 50u}) {
      ASSERT_EQ(fault_of(texts, context), "") << "context " << context << ", pair " << i << "\n"
                                              << testing::PrintToString(texts.expected) << "\n"
                                              << testing::PrintToString(texts.actual);
    }
  }
}

TEST(Diff, KeepsItsPromisesWhenHunksAreSplitAndLeftOut) {
  RandomTexts random(500);
  for (int i = 0; i < 1000; ++i) {
    const Pair texts = random.next();
    // A hunk has room for its context and a change, as the API's 500 lines have.
    for (const auto& [context, limits] : {std::pair<std::uint32_t, HunkLimits>{0, {1, 500}},
                                          {0, {2, 500}},
                                          {1, {3, 500}},
                                          {1, {4, 2}},
                                          {3, {7, 500}},
                                          {3, {11, 3}},
                                          {5, {30, 1}}}) {
      ASSERT_EQ(fault_of(texts, context, limits), "")
          << "context " << context << ", " << limits.lines_in_hunk << " lines in a hunk, pair " << i
          << "\n"
          << testing::PrintToString(texts.expected) << "\n"
          << testing::PrintToString(texts.actual);
    }
  }
}

TEST(Diff, IsTheShortest) {
  RandomTexts random(4711);
  for (int i = 0; i < 1000; ++i) {
    const auto& [expected, actual] = random.next();
    const Lines e = lines_with_ends(expected);
    const Lines a = lines_with_ends(actual);
    const std::size_t common = longest_common_subsequence(e, a);
    const Hunks diff = hunks_between(expected, actual, 3);
    ASSERT_EQ(diff.count(LineKind::removed), static_cast<std::int64_t>(e.size() - common)) << i;
    ASSERT_EQ(diff.count(LineKind::added), static_cast<std::int64_t>(a.size() - common)) << i;
  }
}

TEST(Diff, OfEqualTextsHasNoHunks) {
  RandomTexts random(1);
  for (int i = 0; i < 200; ++i) {
    const Pair texts = random.next();
    EXPECT_THAT(hunks_between(texts.expected, texts.expected, 3).hunks, IsEmpty());
  }
}

// As `diff -U` groups them: changes with at most twice the context between them share a hunk.
TEST(Diff, JoinsChangesThatAreAtMostTwiceTheContextApart) {
  for (const std::uint32_t context : {1u, 3u, 50u}) {
    for (const std::size_t apart : {2 * context - 1, 2 * context, 2 * context + 1}) {
      const std::string between = numbered(apart, "same ");
      const Hunks diff = hunks_between("a\n" + between + "b\n", "A\n" + between + "B\n", context);
      EXPECT_THAT(diff.hunks, SizeIs(apart <= 2 * context ? 1 : 2)) << context << ' ' << apart;
    }
  }
}

TEST(Diff, SplitsAHunkAfter500Lines) {
  const struct {
    std::size_t changed;
    std::size_t hunks;
  } rows[] = {{494, 1}, {497, 1}, {498, 2}, {994, 2}, {997, 2}, {998, 3}, {1500, 4}};
  for (const auto& row : rows) {
    // Three lines of context on either side of so many added lines. Those behind them are left
    // out where they alone would make a hunk.
    const Pair texts{
        numbered(3, "before ") + numbered(3, "after "),
        numbered(3, "before ") + numbered(row.changed, "new ") + numbered(3, "after ")};
    const Hunks diff = hunks_between(texts.expected, texts.actual, 3);
    EXPECT_EQ(Walk(texts, 3, {}).fault(diff), "");
    EXPECT_THAT(diff.hunks, SizeIs(row.hunks));
    EXPECT_EQ(diff.count(LineKind::added), static_cast<std::int64_t>(row.changed));
    EXPECT_FALSE(diff.cut);
  }
}

TEST(Diff, LeavesOutTheHunksAfterThe500th) {
  for (const std::size_t changes : {499u, 500u, 501u, 700u}) {
    Pair texts;
    for (std::size_t i = 0; i < changes; ++i) {
      const std::string stretch = numbered(3, fmt::format("stretch {} ", i));
      texts.expected += stretch + "old\n";
      texts.actual += stretch + "new\n";
    }
    const Hunks diff = hunks_between(texts.expected, texts.actual, 1);
    EXPECT_EQ(Walk(texts, 1, {}).fault(diff), "");
    EXPECT_THAT(diff.hunks, SizeIs(std::min<std::size_t>(changes, 500)));
    EXPECT_EQ(diff.cut, changes > 500);
    EXPECT_EQ(diff.count(LineKind::added), static_cast<std::int64_t>(diff.hunks.size()))
        << "counts what is shown";
  }
}

TEST(Diff, OfLongTextsWithNothingInCommonIsTwoBlocks) {
  const Pair texts{numbered(100'000, "expected "), numbered(100'000, "actual ")};
  const auto changes = changes_between(texts.expected, texts.actual);
  ASSERT_THAT(changes, SizeIs(1));
  EXPECT_EQ(changes[0].expected_end - changes[0].expected_begin, 100'000u);
  EXPECT_EQ(changes[0].actual_end - changes[0].actual_begin, 100'000u);
  const Hunks diff = hunks_between(texts.expected, texts.actual, 3);
  EXPECT_EQ(Walk(texts, 3, {}).fault(diff), "");
  EXPECT_THAT(diff.hunks, SizeIs(400));
}

// Beyond some two million steps the search goes on from the best it has: the diff need not
// be the shortest any more, but it has to be one.
TEST(Diff, OfLongTextsWithManyChangesRebuildsThem) {
  const HunkLimits no_limit{500, std::string::npos};
  RandomTexts random(7);
  const auto some_of = [&](std::size_t count, std::size_t kinds) {
    std::string text;
    for (std::size_t i = 0; i < count; ++i) text += fmt::format("line {}\n", random.below(kinds));
    return text;
  };
  Pair one_in_ten;
  for (int i = 0; i < 50'000; ++i) {
    const std::string line = fmt::format("line {}\n", i % 1000);
    if (random.below(10) != 0) one_in_ten.expected += line;
    if (random.below(10) != 0) one_in_ten.actual += line;
  }
  std::string backwards;
  for (int i = 20'000; i > 0; --i) backwards += fmt::format("line {}\n", i - 1);
  const struct {
    std::string_view name;
    Pair texts;
  } rows[] = {
      {"few kinds of lines", {some_of(20'000, 10), some_of(20'000, 10)}},
      {"many kinds of lines", {some_of(20'000, 2000), some_of(20'000, 2000)}},
      {"one is longer", {some_of(20'000, 50), some_of(3'000, 50)}},
      {"the other is longer", {some_of(3'000, 50), some_of(20'000, 50)}},
      {"one line in ten is gone from each", one_in_ten},
      {"one is the other backwards", {numbered(20'000, "line "), backwards}},
  };
  for (const auto& row : rows) {
    EXPECT_EQ(fault_of(row.texts, 3, no_limit), "") << row.name;
  }
}

// Twice the changes that were made would do; a diff that finds few of the lines that stayed
// would not.
TEST(Diff, OfLongTextsWithManyChangesFindsMostLinesThatStayed) {
  RandomTexts random(8);
  Pair texts;
  std::int64_t changed = 0;
  for (int i = 0; i < 100'000; ++i) {
    const std::string line = fmt::format("line {}\n", i);
    const bool changes = random.below(10) == 0;
    changed += changes;
    texts.expected += line;
    texts.actual += changes ? fmt::format("line {}\n", random.below(100'000)) : line;
  }
  const Hunks diff = hunks_between(texts.expected, texts.actual, 3, {500, std::string::npos});
  EXPECT_LT(diff.count(LineKind::removed), 2 * changed);
  EXPECT_LT(diff.count(LineKind::added), 2 * changed);
}

TEST(Lines, EndAtLineFeedsOnly) {
  using Views = std::vector<std::string_view>;
  EXPECT_EQ(lines_of(""), Views{});
  EXPECT_EQ(lines_of("\n"), (Views{""}));
  EXPECT_EQ(lines_of("a\r\nb\rc\fd\n\ne"), (Views{"a\r", "b\rc\fd", "", "e"}));
}

}  // namespace
}  // namespace sp::mock
