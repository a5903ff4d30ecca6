#include "http/wire.h"

#include <algorithm>

namespace sp::mock {

bool Pauses::wait(std::chrono::milliseconds time) {
  std::unique_lock lock(mutex_);
  return !stopped_.wait_for(lock, time, [this] { return stopping(); });
}

void Pauses::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  stopped_.notify_all();
}

SlowBody::SlowBody(std::string body, const Wire& wire)
    : body_(std::move(body)),
      stated_length_(static_cast<std::size_t>(std::max<std::int64_t>(
          0, static_cast<std::int64_t>(body_.size()) + wire.content_length_add))),
      to_send_(wire.close == CloseAt::in_body ? body_.size() / 2 : body_.size()),
      bytes_per_second_(wire.drip_bytes_per_second.value_or(0)) {}

std::string_view SlowBody::next(Pauses& pauses) {
  std::size_t size = to_send_ - sent_;
  if (bytes_per_second_ > 0 && size > 0) {
    // Ten pieces a second, or a byte at a time when that is too much.
    size = std::min<std::size_t>(size, std::max<std::uint64_t>(1, bytes_per_second_ / 10));
    const auto milliseconds =
        static_cast<std::int64_t>(static_cast<std::uint64_t>(size) * 1000 / bytes_per_second_);
    if (!pauses.wait(std::chrono::milliseconds(milliseconds))) {
      sent_ = to_send_;
      return {};
    }
  }
  const std::string_view piece = std::string_view(body_).substr(sent_, size);
  sent_ += size;
  return piece;
}

}  // namespace sp::mock
