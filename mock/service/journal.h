// What was asked and how it was answered: the newest requests, for tests to look at.
//
// Thread-safe.
#pragma once

#include <cstdint>
#include <deque>
#include <mutex>
#include <vector>

#include <sp/mock/recorded_request.h>

namespace sp::mock {

class Journal {
 public:
  explicit Journal(std::size_t size) : size_(size) {}

  // Numbers the request and keeps it, at the cost of the oldest one when full.
  void note(RecordedRequest request);
  std::vector<RecordedRequest> requests() const;  // oldest first
  void clear();

 private:
  const std::size_t size_;
  mutable std::mutex mutex_;
  std::uint64_t count_ = 0;
  std::deque<RecordedRequest> requests_;
};

}  // namespace sp::mock
