// sp-mock: the mock as a command. See docs/command-lines.md.
#if __has_include(<malloc.h>)
#include <malloc.h>
#endif

#include "cli/command_line.h"

int main(int argc, char** argv) {
#ifdef M_ARENA_MAX
  // By default, each thread that loads a scenario keeps the memory that this took for itself: after
  // hundreds of them over control the mock holds three times of what it uses (scripts/soak).
  mallopt(M_ARENA_MAX, 2);
#endif
  return sp::mock::run_command_line(argc, argv);
}
