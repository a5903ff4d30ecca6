// The laws behind the rules, and the words for what breaks them.
#include "rules/laws.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace sp::contract {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Pair;

using Pairs = std::vector<std::pair<int, int>>;  // a key, and what is told

std::optional<int> key(const Pairs::value_type& row) {
  return row.first < 0 ? std::nullopt : std::optional(row.first);
}

std::vector<int> repeated(const Pairs& rows, std::size_t judged) {
  Verdict verdict;
  std::vector<int> keys;
  unique(rows, key, verdict, [&](const auto& first, const auto& again) {
    EXPECT_LT(&first, &again);
    keys.push_back(again.first);
  });
  EXPECT_EQ(verdict.count(), judged);
  return keys;
}

TEST(Laws, UniqueMeetsEachKeyOnce) {
  EXPECT_THAT(repeated({}, 0), IsEmpty());
  EXPECT_THAT(repeated({{1, 0}, {2, 0}, {3, 0}}, 3), IsEmpty());
  EXPECT_THAT(repeated({{1, 0}, {2, 0}, {1, 0}, {1, 0}}, 4), ElementsAre(1, 1));
  // Rows without a key count for nothing.
  EXPECT_THAT(repeated({{-1, 0}, {-1, 0}, {2, 0}}, 1), IsEmpty());
}

std::vector<std::pair<int, int>> differing(const Pairs& rows, std::size_t judged) {
  Verdict verdict;
  std::vector<std::pair<int, int>> values;
  consistent(rows, key, verdict, [&](const auto& first, const auto& row) {
    if (row.second == 0) return false;  // tells nothing
    if (first.second != row.second) values.emplace_back(first.second, row.second);
    return true;
  });
  EXPECT_EQ(verdict.count(), judged);
  return values;
}

TEST(Laws, ConsistentComparesWithTheFirstOfTheKey) {
  EXPECT_THAT(differing({{1, 7}, {2, 8}, {1, 7}}, 1), IsEmpty());
  EXPECT_THAT(differing({{1, 7}, {2, 8}, {1, 9}, {1, 5}}, 2), ElementsAre(Pair(7, 9), Pair(7, 5)));
  EXPECT_THAT(differing({{1, 7}, {1, 0}}, 0), IsEmpty());
  EXPECT_THAT(differing({{-1, 7}, {-1, 8}}, 0), IsEmpty());
}

TEST(Laws, OrderedLooksAtNeighbours) {
  const auto disordered = [](const std::vector<int>& rows) {
    Verdict verdict;
    std::vector<std::pair<int, int>> pairs;
    ordered(
        rows, [](int before, int row) { return before >= row; }, verdict,
        [&](int before, int row) { pairs.emplace_back(before, row); });
    EXPECT_EQ(verdict.count(), rows.empty() ? 0 : rows.size() - 1);
    return pairs;
  };
  EXPECT_THAT(disordered({}), IsEmpty());
  EXPECT_THAT(disordered({9, 7, 7, 3}), IsEmpty());
  EXPECT_THAT(disordered({9, 3, 7, 8}), ElementsAre(Pair(3, 7), Pair(7, 8)));
}

TEST(Laws, SumsAreNotToldWhereAPartIsNot) {
  using Number = std::optional<std::int64_t>;
  const auto sum = [](const std::vector<Number>& parts) {
    return adds_up(parts, [](const Number& part) { return part; });
  };
  constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();
  EXPECT_EQ(sum({}), 0);
  EXPECT_EQ(sum({2, 1, -5}), -2);
  EXPECT_EQ(sum({2, std::nullopt}), std::nullopt);
  EXPECT_EQ(sum({most, 1}), most);
}

std::string words(const Shape& shape) {
  const FreeText text = words_of(shape);
  return text.expected + " / " + text.found;
}

TEST(Findings, HaveTheirWordsFromTheirShape) {
  EXPECT_EQ(words(Differs{"fail", "pass", "/runs/1/samples/7"}),
            "fail, as in /runs/1/samples/7 / pass");
  EXPECT_EQ(words(Differs{"fail", "pass"}), "fail / pass");
  EXPECT_EQ(words(OutOfRange{.least = 1, .found = 0}), "at least 1 / 0");
  EXPECT_EQ(words(OutOfRange{.most = 3, .found = 4, .because = "the total"}),
            "at most 3, the total / 4");
  EXPECT_EQ(words(OutOfRange{.least = 1, .most = 3, .found = 4}), "1 to 3 / 4");
  EXPECT_EQ(words(OutOfRange{.least = 3, .most = 3, .found = 4}), "3 / 4");
  EXPECT_EQ(words(OutOfRange{.most = 1, .found = 3, .unit = "row"}), "at most 1 row / 3 rows");
  EXPECT_EQ(words(OutOfRange{.least = 1, .most = 3, .found = 0, .unit = "row"}),
            "1 to 3 rows / 0 rows");
  EXPECT_EQ(words(Repeats{"run 1", "row 0 of /a"}), "run 1 once, as in row 0 of /a / run 1 again");
  EXPECT_EQ(words(Absent{"the header Allow"}), "the header Allow / none");
  EXPECT_EQ(words(FreeText{"a", "b"}), "a / b");
}

}  // namespace
}  // namespace sp::contract
