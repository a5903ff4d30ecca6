// A fault that has been checked. The code in faults/ decides which requests it hits, and applies
// it.
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
  std::string text;                 // the fault as JSON, in the form of a scenario file
  std::optional<PathPattern> path;  // the pattern made of when.path
};

// Makes a fault from its C++ form. Throws std::invalid_argument if a member has malformed JSON or
// is out of range, or if two members contradict each other.
std::shared_ptr<const Fault> prepared(FaultWhen when, FaultThen then);

// Makes a fault from its JSON form, which must fit fault_schema().
std::shared_ptr<const Fault> fault_from(const schemas::Value& value);

}  // namespace sp::mock
