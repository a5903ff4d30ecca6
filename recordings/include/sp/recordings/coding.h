// What Content-Encoding and Accept-Encoding say about a body, and the body without its codings.
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

// Whether the value of an Accept-Encoding header lets a response have the coding, by its name
// (RFC 9110 section 12.5.3). A name has no case, and x-gzip is gzip.
bool accepts_coding(std::string_view accept_encoding, std::string_view coding);

// The codings that the values of Content-Encoding headers name, in lower case, in the order in
// which they were applied. "identity" is none.
std::vector<std::string> codings_in(const std::vector<std::string>& content_encodings);

// `coded` with the codings undone, the last one first: gzip, x-gzip, deflate, br or zstd; any
// other is a problem, and so are more of them than anybody applies. More than `most` bytes of
// text are a problem, too.
//
//     decoded(bytes, {"gzip"}, 16 << 20).text    // {"run_id": 9338}
Decoded decoded(std::string_view coded, const std::vector<std::string>& codings, std::size_t most);

}  // namespace sp::recordings
