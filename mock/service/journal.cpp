#include "service/journal.h"

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>

namespace sp::mock {

namespace {

constexpr std::size_t max_bytes = 32 << 20;
constexpr std::size_t max_answer_bytes = 1 << 20;
constexpr std::size_t max_answer_bytes_watched = 16 << 20;
constexpr std::size_t small_body = 4 << 10;

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

std::size_t bytes_of(const SentAnswer& answer) {
  return sizeof answer + bytes_of(answer.target) + bytes_of(answer.headers) + bytes_of(answer.body);
}

}  // namespace

void Journal::note(RecordedRequest request, std::optional<SentAnswer> answer) {
  const std::size_t bytes = bytes_of(request);
  auto kept = answer ? std::make_unique<const SentAnswer>(*std::move(answer)) : nullptr;
  const std::size_t answer_bytes = kept ? bytes_of(*kept) : 0;
  std::vector<RecordedRequest> dropped;  // these are destroyed outside the lock
  std::vector<std::unique_ptr<const SentAnswer>> dropped_answers;
  const std::lock_guard lock(mutex_);
  request.number = ++count_;
  if (size_ == 0) return;
  entries_.push_back({std::move(request), bytes, std::move(kept)});
  bytes_ += bytes;
  answer_bytes_ += answer_bytes;
  while (is_full()) {
    bytes_ -= entries_.front().bytes;
    dropped_answers.push_back(take_answer(entries_.front()));
    dropped.push_back(std::move(entries_.front().request));
    entries_.pop_front();
    if (unanswered_ > 0) --unanswered_;
  }
  while (answer_bytes_ > (is_watched_ ? max_answer_bytes_watched : max_answer_bytes)) {
    dropped_answers.push_back(take_answer(entries_[unanswered_++]));
  }
}

std::unique_ptr<const SentAnswer> Journal::take_answer(Entry& entry) {
  if (entry.answer) answer_bytes_ -= bytes_of(*entry.answer);
  return std::move(entry.answer);
}

void Journal::keep_more_answers() { is_watched_ = true; }

bool Journal::keeps_answer(std::size_t body_bytes) const {
  return is_watched_ || body_bytes <= small_body;
}

// The newest request stays, however long it is: its length has bounds of its own.
bool Journal::is_full() const {
  return entries_.size() > size_ || (bytes_ > max_bytes && entries_.size() > 1);
}

std::vector<RecordedRequest> Journal::requests() const { return after(0).requests; }

JournalPart Journal::after(std::uint64_t number) const {
  const std::lock_guard lock(mutex_);
  JournalPart part{{}, first_number(), count_};
  const std::uint64_t from = std::clamp(number, part.first - 1, count_) + 1;
  part.requests.reserve(count_ + 1 - from);
  for (std::size_t i = from - part.first; i < entries_.size(); ++i) {
    part.requests.push_back(entries_[i].request);
  }
  return part;
}

std::optional<JournalEntry> Journal::find(std::uint64_t number) const {
  const std::lock_guard lock(mutex_);
  if (number < first_number() || number > count_) return std::nullopt;
  const Entry& entry = entries_[number - first_number()];
  return JournalEntry{entry.request, entry.answer ? std::optional(*entry.answer) : std::nullopt};
}

void Journal::clear() {
  const std::lock_guard lock(mutex_);
  entries_.clear();
  bytes_ = 0;
  answer_bytes_ = 0;
  unanswered_ = 0;
}

}  // namespace sp::mock
