// Finds out whether a signal was sent to this process alone or to its whole process group.
//
// A supervisor (kill -- -GROUP) and a terminal (Ctrl-C) signal the whole group. The child is in the
// group, so it has the signal already; if it got a second SIGINT, that would interrupt the cleanup
// which the first one began. A signal does not tell how it was sent. So there is another process in
// the group, which does nothing but say whether it got the signal, too.
#pragma once

#include <cstdint>
#include <sys/types.h>

namespace sp::mock {

class GroupWitness {
 public:
  // Starts that process. It ends with this object, or with this process.
  GroupWitness();
  GroupWitness(const GroupWitness&) = delete;
  GroupWitness& operator=(const GroupWitness&) = delete;
  ~GroupWitness();

  // Whether the whole group got the signal that this process has just received.
  bool saw(int signal);

 private:
  // Asks which signals it got since the last call, and adds them to `seen_`.
  void ask();

  pid_t process_ = -1;
  int channel_ = -1;
  std::uint64_t seen_ = 0;  // a bit for each signal
};

}  // namespace sp::mock
