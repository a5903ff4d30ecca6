// From the path of a recorded request back to the operation and its parameters.
#pragma once

#include <string>
#include <string_view>

#include <sp/schemas/api.h>

#include "exchange/request.h"

namespace sp::contract {

// The operation that a path, relative to the base URL, is one of; null when it is none's.
const schemas::Operation* operation_at(std::string_view path, const schemas::Api& api);

// The parameters in a path and its query, decoded as far as they can be, in the order of
// path_of(). Segments behind the operation's path count for nothing.
Values values_in(std::string_view path, const schemas::Operation& operation);

// Whether a value, as text, is one that the contract documents for the parameter.
bool fits(const std::string& value, const schemas::Parameter& parameter);

}  // namespace sp::contract
