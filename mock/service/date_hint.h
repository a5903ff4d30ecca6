// Says what is wrong with a date that the contract refuses, so that the client can be corrected.
#pragma once

#include <string>
#include <string_view>

namespace sp::mock {

// A sentence that begins "Must be an RFC 3339 date-time". If the text would be one without mistakes
// that clients often make, the sentence names these mistakes. `text` is decoded, and must not be an
// RFC 3339 date-time.
std::string date_hint(std::string_view text);

}  // namespace sp::mock
