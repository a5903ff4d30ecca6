// What somebody meant who wrote a name that does not exist.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace sp::schemas {

// The names that are a slip away from `given`: a letter more, less or other, two letters changed
// over, in another case, or cut off at the end. The nearest of them, at most three, in the order of
// the alphabet; none where no name is near. Looks at no more than the first 100 bytes of each.
std::vector<std::string> nearest(std::string_view given, const std::vector<std::string>& names);

// "; did you mean a, b or c?"; empty where no name is near.
std::string did_you_mean(std::string_view given, const std::vector<std::string>& names);

}  // namespace sp::schemas
