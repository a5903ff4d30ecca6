// A fault, checked and ready. faults/ decides which requests it hits and does what it says.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include <sp/mock/fault.h>
#include <sp/schemas/json.h>

#include "scenario/path_pattern.h"

namespace sp::mock {

struct Fault {
  FaultWhen when;
  FaultThen then;
  std::string text;                 // as JSON, in the form of a scenario file
  std::optional<PathPattern> path;  // of `when`
};

// From the C++ form. Throws std::invalid_argument when a member that holds JSON does not, or when
// one contradicts another.
std::shared_ptr<const Fault> prepared(FaultWhen when, FaultThen then);

// From the form of a scenario file, which has passed its schema.
std::shared_ptr<const Fault> fault_from(const schemas::Value& value);

}  // namespace sp::mock
