// Every two filters together.
#include "rules/history/pairs.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace sp::contract::history {
namespace {

std::vector<Factor> factors_of(const std::vector<std::size_t>& sizes) {
  std::vector<Factor> factors;
  for (std::size_t i = 0; i < sizes.size(); ++i) {
    Factor& factor = factors.emplace_back();
    factor.name = fmt::format("f{}", i);
    for (std::size_t j = 0; j < sizes[i]; ++j) factor.values.push_back(fmt::format("v{}", j));
  }
  return factors;
}

TEST(CoveringPairs, HaveEachTwoValuesOfTwoFactorsTogetherInFewRows) {
  // No fewer rows can do than the two largest factors have pairs.
  const std::pair<std::vector<std::size_t>, std::size_t> table[] = {
      {{7, 2, 1, 1, 1}, 14}, {{4, 2, 1, 1, 1, 1}, 8}, {{2, 2, 2}, 5}, {{3}, 0}, {{}, 0},
      {{2, 0, 1}, 2}};
  for (const auto& [sizes, most] : table) {
    const auto factors = factors_of(sizes);
    const auto rows = covering_pairs(factors);
    EXPECT_LE(rows.size(), most) << ::testing::PrintToString(sizes);
    for (std::size_t b = 1; b < factors.size(); ++b) {
      for (std::size_t a = 0; a < b; ++a) {
        for (const auto& one : factors[a].values) {
          for (const auto& other : factors[b].values) {
            EXPECT_TRUE(std::any_of(rows.begin(), rows.end(),
                                    [&](const auto& row) {
                                      const auto has = [&](const Factor& factor,
                                                           const std::string& value) {
                                        const auto found = row.find(factor.name);
                                        return found != row.end() && found->second == value;
                                      };
                                      return has(factors[a], one) && has(factors[b], other);
                                    }))
                << a << one << b << other;
          }
        }
      }
    }
    EXPECT_EQ(rows, covering_pairs(factors));
  }
}

}  // namespace
}  // namespace sp::contract::history
