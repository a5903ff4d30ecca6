#include "service/rate_limit.h"

#include <algorithm>
#include <chrono>

namespace sp::mock {

namespace {

// Addresses and tokens of clients that are long gone must not pile up.
constexpr std::size_t many_buckets = 4096;

}  // namespace

RateDecision RateLimiter::count(const std::string& bucket, const RateLimit& settings,
                                schemas::Instant now) {
  const std::int64_t second =
      std::chrono::floor<std::chrono::seconds>(now).time_since_epoch().count();
  const std::lock_guard lock(mutex_);
  if (buckets_.size() > many_buckets) forget_old_buckets(second);
  Bucket& counts = buckets_[bucket];
  counts.workers.resize(settings.workers);
  Window& window = counts.workers[counts.turn++ % settings.workers];
  if (second >= window.end) window = {second + settings.window_seconds, 0};

  RateDecision decision;
  decision.allowed = window.used < settings.limit;
  if (decision.allowed) ++window.used;
  decision.only_by_worker = decision.allowed && used_in(counts, second) > settings.limit;
  decision.limit = settings.limit;
  decision.remaining = std::max<std::int64_t>(0, settings.limit - window.used);
  decision.reset = window.end;
  decision.retry_after = std::max<std::int64_t>(1, window.end - second);
  decision.window_seconds = settings.window_seconds;
  return decision;
}

std::int64_t RateLimiter::used_in(const Bucket& bucket, std::int64_t now) {
  std::int64_t used = 0;
  for (const Window& window : bucket.workers) used += now < window.end ? window.used : 0;
  return used;
}

RateDecision used_up(const std::optional<RateDecision>& counted, const RateLimit& settings,
                     schemas::Instant now) {
  const std::int64_t second =
      std::chrono::floor<std::chrono::seconds>(now).time_since_epoch().count();
  RateDecision told;
  told.allowed = false;
  told.limit = settings.limit;
  told.window_seconds = settings.window_seconds;
  told.reset = counted ? counted->reset : second + settings.window_seconds;
  told.retry_after = std::max<std::int64_t>(1, told.reset - second);
  return told;
}

void RateLimiter::forget_old_buckets(std::int64_t now) {
  std::erase_if(buckets_, [&](const auto& row) {
    return std::all_of(row.second.workers.begin(), row.second.workers.end(),
                       [&](const Window& window) { return window.end <= now; });
  });
}

std::vector<UsedWindow> RateLimiter::windows(schemas::Instant now) const {
  const std::int64_t second =
      std::chrono::floor<std::chrono::seconds>(now).time_since_epoch().count();
  std::vector<UsedWindow> rows;
  const std::lock_guard lock(mutex_);
  for (const auto& [name, bucket] : buckets_) {
    const std::int64_t used = used_in(bucket, second);
    if (used == 0) continue;
    const auto last = std::ranges::max_element(bucket.workers, {}, &Window::end);
    rows.push_back({name, used, last->end});
  }
  std::ranges::sort(rows, {}, &UsedWindow::bucket);
  return rows;
}

void RateLimiter::clear() {
  const std::lock_guard lock(mutex_);
  buckets_.clear();
}

}  // namespace sp::mock
