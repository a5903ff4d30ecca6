// Computes the line diff of two texts: the shortest one, or for long texts one that is nearly the
// shortest. Only this file's source knows the library that does it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace sp::mock {

// Splits a text into lines, with their ends left out. Only LF ends a line; a CR is part of its
// line. A last line without LF counts as a line, and an empty text has no lines. The views point
// into `text`.
std::vector<std::string_view> lines_of(std::string_view text);

// A change: lines [expected_begin, expected_end) of the expected text are replaced by lines
// [actual_begin, actual_end) of the actual one. Lines count from 0. At most one of the two ranges
// is empty.
struct Change {
  std::uint32_t expected_begin;
  std::uint32_t expected_end;
  std::uint32_t actual_begin;
  std::uint32_t actual_end;
};

// The changes in the order of the lines, with at least one equal line between two of them. If only
// one of the texts ends with LF, their last lines differ.
std::vector<Change> changes_between(std::string_view expected, std::string_view actual);

// The number of a line in its text, from 0.
using LineNumber = std::uint32_t;

// A range of lines in each of the two texts, between which equal lines are searched for.
struct Part {
  LineNumber expected_begin;
  LineNumber expected_end;
  LineNumber actual_begin;
  LineNumber actual_end;

  // Whether one of the ranges is empty, so that no lines can be equal.
  bool empty() const { return expected_begin == expected_end || actual_begin == actual_end; }
  LineNumber size() const { return expected_end - expected_begin + actual_end - actual_begin; }
};

// Two texts as lists of numbers, in which equal lines have the same number. The end of a line
// counts as well, so that a missing newline at the end of a text is a difference.
using LineNumbers = std::vector<std::uint32_t>;
struct Interned {
  LineNumbers expected;
  LineNumbers actual;
  std::size_t distinct;
};
Interned intern(std::string_view expected, std::string_view actual);

}  // namespace sp::mock
