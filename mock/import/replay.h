// Holds a scenario against the recording that it was made of: what was recorded is asked of it
// again, and each answer compared with the recorded one.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include <sp/mock/scenario.h>
#include <sp/schemas/revision.h>

#include "import/import.h"
#include "import/recording.h"

namespace sp::mock {

// An answer of the scenario that differs from the recorded one.
struct Difference {
  std::size_t exchange;  // its index in Recording::exchanges
  std::string where;     // what differs first: "status", "header Retry-After", "body at /data/0"
  std::string recorded;  // what stands there, shortened; both may be "nothing"
  std::string answered;

  // "run.har, entry 3: GET /runs/1/summary: body at /pass_count: recorded 2, answered 3"
  std::string to_string(const Recording& recording) const;
};

// At most one for each exchange. Compared are the status, the headers that the contract names (but
// for the date, which follows the clock) and the body; as JSON, if it is JSON: by values, numbers
// as they are written, dates by their instants. The first one
// throws ScenarioError if the scenario cannot be used; the second one asks in the scenario's
// revision unless another one is given.
std::vector<Difference> replay(const ScenarioFile& file, const Recording& recording);
std::vector<Difference> replay(const Scenario& scenario, const Recording& recording,
                               std::optional<schemas::Revision> revision = std::nullopt);

}  // namespace sp::mock
