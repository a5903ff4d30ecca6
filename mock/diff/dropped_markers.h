// Removes the lines that the platform loses from a structured diff (contract section 8,
// diff_drops_markers).
#pragma once

#include <string_view>
#include <vector>

#include "diff/hunks.h"

namespace sp::mock {

struct ShownLine {
  DiffLine line;
  std::string_view text;
};

// The platform parses the lines of a hunk from a unified diff, and takes lines that begin with
// "---" or "+++" for the names of the files. So it loses each removed line that begins with "--"
// and each added line that begins with "++", and numbers the lines after it as if it had not been
// there.
void drop_markers(std::vector<ShownLine>& lines);

}  // namespace sp::mock
