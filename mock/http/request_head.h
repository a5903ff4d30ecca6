// The head of a request: the request line and the header fields, up to the empty line.
//
//     GET /api/v1/runs/1/summary?next=/a?b HTTP/1.1     method, target, version
//     Host: localhost:8080                              fields: name, colon, value
//     Authorization: Bearer mock-token
//
// Read strictly (RFC 9112): what two programs could read differently is refused. Nothing is
// decoded, joined or reordered, so that the journal shows what the client sent.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "service/request.h"

namespace sp::mock {

// Bounds that hold before anything is kept.
constexpr std::size_t max_head = 64 << 10;   // bytes of the head in all, else 431
constexpr std::size_t max_target = 8 << 10;  // bytes of the request target, else 414
constexpr std::size_t max_fields = 256;      // header fields, else 431

// Why a request is not read any further. The connection cannot go on behind it.
struct Refusal {
  int status = 400;
  std::string_view why = {};  // one clause for the log; a literal
};

struct RequestHead {
  Request request;         // without its body
  bool keep_alive = true;  // whether the client wants to go on with the connection
  bool old = false;        // HTTP/1.0
  bool chunked = false;
  std::uint64_t length = 0;  // of the body, when it is not chunked
  bool expects_continue = false;
};

// Reads `head`, which ends with the empty line, into `result`. Nothing, or why it is refused; the
// method and the target are there even then, for the log, if they could be read.
std::optional<Refusal> read_head(std::string_view head, RequestHead& result);

// One header field without its line end. Nothing when it is none.
std::optional<std::pair<std::string_view, std::string_view>> read_field(std::string_view line);

// Whether a character may stand in a header value: no control characters but the tab.
bool is_text(char c);

}  // namespace sp::mock
