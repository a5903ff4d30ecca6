// The five endpoints: from a world and a request's parameters to an answer. Each gathers
// its facts once and has one writer for each revision of the contract. Pure functions of
// their arguments; they know nothing of HTTP.
#pragma once

#include <string_view>

#include "api/answer.h"
#include "api/arguments.h"
#include "world/world.h"

namespace sp::mock {

using Endpoint = Answer (*)(const World&, const Arguments&, const Dialect&);

Answer get_run_summary(const World&, const Arguments&, const Dialect&);
Answer get_error_summary(const World&, const Arguments&, const Dialect&);
Answer get_run_sample(const World&, const Arguments&, const Dialect&);
Answer get_diff(const World&, const Arguments&, const Dialect&);
Answer get_sample_history(const World&, const Arguments&, const Dialect&);

// Null for an operation id that is none of the five.
Endpoint endpoint(std::string_view operation_id);

}  // namespace sp::mock
