// The law of exactness: a deployment and a scenario that was made of what it answered fail the same
// checks.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "import/exact.h"
#include "violation_files.h"

namespace sp::mock::testing {

// Makes a scenario of a recording.
using Import = std::function<ScenarioFile(const Recording&)>;

// Expects that the suite fails the same checks of the violation and of its import, which is made
// exact, and that this answers all that was recorded alike. With no `import`, the world of the
// violation without its faults takes the place of what an import would find.
void expect_same_failures(const sp::testing::Violation& violation, const Import& import = nullptr);

}  // namespace sp::mock::testing
