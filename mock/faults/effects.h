// What a fault does to an answer.
#pragma once

#include <optional>
#include <string>

#include <sp/mock/fault.h>

#include "faults/response.h"

namespace sp::mock {

// Changes the answer as the fault says, all of it or nothing. Nothing when it was changed;
// else why it could not be.
std::optional<std::string> apply(const FaultThen& then, Response& response);

// What the fault does, in a few words for the log.
std::string summary_of(const FaultThen& then);

}  // namespace sp::mock
