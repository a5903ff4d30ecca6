// The journal: the latest requests and how they were answered, so that tests can inspect them.
//
// Thread-safe.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include <sp/mock/recorded_request.h>

#include "scenario/headers.h"

namespace sp::mock {

// What was sent for a request, and the target that it came with.
struct SentAnswer {
  std::string target = {};  // path and query as on the request line, percent-encoded
  Headers headers = {};
  std::string body = {};
};

// Some requests of the journal, oldest first.
struct JournalPart {
  std::vector<RecordedRequest> requests;
  std::uint64_t first;  // the number of the oldest request that is kept; last + 1 if none is
  std::uint64_t last;   // the number of the newest request so far; 0 if none has come
};

// A request, with its answer if that is kept.
struct JournalEntry {
  RecordedRequest request;
  std::optional<SentAnswer> answer;
};

class Journal {
 public:
  // Keeps at most `size` requests, and at most 32 MiB of them. Of their answers it keeps those
  // whose body has at most 4 KiB, the newest 1 MiB of them: a mock that nobody watches should stay
  // small and fast.
  explicit Journal(std::size_t size) : size_(size) {}

  // Numbers the request and keeps it. If the journal is full, drops the oldest requests.
  void note(RecordedRequest request, std::optional<SentAnswer> answer = {});
  std::vector<RecordedRequest> requests() const;  // oldest first
  // Those with a higher number.
  JournalPart after(std::uint64_t number) const;
  // Keeps answers of any length from now on, the newest 16 MiB, because somebody watches.
  void keep_more_answers();
  // Whether note() is to be given an answer whose body has this length.
  bool keeps_answer(std::size_t body_bytes) const;
  // Nullopt if the request with that number is not kept.
  std::optional<JournalEntry> find(std::uint64_t number) const;
  void clear();

 private:
  struct Entry {
    RecordedRequest request;
    std::size_t bytes;
    std::unique_ptr<const SentAnswer> answer;
  };

  bool is_full() const;
  std::unique_ptr<const SentAnswer> take_answer(Entry& entry);
  std::uint64_t first_number() const { return count_ + 1 - entries_.size(); }

  const std::size_t size_;
  mutable std::mutex mutex_;
  std::uint64_t count_ = 0;
  std::deque<Entry> entries_;     // their numbers have no gap
  std::size_t bytes_ = 0;         // of all requests
  std::size_t answer_bytes_ = 0;  // of all answers
  std::atomic<bool> is_watched_ = false;
  std::size_t unanswered_ = 0;  // how many of the oldest entries have lost their answers
};

}  // namespace sp::mock
