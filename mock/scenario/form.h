// The form of scenario files, and of the parts of one that control takes.
#pragma once

#include <string_view>

#include <sp/schemas/schema.h>

#include "scenario/problems.h"

namespace sp::mock {

// schemas/scenario.schema.json, compiled once.
const schemas::Schema& scenario_schema();
// The part of it that is about one fault.
const schemas::Schema& fault_schema();

// Adds what is wrong with a document by a schema.
void check_form(const Parts& parts, const schemas::Schema& schema, Problems& problems);

}  // namespace sp::mock
