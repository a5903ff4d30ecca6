// The scenario files that lie beside the one that is served, so that a client may switch to them.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include <sp/mock/scenario.h>

namespace sp::mock {

class ScenarioFolder {
 public:
  // Without a folder there are no files.
  explicit ScenarioFolder(std::optional<std::filesystem::path> folder = std::nullopt)
      : folder_(std::move(folder)) {}

  // The names of the files that end in .json, sorted; of more than 200, the first.
  std::vector<std::string> names() const;
  // Loads one of them. Throws ScenarioError, also for any other name: no client reads other files.
  Scenario load(const std::string& name) const;

 private:
  const std::optional<std::filesystem::path> folder_;
};

}  // namespace sp::mock
