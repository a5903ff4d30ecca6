// Writes the head of an answer as bytes. These are pure functions, which do not depend on the
// locale of the process.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "faults/response.h"

namespace sp::mock {

// What an answer says about its connection.
enum class Connection {
  stays,      // it stays open, as usual in HTTP/1.1; no header says so
  stays_old,  // it stays open for a client of HTTP/1.0, so a header has to say so
  closes      // it is closed after the answer, and a header says so
};

// How an answer tells where its body ends.
struct BodyEnd {
  std::optional<std::uint64_t> length;  // by Content-Length
  bool chunked = false;                 // by Transfer-Encoding; without either, the connection ends
};

// Appends the status line, the headers and the empty line. An answer that cannot have a body does
// not tell where it ends.
void write_head(const Response& response, const BodyEnd& body_end, Connection connection,
                std::string& to);

// The reason phrase of a status (RFC 9110 section 15); empty if it has none.
std::string_view reason_of(int status);

}  // namespace sp::mock
