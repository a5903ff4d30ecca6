#include "quirks/python_integer.h"

#include <limits>

#include <sp/schemas/utf8.h>

#include "quirks/digits.h"

namespace sp::mock {

namespace {

using schemas::first_character;

// Python takes no more digits than these from a text.
constexpr std::size_t most_digits = 4300;

// What int() takes off both ends. str.strip takes U+001C to U+001F as well, int() does not.
bool is_space(char32_t code) {
  return (code >= 0x09 && code <= 0x0D) || code == 0x20 || code == 0x85 || code == 0xA0 ||
         code == 0x1680 || (code >= 0x2000 && code <= 0x200A) || code == 0x2028 || code == 0x2029 ||
         code == 0x202F || code == 0x205F || code == 0x3000;
}

std::string_view without_leading_space(std::string_view text) {
  while (!text.empty()) {
    const auto character = first_character(text);
    if (!character.valid || !is_space(character.code)) break;
    text.remove_prefix(character.bytes.size());
  }
  return text;
}

bool is_all_space(std::string_view text) { return without_leading_space(text).empty(); }

// The number with one more digit, as far as 64 bits go.
std::int64_t followed_by(std::int64_t number, int digit) {
  constexpr auto most = std::numeric_limits<std::int64_t>::max();
  return number > (most - digit) / 10 ? most : 10 * number + digit;
}

}  // namespace

std::optional<std::int64_t> python_integer(std::string_view text) {
  text = without_leading_space(text);
  const bool negative = text.starts_with('-');
  if (negative || text.starts_with('+')) text.remove_prefix(1);
  std::int64_t number = 0;
  std::size_t digits = 0;
  bool digit_before = false;
  while (!text.empty()) {
    const auto character = first_character(text);
    const auto digit = character.valid ? digit_value(character.code) : std::nullopt;
    if (!digit && (!digit_before || character.code != '_')) break;
    if (digit) number = followed_by(number, *digit);
    if (digit && ++digits > most_digits) return std::nullopt;
    digit_before = digit.has_value();
    text.remove_prefix(character.bytes.size());
  }
  if (!digit_before || !is_all_space(text)) return std::nullopt;
  return negative ? -number : number;
}

}  // namespace sp::mock
