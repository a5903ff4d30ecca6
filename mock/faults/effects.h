// Applies a fault to an answer.
#pragma once

#include <optional>
#include <string>

#include <sp/mock/fault.h>

#include "faults/response.h"

namespace sp::mock {

// Changes the answer as the fault says. If any of the changes cannot be made, none is, and the
// result says why; otherwise the result is nullopt.
std::optional<std::string> apply(const FaultThen& then, Response& response);

// Says in a few words what the fault does, for the log.
std::string summary_of(const FaultThen& then);

}  // namespace sp::mock
