#include "cli/opening.h"

#include <filesystem>

#include <fmt/format.h>

#include "import/exact.h"
#include "import/import.h"
#include "import/recording.h"

namespace sp::mock {

namespace {

Opened imported(const std::string& file) {
  const Recording recording = read_recording({file});
  Notes notes;
  ScenarioFile made = import_world(recording, notes);
  const Exactness exactness = make_exact(made, recording);
  Opened opened{Scenario::parse(made.json(), std::nullopt, file)};
  for (const std::string& sentence : notes.sentences) opened.told += sentence + '\n';
  for (const Difference& difference : exactness.left) {
    opened.told += difference.to_string(recording) + '\n';
  }
  opened.told += exactness.to_string() + '\n';
  return opened;
}

}  // namespace

bool is_recording(const std::string& name) {
  return name.ends_with(".har") || name.ends_with(".zip");
}

bool is_path(const std::string& name) {
  return name.find('/') != std::string::npos || name.ends_with(".json") || is_recording(name) ||
         std::filesystem::is_regular_file(name);
}

Opened open_scenario(const std::string& name) {
  if (is_recording(name)) return imported(name);
  return {is_path(name) ? Scenario::from_file(name) : Scenario::bundled(name)};
}

}  // namespace sp::mock
