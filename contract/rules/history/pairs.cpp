#include "rules/history/pairs.h"

#include <optional>
#include <set>
#include <utility>

namespace sp::contract::history {

namespace {

// A value by the places of its factor and of itself.
using Level = std::pair<std::size_t, std::size_t>;
using Pair = std::pair<Level, Level>;  // that of the earlier factor first
using Levels = std::map<std::size_t, std::size_t>;

Pair pair_of(const Level& one, const Level& other) {
  return one < other ? Pair{one, other} : Pair{other, one};
}

std::set<Pair> all_pairs(const std::vector<Factor>& factors) {
  std::set<Pair> pairs;
  for (std::size_t b = 1; b < factors.size(); ++b) {
    for (std::size_t a = 0; a < b; ++a) {
      for (std::size_t i = 0; i < factors[a].values.size(); ++i) {
        for (std::size_t j = 0; j < factors[b].values.size(); ++j) {
          pairs.insert({{a, i}, {b, j}});
        }
      }
    }
  }
  return pairs;
}

std::size_t gain_of(const Levels& row, const Level& setting, const std::set<Pair>& left) {
  std::size_t gain = 0;
  for (const auto& chosen : row) {
    if (left.contains(pair_of(chosen, setting))) ++gain;
  }
  return gain;
}

// The value of the factor that covers the most that is left beside the row; nothing where none
// covers anything, so that a row asks no more than it has to.
std::optional<std::size_t> best_value(const Levels& row, std::size_t factor, std::size_t values,
                                      const std::set<Pair>& left) {
  std::optional<std::size_t> best;
  std::size_t most = 0;
  for (std::size_t value = 0; value < values; ++value) {
    const std::size_t gain = gain_of(row, {factor, value}, left);
    if (gain <= most) continue;
    most = gain;
    best = value;
  }
  return best;
}

}  // namespace

std::vector<std::map<std::string, std::string>> covering_pairs(const std::vector<Factor>& factors) {
  std::vector<std::map<std::string, std::string>> rows;
  std::set<Pair> left = all_pairs(factors);
  while (!left.empty()) {
    Levels row = {left.begin()->first, left.begin()->second};
    for (std::size_t factor = 0; factor < factors.size(); ++factor) {
      if (row.contains(factor)) continue;
      const auto value = best_value(row, factor, factors[factor].values.size(), left);
      if (value) row.emplace(factor, *value);
    }
    auto& named = rows.emplace_back();
    for (auto one = row.begin(); one != row.end(); ++one) {
      named.emplace(factors[one->first].name, factors[one->first].values[one->second]);
      for (auto other = row.begin(); other != one; ++other) left.erase(pair_of(*other, *one));
    }
  }
  return rows;
}

}  // namespace sp::contract::history
