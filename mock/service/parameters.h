// Reads a request's parameters by the contract document: types, bounds, enumerations,
// lengths, formats and defaults all come from there.
#pragma once

#include <string>
#include <string_view>

#include <sp/mock/quirks.h>

#include "api/answer.h"
#include "api/arguments.h"
#include "scenario/target.h"
#include "service/router.h"

namespace sp::mock {

// What a value of the parameter has to be, in a sentence for people, and what is wrong with
// `text`, where that can be told.
std::string demand(const schemas::Parameter& parameter, std::string_view text);

struct ReadParameters {
  Arguments arguments;  // without those that are wrong, but for their defaults
  FieldErrors errors;   // every offending parameter with what it must be
};

// Parameters that the contract does not know are ignored, unless it names them as refused; one
// given twice is refused, because either reading of it would ignore a value.
ReadParameters read_parameters(const Router::Match& match, const Target& target,
                               const Quirks& quirks = {});

}  // namespace sp::mock
