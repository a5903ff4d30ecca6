// Reads the header Prefer (RFC 7240), with which a client chooses the answer to its request:
//
//     Prefer: code=429               the API's own 429; status=429 means the same
//     Prefer: delay=250              the answer 250 ms later; also 250ms, 2s
//     Prefer: code=503, delay=2s     both
//
// It affects only that request, so tests that share a mock do not disturb each other.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "service/request.h"

namespace sp::mock {

struct Preference {
  std::optional<int> status = {};  // 200 to 599
  std::string text = {};           // the preference for it, as sent: "code=429"
  std::chrono::milliseconds delay{0};
  std::vector<std::string> problems = {};  // one clause for each value that makes no sense
};

// Ignores preferences with other names. If a preference is given twice, the first one counts.
Preference preference_of(const Request& request);

}  // namespace sp::mock
