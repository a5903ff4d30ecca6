// The five endpoints. Each is a pure function that makes an answer from a world and the parameters
// of a request: it collects the facts once, and has one writer for each revision of the contract.
// None of them knows about HTTP.
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

// The endpoint of an operation; null for an id that is not one of the five.
Endpoint endpoint(std::string_view operation_id);

}  // namespace sp::mock
