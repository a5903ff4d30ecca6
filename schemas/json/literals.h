// What strings and numbers of a JSON text are made of: where each piece ends, or where it breaks.
#pragma once

#include <bit>
#include <cstdint>
#include <cstring>
#include <string>

#include <sp/schemas/ascii.h>

namespace sp::schemas {

// Whether a byte stands for itself in a string: ASCII, no quote, no backslash, no control
// character.
constexpr bool is_plain(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte >= 0x20 && byte < 0x80 && byte != '"' && byte != '\\';
}

// The first byte from `at` that is not plain, or `end`.
inline const char* end_of_plain(const char* at, const char* end) {
  if constexpr (std::endian::native == std::endian::little) {
    constexpr std::uint64_t each = 0x0101010101010101;
    constexpr std::uint64_t high = each * 0x80;
    while (end - at >= 8) {
      std::uint64_t eight = 0;
      std::memcpy(&eight, at, 8);
      // In each byte the highest bit tells. A borrow can only spoil bytes behind one that is found.
      const std::uint64_t quote = eight ^ (each * '"');
      const std::uint64_t backslash = eight ^ (each * '\\');
      const std::uint64_t found =
          (((eight - each * 0x20) | (quote - each) | (backslash - each)) & ~eight & high) |
          (eight & high);
      if (found != 0) return at + std::countr_zero(found) / 8;
      at += 8;
    }
  }
  while (at != end && is_plain(*at)) ++at;
  return at;
}

struct Piece {
  const char*
      at;  // its end; of one that is not whole, the first byte that is wrong, or the text's end
  bool whole;
};

// A character of two bytes or more, well-formed by RFC 3629.
inline Piece character_at(const char* at, const char* end) {
  const auto byte = [](char c) { return static_cast<unsigned char>(c); };
  const unsigned lead = byte(*at);
  if (lead < 0xC2 || lead > 0xF4) return {at, false};
  const int more = lead < 0xE0 ? 1 : lead < 0xF0 ? 2 : 3;
  // Overlong forms, surrogates and what is beyond U+10FFFF show in the second byte.
  const unsigned least = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
  const unsigned most = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
  for (int i = 1; i <= more; ++i) {
    ++at;
    if (at == end) return {at, false};
    const unsigned next = byte(*at);
    if (next < (i == 1 ? least : 0x80) || next > (i == 1 ? most : 0xBF)) return {at, false};
  }
  return {at + 1, true};
}

// The escape whose backslash stands at `at`; what it stands for is appended to `text`. The two
// escapes of a surrogate pair count as one.
Piece escape_at(const char* at, const char* end, std::string& text);

inline const char* end_of_digits(const char* at, const char* end) {
  while (at != end && is_digit(*at)) ++at;
  return at;
}

// A number, which begins with a digit or a minus. `fraction` becomes true where it has a fraction
// or an exponent.
inline Piece number_at(const char* at, const char* end, bool& fraction) {
  const auto one_digit_or_more = [&] {
    const char* const first = at;
    at = end_of_digits(at, end);
    return at != first;
  };
  if (*at == '-') ++at;
  if (at != end && *at == '0') {
    ++at;
  } else if (!one_digit_or_more()) {
    return {at, false};
  }
  if (at != end && *at == '.') {
    fraction = true;
    ++at;
    if (!one_digit_or_more()) return {at, false};
  }
  if (at != end && (*at == 'e' || *at == 'E')) {
    fraction = true;
    ++at;
    if (at != end && (*at == '+' || *at == '-')) ++at;
    if (!one_digit_or_more()) return {at, false};
  }
  return {at, true};
}

}  // namespace sp::schemas
