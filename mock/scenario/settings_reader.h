// Reads what a scenario says of the server around the world: tokens, limit, clock, routes,
// faults. Like the reader of the facts, it takes what it can of a document whose form is
// wrong; the schema has told of that.
#pragma once

#include <sp/schemas/json.h>

#include "scenario/problems.h"
#include "scenario/settings.h"

namespace sp::mock {

void read_settings(const schemas::Value& root, Settings& settings, Problems& problems);

}  // namespace sp::mock
