// An exchange that passes through a proxy, as it is kept.
#pragma once

#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>

#include <sp/recordings/exchange.h>

#include "record/answer_reader.h"
#include "record/upstream.h"

namespace sp::mock {

// Used by one thread. Keeps at most `most_kept` bytes of a body.
class KeptExchange {
 public:
  static constexpr std::size_t most_kept = std::size_t{16} << 20;

  // The request is about to be sent.
  explicit KeptExchange(const Upstream::Question& question);

  void head(const AnswerHead& head);
  void body(std::string_view bytes);

  // Call this once, when it has ended. The exchange still has all secrets.
  recordings::Exchange finished(const UpstreamOutcome& outcome);

  std::chrono::milliseconds took() const;

 private:
  recordings::Exchange exchange_;
  std::chrono::steady_clock::time_point begun_at_;
};

}  // namespace sp::mock
