// Puts two texts together from the diffs that were shown of them:
//
//     expected   lines that hunks show, at their numbers; made-up ones in between
//     actual     what hunks show; where no hunk is, the lines of the expected text
//
//     @@ -3,2 +3,3 @@          1 (line 1 is made up)    1 (line 1 is made up)
//      Good evening.           2 (line 2 is made up)    2 (line 2 is made up)
//     +Good night.             3 Good evening.          3 Good evening.
//      Credits.                4 Credits.               4 Good night.
//                                                       5 Credits.
#pragma once

#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "import/shown_diff.h"

namespace sp::mock {

using ShownDiffs = std::vector<const ShownDiff*>;

struct AssembledText {
  std::string content;
  bool made_up = false;  // whether a line of it is, or its end is not known
};

// Some lines of a text, at their numbers. The views point into the diffs.
struct LinesOfText {
  std::map<std::uint32_t, std::string_view> lines = {};
  std::uint32_t at_least = 0;  // how many lines it has, as hunks behind them show
  bool end_is_shown = false;
  std::optional<bool> ends_with_newline = {};

  std::uint32_t last() const {
    return std::max(at_least, lines.empty() ? 0 : lines.rbegin()->first);
  }
};

// What all diffs of an output show of its baseline.
LinesOfText expected_lines(const ShownDiffs& diffs);

AssembledText assembled_expected(const LinesOfText& expected);
// The text of one result: `diffs` are those of this result.
AssembledText assembled_actual(const LinesOfText& expected, const ShownDiffs& diffs);

}  // namespace sp::mock
