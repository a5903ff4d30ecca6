// Letters and digits of ASCII, whatever the locale: the case of headers', schemes' and hosts' names
// does not matter, and protocols write numbers with these digits only.
#pragma once

#include <string>
#include <string_view>

namespace sp::schemas {

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
constexpr bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
constexpr bool is_alphanumeric(char c) { return is_letter(c) || is_digit(c); }

// The value of a hexadecimal digit in either case; -1 for any other character.
constexpr int hex_value(char c) {
  if (is_digit(c)) return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

constexpr char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }
constexpr char upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }

std::string lower_case(std::string_view text);
std::string upper_case(std::string_view text);

// Whether the two texts are the same, apart from the case of their letters.
bool same_ignoring_case(std::string_view a, std::string_view b);

// Whether the text is one digit or more, and nothing else.
bool is_digits(std::string_view text);

// Whether the text begins with a letter and consists of words of small letters and digits, with one
// underscore between two words: "exit_code_2".
bool is_snake_case(std::string_view text);

}  // namespace sp::schemas
