// Lines on their way to standard error, or another stream.
#pragma once

#include <iosfwd>
#include <memory>
#include <string>

namespace sp::mock {

// Written by a thread of its own, so that a reader who does not read holds up neither the
// answers nor the end: lines beyond what the queue holds are dropped and counted.
// Thread-safe.
class LogQueue {
 public:
  explicit LogQueue(std::ostream& out);
  // Waits a moment for what is left to be written.
  ~LogQueue();

  void put(std::string line);

 private:
  struct State;
  std::shared_ptr<State> state_;
};

}  // namespace sp::mock
