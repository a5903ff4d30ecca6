// A queue of lines that are written to standard error or to another descriptor.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <string>

namespace sp::mock {

// A thread of its own writes the lines. So if nobody reads them, that delays neither the answers
// nor the end of the process: lines that do not fit into the queue are dropped and counted, and
// once somebody reads again, one line in their place says how many there were.
//
// Thread-safe.
class LogQueue {
 public:
  using DroppedLine = std::function<std::string(std::size_t lines)>;

  // The queue writes to the descriptor and not to a stream such as std::cerr: a thread that waits
  // for a reader would hold the lock of the stream, and the end of the process needs that lock,
  // too. `dropped_line` makes the line that says how many lines were dropped. The destructor waits
  // at most for `patience` until all lines are written.
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
