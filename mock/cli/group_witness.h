// Whether a signal went to this process alone or to its whole process group.
//
// A supervisor (kill -- -GROUP) and a terminal (Ctrl-C) send to the group, which has the child in
// it already, and a second SIGINT breaks off what the first one made it clean up. A signal does not
// tell how it was sent. So a process of the group that does nothing else is asked whether it got
// the signal, too.
#pragma once

#include <cstdint>
#include <sys/types.h>

namespace sp::mock {

class GroupWitness {
 public:
  // Its process begins here and ends with it, or with this process.
  GroupWitness();
  GroupWitness(const GroupWitness&) = delete;
  GroupWitness& operator=(const GroupWitness&) = delete;
  ~GroupWitness();

  // Whether the group got the signal that this process has just taken.
  bool saw(int signal);

 private:
  // Takes what it got since the last time into `seen_`.
  void ask();

  pid_t process_ = -1;
  int channel_ = -1;
  std::uint64_t seen_ = 0;  // a bit for each signal
};

}  // namespace sp::mock
