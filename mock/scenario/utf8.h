// UTF-8 (RFC 3629) out of any bytes.
#pragma once

#include <string>
#include <string_view>

namespace sp::mock {

// `bytes` with every byte that is not part of a UTF-8 character replaced by U+FFFD.
std::string as_utf8(std::string_view bytes);

}  // namespace sp::mock
