// Lines that the platform loses from a structured diff (contract section 8, diff_drops_markers).
#pragma once

#include <string_view>
#include <vector>

#include "diff/hunks.h"

namespace sp::mock {

struct ShownLine {
  DiffLine line;
  std::string_view text;
};

// The platform reads the lines of a hunk back out of a unified diff, and there takes "---" and
// "+++" for the names of the files: a removed line that begins with "--" and an added one that
// begins with
// "++" are gone, and those behind it are counted as if it had never been there.
void drop_markers(std::vector<ShownLine>& lines);

}  // namespace sp::mock
