// Quirks as JSON has them, in a scenario and over control: "platform", or a list of names.
#pragma once

#include <sp/mock/quirks.h>
#include <sp/schemas/json.h>

namespace sp::mock {

// Whether the value has one of the two forms.
bool is_list_of_quirks(const schemas::Value& value);
// Throws std::invalid_argument for names that are none, all of them, each with the nearest one.
Quirks quirks_from(const schemas::Value& value);

}  // namespace sp::mock
