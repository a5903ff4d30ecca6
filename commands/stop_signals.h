// What ends a tool that runs until it is told to stop.
#pragma once

#include <csignal>

namespace sp::commands {

// SIGINT and SIGTERM, blocked before any thread starts so that only a wait for them takes them.
sigset_t block_stop_signals();

}  // namespace sp::commands
