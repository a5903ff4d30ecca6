// From the text of a scenario file to what it says.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "scenario/facts.h"
#include "scenario/files.h"
#include "scenario/parts.h"
#include "scenario/settings.h"

namespace sp::mock {

struct LoadedScenario {
  Settings settings;
  WorldFacts facts;
  std::vector<std::filesystem::path> files;  // those on disk that it was read from, beside its own
};

// Throws ScenarioError with every problem of the file: of its JSON, of its form (the
// scenario schema), and of what it refers to. `file` names it in messages.
LoadedScenario load_scenario(std::string_view text, const std::string& file,
                             std::shared_ptr<const Files> files);
LoadedScenario load_scenario(const Parts& parts);

}  // namespace sp::mock
