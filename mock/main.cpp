// sp-mock: the mock as a command. See docs/command-lines.md.
#include "cli/command_line.h"

int main(int argc, char** argv) { return sp::mock::run_command_line(argc, argv); }
