// Putting an answer on the wire in another way than at once and whole.
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <string>

#include "faults/response.h"

namespace sp::mock {

// Whether the server stops, and waits in real time that end early when it does. Thread-safe.
class Pauses {
 public:
  // Whether the time passed; false when the server stops.
  bool wait(std::chrono::milliseconds time);
  void stop();
  bool stopping() const { return stopping_; }

 private:
  std::mutex mutex_;
  std::condition_variable stopped_;
  std::atomic<bool> stopping_ = false;
};

// A body as it leaves: piece by piece, up to where it is cut.
class SlowBody {
 public:
  SlowBody(std::string body, const Wire& wire);

  // What Content-Length says.
  std::size_t stated_length() const { return stated_length_; }
  // The next piece, after the wait it takes; empty when all that is to be sent was sent,
  // or the server stops.
  std::string_view next(Pauses& pauses);
  bool done() const { return sent_ >= to_send_; }

 private:
  std::string body_;
  std::size_t stated_length_;
  std::size_t to_send_;
  std::size_t sent_ = 0;
  std::uint64_t bytes_per_second_;  // 0 for no limit
};

}  // namespace sp::mock
