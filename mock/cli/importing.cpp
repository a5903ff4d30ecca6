#include "cli/importing.h"

#include <iostream>
#include <stdexcept>

#include "cli/commands.h"
#include "import/exact.h"
#include "import/import.h"
#include "import/known_scenario.h"
#include "import/layout.h"
#include "import/replay.h"

namespace sp::mock {

namespace {

// How far the world alone answers as was recorded.
Exactness by_the_world(const ScenarioFile& file, const Recording& recording) {
  Exactness found{.answers = recording.exchanges.size()};
  found.left = replay(file, recording);
  found.by_world = found.answers - found.left.size();
  return found;
}

void write_scenario(const ScenarioFile& file, const std::string& output) {
  if (output.empty()) {
    std::cout << laid_out(file.root) << std::flush;
    return;
  }
  try {
    write(file, output);
  } catch (const std::runtime_error& error) {
    throw UsageError(error.what());
  }
}

}  // namespace

int import_recordings(const ImportFlags& flags) {
  const Recording recording = read_recording(flags.recordings, flags.base_url);
  if (recording.exchanges.empty()) {
    throw UsageError(
        "import: the recording shows no answer of the API: name another one, or its deployment by "
        "--base-url");
  }
  Notes notes;
  const auto known = known_scenario(recording);
  ScenarioFile file = known ? *known : import_world(recording, notes);
  const Exactness found = flags.exact ? make_exact(file, recording) : by_the_world(file, recording);
  write_scenario(file, flags.output);
  for (const std::string& sentence : notes.sentences) std::cerr << sentence << '\n';
  for (const Difference& difference : found.left) {
    std::cerr << difference.to_string(recording) << '\n';
  }
  // Behind a scenario on standard output it would be no JSON.
  (flags.output.empty() ? std::cerr : std::cout) << found.to_string() << '\n';
  return 0;
}

}  // namespace sp::mock
