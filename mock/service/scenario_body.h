// The body of PUT /__mock/scenario, which GET gives back: a scenario as a file has it, or
// {"bundled": NAME} for one that came along.
#pragma once

#include <string>

#include <sp/mock/scenario.h>

namespace sp::mock {

// Throws ScenarioError.
Scenario scenario_from_body(const std::string& body);
// What makes the same scenario again, as far as its texts are not in files of their own.
std::string body_of(const ScenarioData& scenario);

}  // namespace sp::mock
