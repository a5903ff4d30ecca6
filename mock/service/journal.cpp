#include "service/journal.h"

#include <cstddef>
#include <string>
#include <utility>

namespace sp::mock {

namespace {

constexpr std::size_t max_bytes = 32 << 20;

using Pairs = std::vector<std::pair<std::string, std::string>>;

// What a text costs beside the std::string itself.
std::size_t bytes_of(const std::string& text) {
  static const std::size_t inside = std::string().capacity();
  return text.capacity() > inside ? text.capacity() + 1 : 0;
}

std::size_t bytes_of(const Pairs& pairs) {
  std::size_t bytes = pairs.capacity() * sizeof pairs[0];
  for (const auto& [name, value] : pairs) bytes += bytes_of(name) + bytes_of(value);
  return bytes;
}

std::size_t bytes_of(const RecordedRequest& request) {
  std::size_t bytes = sizeof request + bytes_of(request.method) + bytes_of(request.path) +
                      bytes_of(request.query) + bytes_of(request.headers) +
                      bytes_of(request.operation) + bytes_of(request.parameters) +
                      bytes_of(request.why) + request.faults.capacity() * sizeof(std::uint64_t);
  for (const auto* texts : {&request.problems, &request.quirks}) {
    bytes += texts->capacity() * sizeof(std::string);
    for (const std::string& text : *texts) bytes += bytes_of(text);
  }
  return bytes;
}

}  // namespace

void Journal::note(RecordedRequest request) {
  const std::size_t bytes = bytes_of(request);
  std::vector<RecordedRequest> dropped;  // destroyed outside the lock
  const std::lock_guard lock(mutex_);
  request.number = ++count_;
  if (size_ == 0) return;
  entries_.push_back({std::move(request), bytes});
  bytes_ += bytes;
  while (is_full()) {
    bytes_ -= entries_.front().bytes;
    dropped.push_back(std::move(entries_.front().request));
    entries_.pop_front();
  }
}

// The newest request stays, however long it is: its length has bounds of its own.
bool Journal::is_full() const {
  return entries_.size() > size_ || (bytes_ > max_bytes && entries_.size() > 1);
}

std::vector<RecordedRequest> Journal::requests() const {
  const std::lock_guard lock(mutex_);
  std::vector<RecordedRequest> requests;
  requests.reserve(entries_.size());
  for (const Entry& entry : entries_) requests.push_back(entry.request);
  return requests;
}

void Journal::clear() {
  const std::lock_guard lock(mutex_);
  entries_.clear();
  bytes_ = 0;
}

}  // namespace sp::mock
