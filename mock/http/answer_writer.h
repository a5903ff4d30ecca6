// From an answer to the bytes of it. Pure; nothing here depends on the process's locale.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "faults/response.h"

namespace sp::mock {

// What happens to the connection behind an answer, as far as the answer says so.
enum class Connection {
  stays,      // HTTP/1.1's own way, which is not said
  stays_old,  // said to a client of HTTP/1.0, for which it is the exception
  closes
};

// Appends status line, headers and the empty line. `length` is what Content-Length says; an answer
// that cannot have a body has no such header.
void write_head(const Response& response, std::size_t length, Connection connection,
                std::string& to);

// What a status is called (RFC 9110 section 15); empty for one that has no name.
std::string_view reason_of(int status);

}  // namespace sp::mock
