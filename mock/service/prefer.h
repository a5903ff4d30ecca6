// What a request asks of its answer, by the header Prefer (RFC 7240):
//
//     Prefer: code=429               the API's own 429; status=429 says the same
//     Prefer: delay=250              250 ms late; also 250ms, 2s
//     Prefer: code=503, delay=2s     both
//
// It holds for that request alone, so tests that share a mock do not disturb each other.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "service/request.h"

namespace sp::mock {

struct Preference {
  std::optional<int> status = {};  // 200 to 599
  std::string text = {};           // which says so, as sent: "code=429"
  std::chrono::milliseconds delay{0};
  std::vector<std::string> problems = {};  // of values that make no sense, a clause each
};

// Preferences of other names are none of ours. Of two for one thing, the first counts.
Preference preference_of(const Request& request);

}  // namespace sp::mock
