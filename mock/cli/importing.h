// The subcommand `import`: makes a scenario of recordings.
#pragma once

#include <string>
#include <vector>

namespace sp::mock {

struct ImportFlags {
  std::vector<std::string> recordings;
  std::string output;  // empty: standard output
  std::string base_url;
  bool exact = false;  // whether faults make up for what does not follow from the world
};

// Returns the exit code. Throws UsageError, and schemas::FileError for a file that is no recording.
int import_recordings(const ImportFlags& flags);

}  // namespace sp::mock
