// The body that PUT /__mock/scenario takes and GET returns: a scenario in the form of a file, or
// {"bundled": NAME} for one that comes with the mock, or {"file": NAME} for one that lies beside
// the one that is served.
#pragma once

#include <string>

#include <sp/mock/scenario.h>

#include "service/scenario_folder.h"

namespace sp::mock {

// Throws ScenarioError.
Scenario scenario_from_body(const std::string& body, const ScenarioFolder& folder);
// The body that loads the same scenario again. That fails for a scenario with texts in other files.
std::string body_of(const ScenarioData& scenario);

}  // namespace sp::mock
