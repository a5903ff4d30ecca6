// The command line of sp-mock.
#pragma once

namespace sp::mock {

// Exit codes, stable for scripts: 0 done, 1 the scenario files are wrong (`get`: the
// answer is an error), 2 wrong usage or standard output cannot be written, 3 cannot listen.
int run_command_line(int argc, char** argv);

}  // namespace sp::mock
