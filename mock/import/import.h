// Imports a recording: makes a scenario whose world answers as the recorded deployment did.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include <sp/schemas/json.h>

#include "import/recording.h"

namespace sp::mock {

// What people should know of an import, such as two answers that contradict each other. Sentences
// without a full stop.
struct Notes {
  std::vector<std::string> sentences;
};

// A scenario file that is ready to be written. All texts are inline.
struct ScenarioFile {
  schemas::Value root;

  // The whole file as JSON on one line, for Scenario::parse().
  std::string json() const { return root.dump(); }
};

// The world that the answers tell of, as far as they do; what they do not tell is made up, the same
// each time, and stands in `x-made-up` notes.
ScenarioFile import_world(const Recording& recording, Notes& notes);

// The file as a person would write it. Texts of more than 20 lines stand in `texts`, by the paths
// that the file has for them, relative to its folder.
struct WrittenScenario {
  struct Text {
    std::string path;
    std::string content;
  };
  std::string json;
  std::vector<Text> texts;
};
WrittenScenario written(const ScenarioFile& file);

// Writes the file, and its long texts to a folder beside it. Throws std::runtime_error if that is
// not possible.
void write(const ScenarioFile& file, const std::filesystem::path& path);

}  // namespace sp::mock
