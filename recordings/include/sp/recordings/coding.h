// The codings of a body (gzip and the like): which of them a client accepts, which of them a body
// has, and the body without them.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace sp::recordings {

struct Decoded {
  std::string text;     // empty when there is a problem
  std::string problem;  // why `coded` is not what it says it is, in plain words; else empty
};

// Whether an Accept-Encoding header with this value allows a response in the coding (RFC 9110
// section 12.5.3). The case of names does not matter, and x-gzip is gzip.
bool accepts_coding(std::string_view accept_encoding, std::string_view coding);

// The names of the codings in the values of Content-Encoding headers, in lower case and in the
// order in which they were applied. "identity" does not count.
std::vector<std::string> codings_in(const std::vector<std::string>& content_encodings);

// Undoes the codings of `coded`, the last one first: gzip, x-gzip, deflate, br and zstd. Any other
// coding is a problem, and so are more codings than anybody applies, or more than `most` bytes of
// text.
//
//     decoded(bytes, {"gzip"}, 16 << 20).text    // {"run_id": 9338}
Decoded decoded(std::string_view coded, const std::vector<std::string>& codings, std::size_t most);

}  // namespace sp::recordings
