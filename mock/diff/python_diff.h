// Compares two texts as Python's difflib does (contract section 8, python_diff).
#pragma once

#include <string_view>
#include <vector>

#include "diff/line_diff.h"

namespace sp::mock {

// Like changes_between() of line_diff.h, but finds the changes that difflib.SequenceMatcher finds
// (Ratcliff and Obershelp's method): it looks for the longest run of lines that both texts have,
// then does the same with the lines before it and with those after it. If the actual text has 200
// lines or more, a line that makes up more than a hundredth of it never starts such a run. So the
// changes may be more than necessary.
std::vector<Change> python_changes_between(std::string_view expected, std::string_view actual);

}  // namespace sp::mock
