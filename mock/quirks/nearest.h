// Which of several names somebody meant who wrote another.
#pragma once

#include <string_view>
#include <vector>

namespace sp::mock {

// The name that takes the fewest letters put in, left out or changed; the first of several such.
// `names` must not be empty.
std::string_view nearest(std::string_view written, const std::vector<std::string_view>& names);

}  // namespace sp::mock
