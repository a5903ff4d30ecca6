// Reads a scenario's settings of the server: tokens, rate limit, clock, routes and faults.
//
// Like FactsReader, it skips members of the wrong type: the schema has reported them already, and
// the reader may still find other problems.
#pragma once

#include <sp/schemas/json.h>

#include "scenario/problems.h"
#include "scenario/settings.h"

namespace sp::mock {

void read_settings(const schemas::Value& root, Settings& settings, Problems& problems);

}  // namespace sp::mock
