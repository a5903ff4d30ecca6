// Runs a command against the mock, so that one line gives a test in any language its mock.
#pragma once

#include <string>
#include <vector>

namespace sp::mock {

// Blocks the signals that run_child() waits for. Call this before any thread starts, so that no
// other thread receives them.
void block_signals_of_child();

// The environment variables that tell the command where the mock is: SP_BASE_URL and SP_API_TOKEN.
// NO_PROXY and no_proxy keep their values, with the mock's host added, so that no client asks the
// mock through a proxy.
std::vector<std::string> variables_for_child(const std::string& base_url, const std::string& token,
                                             const std::string& host);

// Runs the command with `variables`, each NAME=VALUE, in its environment and waits for it. A script
// without a "#!" line is run by sh. Signals to this process, such as SIGINT and SIGTERM, are passed
// on to the command unless they were sent to the whole process group, which it belongs to. Returns
// the exit status as a shell would: 128 + N if signal N ended the command, 127 if there is no such
// command, 126 if it cannot be run.
int run_child(const std::vector<std::string>& command, const std::vector<std::string>& variables);

}  // namespace sp::mock
