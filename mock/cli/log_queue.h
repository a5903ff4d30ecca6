// Lines on their way to standard error, or to another descriptor.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <string>

namespace sp::mock {

// Written by a thread of its own, so that a reader who does not read holds up neither the
// answers nor the end: lines beyond what the queue holds are dropped and counted, and the
// count is told in their place once somebody reads again.
// Thread-safe.
class LogQueue {
 public:
  using DroppedLine = std::function<std::string(std::size_t lines)>;

  // Writes to the descriptor and to no stream over it, because a thread that waits for a
  // reader holds a stream's lock, which the end of the process takes as well. `dropped_line`
  // says that so many lines were dropped. The end waits `patience` for a reader.
  LogQueue(int descriptor, DroppedLine dropped_line,
           std::chrono::milliseconds patience = std::chrono::seconds(1));
  ~LogQueue();
  LogQueue(const LogQueue&) = delete;
  LogQueue& operator=(const LogQueue&) = delete;

  // `line` ends with its newline.
  void put(std::string line);

 private:
  struct State;
  std::shared_ptr<State> state_;
  std::chrono::milliseconds patience_;
};

}  // namespace sp::mock
