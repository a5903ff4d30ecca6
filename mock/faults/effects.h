// A fault, checked and ready, and what it does to a question and to an answer.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include <sp/mock/fault.h>
#include <sp/schemas/json.h>

#include "service/message.h"

namespace sp::mock {

struct Fault {
  FaultWhen when;
  FaultThen then;
  std::string text;  // as JSON, in the form of a scenario file
};

// From the C++ form. Throws std::invalid_argument when a member that holds JSON does not.
std::shared_ptr<const Fault> prepared(FaultWhen when, FaultThen then);

// From the form of a scenario file, which has passed its schema.
std::shared_ptr<const Fault> fault_from(const schemas::Value& value);

// Changes the answer as the fault says, all of it or nothing. Nothing when it was changed;
// else why it could not be.
std::optional<std::string> apply(const FaultThen& then, Response& response);

// What the fault does, in a few words for the log.
std::string summary_of(const FaultThen& then);

}  // namespace sp::mock
