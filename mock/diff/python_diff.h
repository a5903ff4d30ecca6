// Two texts compared as Python's difflib compares them (contract section 8, python_diff).
#pragma once

#include <string_view>
#include <vector>

#include "diff/line_diff.h"

namespace sp::mock {

// As changes_between (line_diff.h), but the changes are those of difflib.SequenceMatcher: the
// longest stretch that both texts have, then the same left and right of it (Ratcliff and
// Obershelp). Where the actual text has 200 lines or more, a line that makes up more than a
// hundredth of it starts no such stretch. Neither makes for the fewest changes.
std::vector<Change> python_changes_between(std::string_view expected, std::string_view actual);

}  // namespace sp::mock
