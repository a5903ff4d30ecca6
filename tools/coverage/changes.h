// The ways in which a value is changed to see which rules notice.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "coverage/places.h"

namespace sp::coverage {

// What a value becomes; nothing: the member is left out.
using Changed = std::optional<Json>;

// Of a value that is like `example`, where the same place has `others` in other answers.
std::vector<Changed> changes_of(const Json& example, const std::vector<Json>& others);

// What a header becomes; an empty list: it is left out.
std::vector<std::vector<std::string>> changes_of_header(const std::string& value);

}  // namespace sp::coverage
