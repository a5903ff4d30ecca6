// The rate limit: it counts the requests of each bucket in fixed windows (contract section 1).
//
// Thread-safe and exact: even if requests come at the same time, no more of them than the limit are
// allowed in one window.
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
  // Whether the request was allowed only because each worker counts for itself.
  bool only_by_worker = false;
  std::int64_t limit = 0;
  std::int64_t remaining = 0;
  std::int64_t reset = 0;        // Unix time, seconds
  std::int64_t retry_after = 0;  // seconds until `reset`, at least 1
  std::int64_t window_seconds = 0;
};

// The decision as if all requests of the window were used up. The window is the one in which the
// request was counted, or one that begins now if it was not counted.
RateDecision used_up(const std::optional<RateDecision>& counted, const RateLimit& settings,
                     schemas::Instant now);

// How much of its limit a client has used.
struct UsedWindow {
  std::string bucket;
  std::int64_t used = 0;  // requests that were allowed
  std::int64_t end = 0;   // Unix time, seconds, of the last of its windows
};

class RateLimiter {
 public:
  // Counts a request. `bucket` names the token, or the address of a client without a valid token.
  RateDecision count(const std::string& bucket, const RateLimit& settings, schemas::Instant now);
  // The windows that have not ended, of all workers together, sorted by their buckets.
  std::vector<UsedWindow> windows(schemas::Instant now) const;
  void clear();

 private:
  // A window begins at the full second in which its first request comes, so that Retry-After, the
  // Date header and the reset time agree exactly.
  struct Window {
    std::int64_t end = 0;  // Unix time, seconds
    std::int64_t used = 0;
  };
  struct Bucket {
    std::vector<Window> workers;
    std::size_t turn = 0;
  };

  // How many requests all workers have counted in windows that have not ended.
  static std::int64_t used_in(const Bucket& bucket, std::int64_t now);
  void forget_old_buckets(std::int64_t now);

  mutable std::mutex mutex_;
  std::unordered_map<std::string, Bucket> buckets_;
};

}  // namespace sp::mock
