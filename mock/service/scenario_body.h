// The body that PUT /__mock/scenario takes and GET returns: a scenario in the form of a file, or
// {"bundled": NAME} for one that comes with the mock.
#pragma once

#include <string>

#include <sp/mock/scenario.h>

namespace sp::mock {

// Throws ScenarioError.
Scenario scenario_from_body(const std::string& body);
// The body that loads the same scenario again. That fails for a scenario with texts in other files.
std::string body_of(const ScenarioData& scenario);

}  // namespace sp::mock
