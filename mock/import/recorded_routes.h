// What was answered beside the API, as routes of a scenario.
#pragma once

#include <cstddef>
#include <vector>

#include <sp/schemas/json.h>

#include "import/asking.h"
#include "import/recording.h"

namespace sp::mock {

// One route for each request that reached no operation and was answered with success at least once,
// that of the longest query first, so that one without a query comes after those with some. `asked`
// are the recorded requests, one for one.
schemas::NewArray routes_of(const Recording& recording, const std::vector<Asked>& asked);

}  // namespace sp::mock
