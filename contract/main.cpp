// sp-contract: the contract suite as a command. See docs/command-lines.md.
#include "cli/commands.h"

int main(int argc, char** argv) { return sp::contract::run_command_line(argc, argv); }
