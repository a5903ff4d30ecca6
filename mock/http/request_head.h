// The head of a request: the request line and the header fields, up to the empty line.
//
//     GET /api/v1/runs/1/summary?next=/a?b HTTP/1.1     method, target, version
//     Host: localhost:8080                              fields: name, colon, value
//     Authorization: Bearer mock-token
//
// It is read strictly (RFC 9112): a head that two programs could understand differently is refused.
// Nothing is decoded, joined or reordered, so that the journal shows what the client sent.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "service/request.h"

namespace sp::mock {

// Limits, which are checked before anything is kept. A request beyond them is refused.
constexpr std::size_t max_head = 64 << 10;   // bytes of the whole head, or 431
constexpr std::size_t max_target = 8 << 10;  // bytes of the request target, or 414
constexpr std::size_t max_fields = 256;      // number of header fields, or 431

// Why a request is refused. Its connection is closed after the answer, because nobody knows where
// the next request would begin.
struct Refusal {
  int status = 400;
  std::string_view why = {};  // one clause for the log; points to a string literal
};

struct RequestHead {
  Request request;         // without its body
  bool keep_alive = true;  // whether the client wants to keep the connection open
  bool old = false;        // whether the client speaks HTTP/1.0
  bool chunked = false;
  std::uint64_t length = 0;  // of the body in bytes, if it is not chunked
  bool expects_continue = false;
};

// Reads `head`, which ends with the empty line, into `result`. Returns why it is refused, or
// nullopt. Even if it is refused, `result` has the method and the target for the log, if they could
// be read.
std::optional<Refusal> read_head(std::string_view head, RequestHead& result);

// Splits a header line, given without its line end, into name and value; nullopt if it is
// malformed.
std::optional<std::pair<std::string_view, std::string_view>> read_field(std::string_view line);

// Whether a header value may contain a character: all but control characters, except for the tab.
bool is_text(char c);

}  // namespace sp::mock
