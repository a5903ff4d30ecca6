// Gives users the scenarios that come with the mock and the schema of scenario files, to read, copy
// and change. Each function returns the exit code.
#pragma once

#include <string>

namespace sp::mock {

// Prints the scenario with this name. If `folder` is not empty, writes the scenario there instead,
// as NAME.json with its texts and the schema; an existing NAME.json is not replaced. Throws
// ScenarioError if no scenario has the name.
int show(const std::string& name, const std::string& folder);
// Prints the JSON schema of scenario files.
int schema();

}  // namespace sp::mock
