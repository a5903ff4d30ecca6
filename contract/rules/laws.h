// The four laws that stand behind many rules, each a pass over rows. Which rows count, and what a
// breach is called, stays with the rule.
#pragma once

#include <cstdint>
#include <iterator>
#include <map>
#include <optional>
#include <type_traits>
#include <utility>

#include <sp/schemas/number.h>

#include "rules/rule.h"

namespace sp::contract {

// Every key comes once:
//   7 8 9    holds
//   7 8 7    breaks at the last row: repeated(first row, last row)
// `key` returns an optional; a row without a key counts for nothing.
template <class Rows, class Key, class Repeated>
void unique(const Rows& rows, const Key& key, Verdict& verdict, const Repeated& repeated) {
  using Row = std::remove_reference_t<decltype(*std::begin(rows))>;
  std::map<std::decay_t<decltype(*key(*std::begin(rows)))>, const Row*> firsts;
  for (const Row& row : rows) {
    const auto found = key(row);
    if (!found) continue;
    verdict.judged();
    const auto [first, is_new] = firsts.try_emplace(*found, &row);
    if (!is_new) repeated(*first->second, row);
  }
}

// What has the same key tells the same:
//   (run 1, linux) (run 2, windows) (run 1, linux)      holds
//   (run 1, linux) (run 2, windows) (run 1, windows)    breaks at the last row
// Calls compare(first row with the key, row) for each later one; it says whether the two can be
// compared, and fails the row where they differ.
template <class Rows, class Key, class Compare>
void consistent(const Rows& rows, const Key& key, Verdict& verdict, const Compare& compare) {
  using Row = std::remove_reference_t<decltype(*std::begin(rows))>;
  std::map<std::decay_t<decltype(*key(*std::begin(rows)))>, const Row*> firsts;
  for (const Row& row : rows) {
    const auto found = key(row);
    if (!found) continue;
    const auto [first, is_new] = firsts.try_emplace(*found, &row);
    if (!is_new && compare(*first->second, row)) verdict.judged();
  }
}

// No row stands before one that it has to follow:
//   9 7 7 3    holds, where the largest comes first
//   9 3 7      breaks at the last row: disordered(3, 7)
// `may_follow(before, row)` says whether the two may stand so.
template <class Rows, class MayFollow, class Disordered>
void ordered(const Rows& rows, const MayFollow& may_follow, Verdict& verdict,
             const Disordered& disordered) {
  using Row = std::remove_reference_t<decltype(*std::begin(rows))>;
  const Row* before = nullptr;
  for (const Row& row : rows) {
    if (before) verdict.judged();
    if (before && !may_follow(*before, row)) disordered(*before, row);
    before = &row;
  }
}

// The parts add up to the whole:
//   2 + 1 = 3    holds
//   2 + ? = 3    cannot be told: nothing
// The sum of what `number` returns for each part, an optional; nothing where one is not told. A sum
// beyond 64 bits stands as their end, which is no whole's.
template <class Parts, class Number>
std::optional<std::int64_t> adds_up(const Parts& parts, const Number& number) {
  std::int64_t sum = 0;
  for (const auto& part : parts) {
    const std::optional<std::int64_t> found = number(part);
    if (!found) return std::nullopt;
    sum = schemas::bounded_sum(sum, *found);
  }
  return sum;
}

}  // namespace sp::contract
