// The rows of a history in their order: newest run first, then by regression test.
#pragma once

#include <cstdint>
#include <iterator>
#include <map>
#include <optional>

#include "import/learn.h"

namespace sp::mock {

struct RowOrder {
  bool operator()(const SeenHistory::Row& a, const SeenHistory::Row& b) const {
    return a.run != b.run ? a.run > b.run : a.test < b.test;
  }
};

// Finds out whether a row can stand between those that were seen.
class RowsInOrder {
 public:
  explicit RowsInOrder(const SeenHistory& history) : total_(history.total) {
    for (const auto& [offset, row] : history.rows) offsets_.emplace(row, offset);
  }

  // Whether the history does not have the row: its neighbours stand side by side.
  bool lacks(const SeenHistory::Row& row) const {
    const auto next = offsets_.lower_bound(row);
    if (next != offsets_.end() && !RowOrder()(row, next->first)) return false;  // it is there
    const std::int64_t before = next == offsets_.begin() ? -1 : std::prev(next)->second;
    const auto behind = next == offsets_.end() ? total_ : std::optional(next->second);
    return behind && *behind == before + 1;
  }

 private:
  std::map<SeenHistory::Row, std::int64_t, RowOrder> offsets_;
  std::optional<std::int64_t> total_;
};

}  // namespace sp::mock
