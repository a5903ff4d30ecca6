#include "json/literals.h"

#include <string_view>
#include <utf8.h>

namespace sp::schemas {
namespace {

// Four hexadecimal digits. Their value is added to `code`.
Piece four_digits_at(const char* at, const char* end, char32_t& code) {
  for (int i = 0; i < 4; ++i, ++at) {
    const int digit = at == end ? -1 : hex_value(*at);
    if (digit < 0) return {at, false};
    code = code * 16 + static_cast<char32_t>(digit);
  }
  return {at, true};
}

constexpr bool is_high_surrogate(char32_t code) { return code >= 0xD800 && code <= 0xDBFF; }
constexpr bool is_low_surrogate(char32_t code) { return code >= 0xDC00 && code <= 0xDFFF; }

// From behind the u.
Piece code_at(const char* at, const char* end, std::string& text) {
  char32_t code = 0;
  Piece piece = four_digits_at(at, end, code);
  if (!piece.whole) return piece;
  if (is_low_surrogate(code)) return {piece.at - 1, false};
  if (is_high_surrogate(code)) {
    for (const char next : {'\\', 'u'}) {
      if (piece.at == end || *piece.at != next) return {piece.at, false};
      ++piece.at;
    }
    char32_t low = 0;
    piece = four_digits_at(piece.at, end, low);
    if (!piece.whole) return piece;
    if (!is_low_surrogate(low)) return {piece.at - 1, false};
    code = 0x10000 + (code - 0xD800) * 0x400 + (low - 0xDC00);
  }
  utf8::unchecked::append(code, std::back_inserter(text));
  return piece;
}

}  // namespace

Piece escape_at(const char* at, const char* end, std::string& text) {
  constexpr std::string_view letters = "\"\\/bfnrt";
  constexpr std::string_view meanings = "\"\\/\b\f\n\r\t";
  ++at;
  if (at == end) return {at, false};
  if (*at == 'u') return code_at(at + 1, end, text);
  const std::size_t letter = letters.find(*at);
  if (letter == letters.npos) return {at, false};
  text += meanings[letter];
  return {at + 1, true};
}

}  // namespace sp::schemas
