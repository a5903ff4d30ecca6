#include "cli/group_witness.h"

#include <csignal>
#include <ctime>
#include <poll.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>
#include <utility>

namespace sp::mock {

namespace {

constexpr std::uint64_t bit_of(int signal) { return std::uint64_t{1} << signal; }

// The process has forked with threads: nothing here may take a lock. Signals stay pending until
// they are asked for.
[[noreturn]] void witness(int channel) {
  sigset_t all;
  ::sigfillset(&all);
  ::sigprocmask(SIG_SETMASK, &all, nullptr);
  // Keeps nobody's pipes or sockets open.
  ::dup2(channel, 0);
  ::close_range(1, ~0U, 0);
  char question = 0;
  while (::read(0, &question, 1) == 1) {
    std::uint64_t seen = 0;
    const timespec at_once{};
    for (int signal = 0; (signal = ::sigtimedwait(&all, nullptr, &at_once)) > 0;) {
      seen |= bit_of(signal);
    }
    if (::write(0, &seen, sizeof seen) != sizeof seen) break;
  }
  ::_exit(0);
}

}  // namespace

GroupWitness::GroupWitness() {
  int ends[2];
  if (::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) != 0) return;
  process_ = ::fork();
  if (process_ == 0) witness(ends[1]);
  ::close(ends[1]);
  channel_ = ends[0];
}

GroupWitness::~GroupWitness() {
  if (channel_ >= 0) ::close(channel_);
  if (process_ > 0) ::waitpid(process_, nullptr, 0);
}

bool GroupWitness::saw(int signal) {
  ask();
  if ((seen_ & bit_of(signal)) == 0) {
    // The system may still be on its way through the group.
    ::poll(nullptr, 0, 10);
    ask();
  }
  return std::exchange(seen_, seen_ & ~bit_of(signal)) & bit_of(signal);
}

void GroupWitness::ask() {
  const char question = 0;
  std::uint64_t seen = 0;
  if (::send(channel_, &question, 1, MSG_NOSIGNAL) == 1 &&
      ::recv(channel_, &seen, sizeof seen, 0) == sizeof seen) {
    seen_ |= seen;
  }
}

}  // namespace sp::mock
