// The unified form of a diff, read back from its text.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "seen/diffs.h"

namespace sp::contract {

struct UnifiedDiff {
  std::vector<SeenHunk> hunks;  // with the numbers that the ranges come to
  // What keeps `patch` or `git apply` from applying it, in plain words; empty when nothing does.
  std::string problem;
  // What was found there.
  std::string found;
  // Whether the hunks hold every line that is there. One that lacks its last newline can be
  // read and not be applied.
  bool readable = true;
  // The lines that are marked as without a newline at their end, by their numbers in each text.
  std::optional<std::int64_t> expected_bare_end = {};
  std::optional<std::int64_t> actual_bare_end = {};

  bool marks_last_line() const { return expected_bare_end || actual_bare_end; }

  std::vector<SeenLine> lines(bool with_context) const;
};

// The texts of the lines are views of `content`.
UnifiedDiff parse_unified(std::string_view content);

// The largest unified diff that the contract allows, in characters.
constexpr std::size_t most_unified = 524288;

}  // namespace sp::contract
