// Reading what is percent-encoded (RFC 3986 section 2.1).
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace sp::mock {

// Percent-decoded; in a query '+' is a space. Nothing when malformed or not UTF-8.
std::optional<std::string> percent_decoded(std::string_view text, bool query);

// Calls `piece` with each part of `text` between separators; not at all for an empty text.
template <class Piece>
void for_each_piece(std::string_view text, char separator, const Piece& piece) {
  while (!text.empty()) {
    const std::size_t end = text.find(separator);
    piece(text.substr(0, end));
    if (end == std::string_view::npos) return;
    text.remove_prefix(end + 1);
    if (text.empty()) piece(text);
  }
}

}  // namespace sp::mock
