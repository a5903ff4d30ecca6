// Opens what the commands take for a scenario: a file of one, the name of one that comes along, or
// a recording, which is imported.
#pragma once

#include <string>

#include <sp/mock/scenario.h>

namespace sp::mock {

struct Opened {
  Scenario scenario;
  // What to tell people of an import: lines, each with a line end. Empty for a scenario.
  std::string told = {};
};

// Whether it is the file of a recording, by its name: a .har, or a .zip that has one.
bool is_recording(const std::string& name);
// Whether it is a path when it looks like one or is one; else it is the name of a scenario that
// comes along.
bool is_path(const std::string& name);

// Throws ScenarioError, and schemas::FileError for a recording that cannot be read.
Opened open_scenario(const std::string& name);

}  // namespace sp::mock
