// The form of scenario files: schemas/scenario.schema.json, compiled once.
#pragma once

#include <sp/schemas/schema.h>

namespace sp::mock {

const schemas::Schema& scenario_schema();
// The part of it that is about one fault.
const schemas::Schema& fault_schema();

}  // namespace sp::mock
