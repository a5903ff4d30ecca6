// What the rate limit leaves, as far as answers tell: whether the next request may be sent,
// and how long to wait for it. One allowance a bucket (contract section 1): the token's, and
// the address's for what does not authenticate.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>

#include <sp/schemas/date_time.h>

#include "exchange/transcript.h"

namespace sp::contract {

class Allowance {
 public:
  using seconds = std::chrono::seconds;

  // No window is waited for that takes longer: a header that says so is not believed.
  static constexpr seconds longest_window{120};
  // What the contract documents.
  static constexpr seconds usual_window{60};

  // What an answer of the bucket says, at the suite's own time.
  void note(const Response& response, schemas::Instant now);
  // A window was waited for.
  void renewed();

  // How long the next window is away, when the answers say that nothing is left.
  std::optional<seconds> wait() const;
  // What the last answer left; nothing when it did not say.
  const std::optional<std::int64_t>& remaining() const { return remaining_; }
  // The limit that the last answer with one told.
  const std::optional<std::int64_t>& limit() const { return limit_; }

 private:
  void note_numbers(const Response& response);
  std::optional<seconds> until_reset(const Response& response, schemas::Instant now) const;

  std::optional<std::int64_t> remaining_;
  std::optional<std::int64_t> limit_;
  std::optional<seconds> until_reset_;
  bool limited_ = false;  // the last answer was a 429
  bool fresh_ = false;    // no answer since a window was waited for
  bool stuck_ = false;    // `Remaining` is 0 whatever happens: not believed any more
};

}  // namespace sp::contract
