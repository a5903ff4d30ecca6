// Recognizes a scenario that comes along.
#pragma once

#include <optional>

#include "import/import.h"

namespace sp::mock {

// A scenario file that extends the one of the mock's own scenarios that answers as was recorded,
// and has what differs beside it: the revision. Nothing if none answers so, or if the recording has
// no answer of a run.
std::optional<ScenarioFile> known_scenario(const Recording& recording);

}  // namespace sp::mock
