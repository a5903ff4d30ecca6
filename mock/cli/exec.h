// Running a command against the mock: the one-line fixture for any language.
#pragma once

#include <string>
#include <vector>

namespace sp::mock {

// Runs the command with SP_BASE_URL and SP_API_TOKEN in its environment and waits for it.
// Its output passes through; SIGINT and SIGTERM of this process are handed on to it. The
// result is its exit status as a shell would say it: 128 and the number when a signal
// ended it, 127 when there is no such command, 126 when it cannot be run.
int run_child(const std::vector<std::string>& command, const std::string& base_url,
              const std::string& token);

}  // namespace sp::mock
