#include "report/characters.h"

#include <fmt/format.h>

namespace sp::contract {

namespace {

// The smallest code that takes so many bytes: a longer form of a smaller one is no UTF-8.
constexpr char32_t smallest[] = {0, 0, 0x80, 0x800, 0x10000};

std::size_t length_by(unsigned char lead) {
  if (lead < 0x80) return 1;
  if (lead >= 0xC2 && lead < 0xE0) return 2;
  if (lead >= 0xE0 && lead < 0xF0) return 3;
  if (lead >= 0xF0 && lead < 0xF5) return 4;
  return 0;
}

// Characters that end a line, turn the direction of what follows around, or that XML does
// not allow: a name or a number could be made to look like another with them.
bool misleads(char32_t code) {
  return (code >= 0x7F && code < 0xA0) || code == 0x061C || code == 0x200E || code == 0x200F ||
         (code >= 0x2028 && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069) ||
         code == 0xFEFF || (code & 0xFFFE) == 0xFFFE;
}

}  // namespace

Character first_character(std::string_view text) {
  const Character broken{0, text.substr(0, 1), false};
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const std::size_t length = length_by(byte(0));
  if (length == 0 || length > text.size()) return broken;
  if (length == 1) return {byte(0), text.substr(0, 1), true};
  char32_t code = byte(0) & (0x7FU >> length);
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xC0) != 0x80) return broken;
    code = code << 6 | (byte(i) & 0x3FU);
  }
  const bool surrogate = code >= 0xD800 && code < 0xE000;
  if (code < smallest[length] || surrogate || code > 0x10FFFF) return broken;
  return {code, text.substr(0, length), true};
}

bool is_utf8(std::string_view bytes) {
  while (!bytes.empty()) {
    const Character next = first_character(bytes);
    if (!next.valid) return false;
    bytes.remove_prefix(next.bytes.size());
  }
  return true;
}

std::string as_utf8(std::string_view bytes) {
  std::string result;
  while (!bytes.empty()) {
    const Character next = first_character(bytes);
    result += next.valid ? next.bytes : "\uFFFD";
    bytes.remove_prefix(next.bytes.size());
  }
  return result;
}

std::string_view front_of(std::string_view text, std::size_t limit) {
  if (text.size() <= limit) return text;
  std::size_t end = limit;
  // A character has four bytes at most; bytes that are no UTF-8 may be cut anywhere.
  for (int i = 0; i < 3 && end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80; ++i) {
    --end;
  }
  return text.substr(0, end);
}

std::string visible(std::string_view text, Lines lines) {
  std::string result;
  while (!text.empty()) {
    const Character next = first_character(text);
    text.remove_prefix(next.bytes.size());
    const bool blank = next.code == '\n' || next.code == '\t';
    if (!next.valid || (next.code < 0x20 && !(blank && lines == Lines::many)) ||
        next.code == 0x7F) {
      result += fmt::format("\\x{:02X}", static_cast<unsigned char>(next.bytes.front()));
    } else if (misleads(next.code)) {
      result += fmt::format("\\u{:04X}", static_cast<unsigned>(next.code));
    } else {
      result += next.bytes;
    }
  }
  return result;
}

std::string markup(std::string_view text, Lines lines) {
  std::string result;
  for (const char c : visible(text, lines)) {
    switch (c) {
      case '&': result += "&amp;"; break;
      case '<': result += "&lt;"; break;
      case '>': result += "&gt;"; break;
      case '"': result += "&quot;"; break;
      case '\'': result += "&#39;"; break;
      default: result += c;
    }
  }
  return result;
}

}  // namespace sp::contract
