// The unified form as the platform sends it (contract section 8, unified_cut_at_10000).
#pragma once

#include <string>
#include <string_view>

namespace sp::mock {

// A unified diff without the newline at its end and without the lines that tell of a missing one;
// of more than 10,000 lines the first so many, and a line in words behind an empty one.
std::string platform_unified_form(std::string_view diff);

}  // namespace sp::mock
