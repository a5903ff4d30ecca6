#include "cli/interrupt.h"

#include <csignal>
#include <initializer_list>

namespace sp::contract {

namespace {

volatile std::sig_atomic_t signalled = 0;

extern "C" void note_signal(int) {
  signalled = 1;
  std::signal(SIGINT, SIG_DFL);
  std::signal(SIGTERM, SIG_DFL);
}

}  // namespace

void heed_interrupts() {
  struct sigaction action {};
  action.sa_handler = &note_signal;
  for (const int signal : {SIGINT, SIGTERM}) {
    struct sigaction before {};
    ::sigaction(signal, nullptr, &before);
    // A shell starts what runs in its background with SIGINT ignored.
    if (before.sa_handler != SIG_IGN) ::sigaction(signal, &action, nullptr);
  }
}

bool interrupted() { return signalled != 0; }

}  // namespace sp::contract
