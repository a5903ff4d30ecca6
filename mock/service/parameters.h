// Reads the parameters of a request. Their types, bounds, enumerations, lengths, formats and
// defaults come from the contract document.
#pragma once

#include <string>
#include <string_view>

#include <sp/mock/quirks.h>

#include "api/answer.h"
#include "api/arguments.h"
#include "scenario/target.h"
#include "service/router.h"

namespace sp::mock {

// A sentence that says what the value of the parameter must be. For some values it also says what
// is wrong with `text`.
std::string demand(const schemas::Parameter& parameter, std::string_view text);

struct ReadParameters {
  Arguments arguments;  // the valid parameters, and the defaults of the others
  FieldErrors errors;   // one for each parameter with an invalid value
};

// Ignores parameters that the contract does not know, unless it says that they are refused. Refuses
// a parameter that is given twice, because to choose one of its values would ignore the other.
ReadParameters read_parameters(const Router::Match& match, const Target& target,
                               const Quirks& quirks = {});

}  // namespace sp::mock
