#include "quirks/platform_text.h"

#include <array>

#include <sp/schemas/utf8.h>

namespace sp::mock {

namespace {

// What Windows-1252 has from 0x80 to 0x9F; U+FFFD where it has nothing.
constexpr std::array<char16_t, 32> windows_1252 = {
    0x20AC, 0xFFFD, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0xFFFD, 0x017D, 0xFFFD, 0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0xFFFD, 0x017E, 0x0178};

// Of a character that has two or three bytes in UTF-8.
void append_utf8(std::string& text, char16_t code) {
  const auto tail = [](unsigned bits) { return static_cast<char>(0x80 | (bits & 0x3F)); };
  if (code < 0x800) {
    text += static_cast<char>(0xC0 | (code >> 6));
  } else {
    text += static_cast<char>(0xE0 | (code >> 12));
    text += tail(code >> 6);
  }
  text += tail(code);
}

std::string from_windows_1252(std::string_view bytes) {
  std::string text;
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x80) {
      text += c;
    } else {
      append_utf8(text, byte < 0xA0 ? windows_1252[byte - 0x80] : char16_t{byte});
    }
  }
  return text;
}

}  // namespace

std::string platform_text(std::string_view bytes) {
  const std::string text = schemas::is_utf8(bytes) ? std::string(bytes) : from_windows_1252(bytes);
  std::string lines;
  lines.reserve(text.size() + 1);
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\n' && i > 0 && text[i - 1] == '\r') continue;  // of CRLF, which ended its line
    lines += text[i] == '\r' ? '\n' : text[i];
  }
  if (!lines.empty() && !lines.ends_with('\n')) lines += '\n';
  return lines;
}

}  // namespace sp::mock
