// Text that a server sent, made fit to be shown: it may hold any bytes, and characters
// that a terminal, a browser or a CI log acts on instead of showing them.
#pragma once

#include <string>
#include <string_view>

namespace sp::contract {

struct Character {
  char32_t code;           // means nothing when not valid
  std::string_view bytes;  // never empty
  bool valid;              // else `bytes` is the one byte that is no part of a UTF-8 character
};

// The character at the front of `text`, which must not be empty.
Character first_character(std::string_view text);

bool is_utf8(std::string_view bytes);

// `bytes` with every byte that is no part of a UTF-8 character replaced by U+FFFD.
std::string as_utf8(std::string_view bytes);

// As much of the front of `text` as fits in `limit` bytes without cutting a character.
std::string_view front_of(std::string_view text, std::size_t limit);

enum class Lines {
  one,   // line ends and tabs are shown as \x0A and \x09, like other control characters
  many,  // they stay what they are
};

// `text` as people may see it, in UTF-8: control characters, bytes that are no UTF-8 and
// characters that turn the direction of text around are written out (\x1B, \u202E).
std::string visible(std::string_view text, Lines lines = Lines::one);

// `text` as the content of an HTML or XML element or of a quoted attribute. What is visible
// by the function above stays so, and is valid in XML 1.0.
std::string markup(std::string_view text, Lines lines = Lines::many);

}  // namespace sp::contract
