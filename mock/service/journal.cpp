#include "service/journal.h"

#include <utility>

namespace sp::mock {

void Journal::note(RecordedRequest request) {
  RecordedRequest dropped;  // destroyed outside the lock
  const std::lock_guard lock(mutex_);
  request.number = ++count_;
  if (requests_.size() >= size_ && !requests_.empty()) {
    dropped = std::move(requests_.front());
    requests_.pop_front();
  }
  if (size_ > 0) requests_.push_back(std::move(request));
}

std::vector<RecordedRequest> Journal::requests() const {
  const std::lock_guard lock(mutex_);
  return {requests_.begin(), requests_.end()};
}

void Journal::clear() {
  const std::lock_guard lock(mutex_);
  requests_.clear();
}

}  // namespace sp::mock
