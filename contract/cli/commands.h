// The command line of sp-contract.
#pragma once

namespace sp::contract {

// Exit codes, stable for scripts: 0 all held, 1 the contract is broken, 2 wrong usage, 3
// the target could not be judged.
int run_command_line(int argc, char** argv);

}  // namespace sp::contract
