// The schema of scenario files, and of the single faults that control accepts.
#pragma once

#include <string_view>

#include <sp/schemas/schema.h>

#include "scenario/problems.h"

namespace sp::mock {

// schemas/scenario.schema.json, compiled once.
const schemas::Schema& scenario_schema();
// The definition in it that describes one fault.
const schemas::Schema& fault_schema();

// Adds a problem for each violation of the schema.
void check_form(const Parts& parts, const schemas::Schema& schema, Problems& problems);

}  // namespace sp::mock
