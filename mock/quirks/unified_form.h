// The unified form of a diff as the platform sends it (contract section 8, unified_cut_at_10000).
#pragma once

#include <string>
#include <string_view>

namespace sp::mock {

// Removes the newline at the end of a unified diff and its "\ No newline at end of file" lines. Of
// a diff with more than 10,000 lines it keeps the first 10,000, followed by an empty line and a
// line that says that the diff was truncated.
std::string platform_unified_form(std::string_view diff);

}  // namespace sp::mock
