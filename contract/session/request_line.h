// Finds the operation that a recorded request is for, and its parameters, from its URL alone.
#pragma once

#include <string>
#include <string_view>

#include <sp/schemas/api.h>

#include "exchange/request.h"

namespace sp::contract {

// The operation whose path template matches the path, which is relative to the base URL; null if
// none does.
const schemas::Operation* operation_at(std::string_view path, const schemas::Api& api);

// The parameters in a path and its query, decoded where that is possible, in the order in which
// path_of() takes them. Ignores segments behind the operation's path.
Values values_in(std::string_view path, const schemas::Operation& operation);

// Whether the contract documents the value for the parameter. The value is given as text.
bool fits(const std::string& value, const schemas::Parameter& parameter);

}  // namespace sp::contract
