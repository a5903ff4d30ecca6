// The rate limit: fixed windows, one count for each bucket (contract section 1).
//
// Thread-safe, and exact: of any number of simultaneous requests no more than the limit
// are allowed in one window.
#pragma once

#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include <sp/schemas/date_time.h>

#include "scenario/settings.h"

namespace sp::mock {

struct RateDecision {
  bool allowed = true;
  // Whether one counter for all workers would have refused what several allow.
  bool only_by_worker = false;
  std::int64_t limit = 0;
  std::int64_t remaining = 0;
  std::int64_t reset = 0;        // Unix time, seconds
  std::int64_t retry_after = 0;  // seconds until then, at least 1
  std::int64_t window_seconds = 0;
};

// What the limit says when nothing is left: of the window in which a request was counted, or of
// one that begins now where it was not.
RateDecision used_up(const std::optional<RateDecision>& counted, const RateLimit& settings,
                     schemas::Instant now);

class RateLimiter {
 public:
  // Counts a request of the bucket: a token, or an address.
  RateDecision count(const std::string& bucket, const RateLimit& settings, schemas::Instant now);
  void clear();

 private:
  // A window begins at the whole second of its first request, so that Retry-After, the
  // Date header and the reset time agree to the second.
  struct Window {
    std::int64_t end = 0;  // Unix time, seconds
    std::int64_t used = 0;
  };
  struct Bucket {
    std::vector<Window> workers;
    std::size_t turn = 0;
  };

  // Of all workers, in the windows that go on.
  static std::int64_t used_in(const Bucket& bucket, std::int64_t now);
  void forget_old_buckets(std::int64_t now);

  std::mutex mutex_;
  std::unordered_map<std::string, Bucket> buckets_;
};

}  // namespace sp::mock
