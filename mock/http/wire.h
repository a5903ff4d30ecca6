// Sends answers late, slowly or only in part.
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <string>

#include "faults/response.h"

namespace sp::mock {

// Waits in real time that end early when the server stops. Thread-safe.
class Pauses {
 public:
  // Waits. False if the server stopped before the time was over.
  bool wait(std::chrono::milliseconds time);
  void stop();
  bool stopping() const { return stopping_; }

 private:
  std::mutex mutex_;
  std::condition_variable stopped_;
  std::atomic<bool> stopping_ = false;
};

// A body that is sent piece by piece, up to where a fault cuts it.
class SlowBody {
 public:
  SlowBody(std::string body, const Wire& wire);

  // What Content-Length says.
  std::size_t stated_length() const { return stated_length_; }
  // Waits until the next piece is due and returns it. Empty if there is no more to send, or if the
  // server stops.
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
