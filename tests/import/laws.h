// The laws of imports, each for one recording.
#pragma once

#include <sp/mock/scenario.h>

#include "import/recording.h"
#include "recorded.h"

namespace sp::mock::testing {

// The import answers all that was recorded alike, at least the share of it by its world alone.
void expect_same_answers(const Recording& recording, double share_by_world = 0.97);

// The import of what a scenario answers the suite, and the import of what that import answers it,
// are the same file.
void expect_same_file_again(const Scenario& scenario, const HowToJudge& how);

}  // namespace sp::mock::testing
