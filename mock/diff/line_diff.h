// The line diff of two texts: the shortest one, or for long texts one that is nearly so. The
// only place that knows which library computes it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace sp::mock {

// The lines of a text: they end at LF only, a CR stays in its line, and a last line
// without LF counts. An empty text has no lines. The views point into `text`.
std::vector<std::string_view> lines_of(std::string_view text);

// Lines [expected_begin, expected_end) of the expected text are replaced by lines
// [actual_begin, actual_end) of the actual one; counted from 0. At least one of the ranges
// is not empty.
struct Change {
  std::uint32_t expected_begin;
  std::uint32_t expected_end;
  std::uint32_t actual_begin;
  std::uint32_t actual_end;
};

// In order, with at least one equal line between two changes. When one text ends with LF
// and the other does not, their last lines differ.
std::vector<Change> changes_between(std::string_view expected, std::string_view actual);

// A line's place in its text, from 0.
using LineNumber = std::uint32_t;

// A part of each of two texts, beside each other: what a search for equal lines looks at.
struct Part {
  LineNumber expected_begin;
  LineNumber expected_end;
  LineNumber actual_begin;
  LineNumber actual_end;

  // Nothing is equal where one of the texts has no line.
  bool empty() const { return expected_begin == expected_end || actual_begin == actual_end; }
  LineNumber size() const { return expected_end - expected_begin + actual_end - actual_begin; }
};

// Texts as rows of numbers: each distinct line has one. A line is told apart by its end as
// well, so that a missing newline at the end of a text is a difference.
using LineNumbers = std::vector<std::uint32_t>;
struct Interned {
  LineNumbers expected;
  LineNumbers actual;
  std::size_t distinct;
};
Interned intern(std::string_view expected, std::string_view actual);

}  // namespace sp::mock
