// An answer as it goes out, free of any HTTP library: what the service makes and faults change.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

#include <sp/mock/fault.h>

#include "scenario/headers.h"

namespace sp::mock {

// How an answer is put on the wire when not simply sent.
struct Wire {
  std::chrono::milliseconds delay{0};
  std::optional<std::uint64_t> drip_bytes_per_second = {};
  std::int64_t content_length_add = 0;
  std::optional<CloseAt> close = {};

  friend bool operator==(const Wire&, const Wire&) = default;
};

struct Response {
  int status = 200;
  Headers headers = {};  // without Content-Length, which is the server's
  std::string body = {};
  std::string operation = {};  // its id; empty when no operation was reached
  std::string why = {};        // for the log: one clause, without a period
  Wire wire = {};
};

}  // namespace sp::mock
