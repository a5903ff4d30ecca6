// From the text of a scenario file to a world.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "scenario/files.h"
#include "world/scenario_data.h"

namespace sp::mock {

// Throws ScenarioError with every problem of the file: of its JSON, of its form (the
// scenario schema), and of what it refers to. `file` names it in messages.
std::shared_ptr<const ScenarioData> load_scenario(std::string_view text, const std::string& file,
                                                  const Files& files);

}  // namespace sp::mock
