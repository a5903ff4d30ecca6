// UTF-8 in bytes that may be anything: what a server sent, what a file holds.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace sp::schemas {

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

// Whether the byte is the first of a character, where the text is UTF-8.
constexpr bool begins_character(char byte) {
  return (static_cast<unsigned char>(byte) & 0xC0) != 0x80;
}

// How many characters (code points) a UTF-8 text has.
std::size_t count_characters(std::string_view text);

// As much of the front of `text` as fits in `limit` bytes without cutting a character.
std::string_view front_of(std::string_view text, std::size_t limit);

}  // namespace sp::schemas
