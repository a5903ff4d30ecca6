// The state of the mock at the time of one request. The request is answered from it, so that a
// change in the meantime, such as another scenario, cannot affect half of an answer.
#pragma once

#include <memory>

#include <sp/mock/quirks.h>
#include <sp/schemas/revision.h>

#include "world/scenario_data.h"

namespace sp::mock {

struct Snapshot {
  std::shared_ptr<const ScenarioData> scenario;
  std::shared_ptr<const World> world;
  // The same world with the quirk null_codes_compared; null if that quirk is off.
  std::shared_ptr<const World> null_codes_world;
  schemas::Instant now = {};  // by the mock's clock
  schemas::Revision revision = schemas::Revision::published;
  Quirks quirks = {};

  const World& shown_world() const {
    const bool compares = null_codes_world && quirks.has(Quirk::null_codes_compared);
    return compares ? *null_codes_world : *world;
  }
};

}  // namespace sp::mock
