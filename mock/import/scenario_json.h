// A made world and its server as the JSON of a scenario file. Members that have their default are
// left out.
#pragma once

#include <sp/schemas/revision.h>

#include "import/import.h"
#include "import/made.h"
#include "import/server_facts.h"

namespace sp::mock {

schemas::Value scenario_json(const MadeWorld& world, const ServerFacts& server,
                             schemas::Revision revision, std::size_t answers);

}  // namespace sp::mock
