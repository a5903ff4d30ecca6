// The journal: the latest requests and how they were answered, so that tests can inspect them.
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
  // Keeps at most `size` requests, and at most 32 MiB of them.
  explicit Journal(std::size_t size) : size_(size) {}

  // Numbers the request and keeps it. If the journal is full, drops the oldest requests.
  void note(RecordedRequest request);
  std::vector<RecordedRequest> requests() const;  // oldest first
  void clear();

 private:
  struct Entry {
    RecordedRequest request;
    std::size_t bytes;
  };

  bool is_full() const;

  const std::size_t size_;
  mutable std::mutex mutex_;
  std::uint64_t count_ = 0;
  std::deque<Entry> entries_;
  std::size_t bytes_ = 0;  // of all entries
};

}  // namespace sp::mock
