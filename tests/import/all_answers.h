// All that can be asked of a scenario's world, as a recording.
#pragma once

#include <string>
#include <vector>

#include <sp/mock/scenario.h>
#include <sp/schemas/revision.h>

#include "import/recording.h"

namespace sp::mock::testing {

// The requests of a recording with the answers of a scenario in the place of those that it has.
Recording asked_again(const Recording& recording, const Scenario& scenario,
                      schemas::Revision revision);

// Each answer of the five endpoints about the scenario's first runs, one each second: all
// groupings and severities, results, diffs in both forms, histories with their filters and in
// pages.
Recording all_answers(const Scenario& scenario, schemas::Revision revision);

}  // namespace sp::mock::testing
