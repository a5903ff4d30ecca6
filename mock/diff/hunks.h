// Hunks: the changes between two texts with their context lines, within the limits of the API
// (contract section 5). The structured and the unified form of an answer are both written from the
// same hunks, so they agree.
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

// A start is the number of the hunk's first line in a text, from 1. If the hunk has no line of that
// text, it is the number of the line before the hunk, as in the unified form.
struct Hunk {
  std::uint32_t expected_start;
  std::uint32_t actual_start;
  std::vector<DiffLine> lines;

  std::uint32_t expected_count() const;
  std::uint32_t actual_count() const;
};

// The limits of the structured form. The unified form has none: `patch` would reject the pieces of
// a split hunk, because they have no context between them.
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

// A function that finds the changes between two texts.
using Comparer = std::vector<Change> (*)(std::string_view expected, std::string_view actual);

// Each hunk has at most `context` equal lines before its first and after its last change. Changes
// with at most twice as many equal lines between them are in the same hunk. A hunk that is longer
// than the limit is split.
Hunks hunks_between(std::string_view expected, std::string_view actual, std::uint32_t context,
                    const HunkLimits& limits = {}, Comparer compare = changes_between);

// The unified form of a diff, which `patch` can apply; empty if there are no hunks. If it is longer
// than `limit` bytes, `cut` is true and the text ends with the last hunk that fits, or in the first
// hunk if not even that fits. Bytes that are not UTF-8 are replaced by U+FFFD.
struct Unified {
  std::string text;
  bool cut = false;
};
Unified unified(const Hunks& hunks, std::string_view expected, std::string_view actual,
                std::size_t limit = 524288);

}  // namespace sp::mock
