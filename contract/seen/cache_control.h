// What the values of Cache-Control let a cache do with an answer (RFC 9111).
#pragma once

#include <string>
#include <vector>

namespace sp::contract {

// Whether a cache that sees these values may answer from what it keeps.
bool may_be_kept(const std::vector<std::string>& values);

// Whether a cache that several people share may do so although the request had a token: it takes
// `public` or `s-maxage` for that (section 3.5).
bool may_be_shared(const std::vector<std::string>& values);

}  // namespace sp::contract
