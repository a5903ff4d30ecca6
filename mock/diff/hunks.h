// Hunks: the changes between two texts with the lines around them, cut to the limits of
// the API (contract section 5). Both forms of the answer, structured and unified, are
// written from the same hunks, so they tell the same story.
#pragma once

#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "diff/line_diff.h"

namespace sp::mock {

enum class LineKind : std::uint8_t { context, removed, added };

struct DiffLine {
  LineKind kind;
  std::uint32_t expected_line;  // from 1; 0 for an added line
  std::uint32_t actual_line;    // from 1; 0 for a removed line
};

// The starts are those of the unified form: the number of the first line, or of the line
// before when the hunk has no line of that text.
struct Hunk {
  std::uint32_t expected_start;
  std::uint32_t actual_start;
  std::vector<DiffLine> lines;

  std::uint32_t expected_count() const;
  std::uint32_t actual_count() const;
};

// Of the structured form. The unified form has none: `patch` would not take the pieces of
// a split hunk, which have no context between them.
struct HunkLimits {
  std::size_t lines_in_hunk = 500;
  std::size_t hunks = 500;

  static HunkLimits none() {
    constexpr std::size_t most = std::numeric_limits<std::size_t>::max() / 2;
    return {most, most};
  }
};

struct Hunks {
  std::vector<Hunk> hunks;
  bool cut = false;  // whether hunks were left out

  std::int64_t count(LineKind kind) const;
};

// What finds the changes between two texts.
using Comparer = std::vector<Change> (*)(std::string_view expected, std::string_view actual);

// At most `context` equal lines lead and trail each hunk; changes that are no more than
// twice as far apart share one. A hunk over the limit is split.
Hunks hunks_between(std::string_view expected, std::string_view actual, std::uint32_t context,
                    const HunkLimits& limits = {}, Comparer compare = changes_between);

// The unified form, which `patch` applies; empty when there are no hunks. It ends with the
// last hunk that fits into `limit` bytes, or, where not even the first one does, with as much
// of that as fits; `cut` says that it does. Bytes that are not UTF-8 are U+FFFD.
struct Unified {
  std::string text;
  bool cut = false;
};
Unified unified(const Hunks& hunks, std::string_view expected, std::string_view actual,
                std::size_t limit = 524288);

}  // namespace sp::mock
