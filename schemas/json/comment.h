// Comments in JSON that people write: from // to the end of the line, and between /* and */.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace sp::schemas {

// Where the comment at the front of `text` ends: npos where its */ is missing. nullopt where no
// comment begins.
inline std::optional<std::size_t> end_of_comment(std::string_view text) {
  if (text.starts_with("//")) {
    const std::size_t end = text.find_first_of("\r\n");
    return end == text.npos ? text.size() : end;
  }
  if (!text.starts_with("/*")) return std::nullopt;
  const std::size_t end = text.find("*/", 2);
  return end == text.npos ? end : end + 2;
}

}  // namespace sp::schemas
