// Refusals of parameters, as the contract has them and as the platform does (contract section 8,
// first_refusal_only and wording).
#pragma once

#include "api/answer.h"

namespace sp::mock {

// The 400 for what is wrong: all of it, or the one thing that the platform would tell. `errors`
// must not be empty.
Answer refusal(const FieldErrors& errors, const Quirks& quirks);

// Whether the platform refuses one of them before it looks up the run or sample of the path.
bool refused_before_lookup(const FieldErrors& errors);

}  // namespace sp::mock
