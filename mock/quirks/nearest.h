// Finds the name that somebody probably meant when they misspelt it.
#pragma once

#include <string_view>
#include <vector>

namespace sp::mock {

// The name that needs the fewest letters inserted, removed or replaced to become `written`; the
// first of these if there are several. `names` must not be empty.
std::string_view nearest(std::string_view written, const std::vector<std::string_view>& names);

}  // namespace sp::mock
