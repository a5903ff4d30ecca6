// Loads a scenario file: checks its text, and reads settings and facts from it.
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
  // The other files on disk that it was read from: its texts, and the scenarios that it extends.
  std::vector<std::filesystem::path> files;
};

// Throws ScenarioError with every problem of the file: in its JSON, in its form (which the scenario
// schema describes), and in what it refers to. Messages call it `file`.
LoadedScenario load_scenario(std::string_view text, const std::string& file,
                             std::shared_ptr<const Files> files);
LoadedScenario load_scenario(const Parts& parts);

}  // namespace sp::mock
