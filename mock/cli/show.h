// Scenarios that came along, and the schema of scenario files, as files of one's own: to read, to
// copy and to change. Each function returns the exit code.
#pragma once

#include <string>

namespace sp::mock {

// Prints the scenario of that name; with a `folder`, writes it there as NAME.json, with its texts
// and the schema, which replaces nothing called NAME.json. Throws ScenarioError when there is none
// of that name.
int show(const std::string& name, const std::string& folder);
// Prints the schema.
int schema();

}  // namespace sp::mock
