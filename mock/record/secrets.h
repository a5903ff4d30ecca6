// What a recording must never have: the tokens, passwords and cookies that pass through a proxy. It
// learns them as they pass, and takes them out of all that is kept.
#pragma once

#include <cstddef>
#include <deque>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include <sp/recordings/exchange.h>
#include <sp/recordings/redaction.h>

namespace sp::mock {

// Thread-safe. Remembers the last 64 secrets that it met.
class Secrets {
 public:
  // Learns the secrets of a request and its answer, which still has all that was sent, and takes
  // them out, with those that it met before. Returns what stands for the Authorization header:
  // "Bearer 1", the same number for the same value; nothing if there was none.
  std::optional<std::string> take_out(recordings::Exchange& exchange);

  // A text for the log without them.
  std::string without(std::string_view text) const;

 private:
  using Lock = std::lock_guard<std::mutex>;

  void learn(const std::string& secret);
  void learn_from_headers(const recordings::Exchange::Headers& headers);
  void learn_from_query(std::string_view target);
  void learn_from_body(const std::string& body);
  std::string stand_in(const std::string& authorization);

  mutable std::mutex mutex_;
  std::deque<std::pair<std::string, recordings::Redaction>> known_;  // the newest last
  std::map<std::string, std::size_t> numbers_;                       // of tokens
};

}  // namespace sp::mock
