// Undoing the compression of a body that was asked for compressed.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace sp::contract {

struct Inflated {
  std::string text;     // empty when there is a problem
  std::string problem;  // why `coded` is not what it says it is, in plain words; else empty
};

// Whether the value of an Accept-Encoding header lets a response be gzip.
bool accepts_gzip(std::string_view accept_encoding);

// `coded` with the coding undone, which is the value of a Content-Encoding header: gzip, x-gzip
// or deflate; any other is a problem. More than `most` bytes of text are one too.
Inflated inflated(std::string_view coded, std::string_view coding, std::size_t most);

}  // namespace sp::contract
