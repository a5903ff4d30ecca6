// Base64 (RFC 4648, section 4): bytes in a format that holds only text.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace sp::schemas {

std::string base64(std::string_view bytes);

// The bytes; nothing when `text` is no base64. Line ends in it are left out.
std::optional<std::string> from_base64(std::string_view text);

}  // namespace sp::schemas
