// Answers that refuse parameters, as the contract or the platform words them (contract section 8,
// first_refusal_only and wording).
#pragma once

#include "api/answer.h"

namespace sp::mock {

// The 400 for these errors. It names all of them, or only the one that the platform would name.
// `errors` must not be empty.
Answer refusal(const FieldErrors& errors, const Quirks& quirks);

// Whether the platform checks one of these fields before it looks up the run or sample of the path,
// so that it answers 400 rather than 404.
bool refused_before_lookup(const FieldErrors& errors);

}  // namespace sp::mock
