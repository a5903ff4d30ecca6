// What one request sees, whatever changes while it is answered.
#pragma once

#include <memory>

#include <sp/schemas/revision.h>

#include "world/scenario_data.h"

namespace sp::mock {

struct Snapshot {
  std::shared_ptr<const ScenarioData> scenario;
  std::shared_ptr<const World> world;
  schemas::Instant now;  // by the mock's clock
  schemas::Revision revision;
};

}  // namespace sp::mock
