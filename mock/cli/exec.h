// Running a command against the mock: the one-line fixture for any language.
#pragma once

#include <string>
#include <vector>

namespace sp::mock {

// Blocks the signals that run_child() waits for. Before any thread starts, so that no other takes
// them.
void block_signals_of_child();

// The variables that tell the command of the mock: SP_BASE_URL, SP_API_TOKEN, and NO_PROXY in both
// cases, with the mock's host behind what is in it: a mock is never asked through a proxy.
std::vector<std::string> variables_for_child(const std::string& base_url, const std::string& token,
                                             const std::string& host);

// Runs the command with `variables`, each NAME=VALUE, in its environment and waits for it; a script
// without a first line is run by sh. Its output passes through; SIGINT, SIGTERM and the like of
// this process are handed on to it, unless they went to the whole process group, of which it is
// one. The result is its exit status as a shell would say it: 128 and the number when a signal
// ended it, 127 when there is no such command, 126 when it cannot be run.
int run_child(const std::vector<std::string>& command, const std::vector<std::string>& variables);

}  // namespace sp::mock
