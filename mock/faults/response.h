// An answer that can be sent. The service makes it, and faults change it. It does not depend on any
// HTTP library.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

#include <sp/mock/fault.h>

#include "scenario/headers.h"

namespace sp::mock {

// How to send an answer in another way than at once and whole; see FaultThen.
struct Wire {
  std::chrono::milliseconds delay{0};
  std::optional<std::uint64_t> drip_bytes_per_second = {};
  std::int64_t content_length_add = 0;
  std::optional<CloseAt> close = {};

  friend bool operator==(const Wire&, const Wire&) = default;
};

struct Response {
  int status = 200;
  Headers headers = {};  // without Content-Length, which the HTTP server adds
  std::string body = {};
  std::string operation = {};  // the operation's id; empty if the request reached none
  std::string why = {};        // why this is the answer, for the log: one clause, without a period
  Wire wire = {};
};

}  // namespace sp::mock
