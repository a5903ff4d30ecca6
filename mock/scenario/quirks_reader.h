// Reads quirks from JSON, where scenarios and control write them as "platform" or as a list of
// names.
#pragma once

#include <sp/mock/quirks.h>
#include <sp/schemas/json.h>

namespace sp::mock {

// Whether the value has one of the two forms.
bool is_list_of_quirks(const schemas::Value& value);
// Throws std::invalid_argument if any names are unknown. The message lists all of these, and
// suggests the most similar name for each.
Quirks quirks_from(const schemas::Value& value);

}  // namespace sp::mock
