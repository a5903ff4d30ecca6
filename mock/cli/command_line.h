// The command line of sp-mock.
#pragma once

namespace sp::mock {

// Runs sp-mock and returns its exit code. Exit codes are stable for scripts: 0 means done, 1 that
// scenario files have errors (for `get`: that the answer is an error), 2 that the usage is wrong or
// standard output cannot be written, 3 that the mock cannot listen.
int run_command_line(int argc, char** argv);

}  // namespace sp::mock
