// Writes the head of an answer as bytes. These are pure functions, which do not depend on the
// locale of the process.
#pragma once

#include <cstddef>
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

// Appends the status line, the headers and the empty line. `length` is the value of Content-Length;
// an answer that cannot have a body does not get that header.
void write_head(const Response& response, std::size_t length, Connection connection,
                std::string& to);

// The reason phrase of a status (RFC 9110 section 15); empty if it has none.
std::string_view reason_of(int status);

}  // namespace sp::mock
