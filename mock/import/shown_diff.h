// A diff that an answer showed: the lines of its hunks, as they stand in both texts.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "import/told.h"

namespace sp::mock {

enum class ShownKind : std::uint8_t { context, removed, added };

struct ShownLineOfText {
  ShownKind kind;
  std::string text;
  bool ends_without_newline = false;
};

struct ShownHunkOfTexts {
  // The numbers of its first line in both texts, from 1. A hunk without a line of a text has the
  // number of the line that would come next.
  std::uint32_t expected_line;
  std::uint32_t actual_line;
  std::vector<ShownLineOfText> lines;
};

struct ShownDiff {
  std::vector<ShownHunkOfTexts> hunks;
  std::int64_t context_lines = 3;
  bool is_unified = false;
  Source from = nullptr;
};

// Reads the content of a unified diff. Nothing if it is none.
std::optional<std::vector<ShownHunkOfTexts>> hunks_of_unified(std::string_view content);

}  // namespace sp::mock
