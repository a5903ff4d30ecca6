#include "api/json_writer.h"

#include <cstdint>
#include <cstring>

namespace sp::mock {

namespace {

// How many characters at the front of `text` certainly need no escape, looked at eight at a time.
// May stop short of one that needs none.
std::size_t plain_front(std::string_view text) {
  constexpr std::uint64_t ones = 0x0101010101010101;
  constexpr std::uint64_t highs = 0x8080808080808080;
  const auto some_byte_is_below = [](std::uint64_t word, std::uint64_t bound) {
    return (word - ones * bound) & ~word & highs;
  };
  std::size_t size = 0;
  for (std::uint64_t word; size + sizeof word <= text.size(); size += sizeof word) {
    std::memcpy(&word, text.data() + size, sizeof word);
    if (some_byte_is_below(word, 0x20) | some_byte_is_below(word ^ (ones * '"'), 1) |
        some_byte_is_below(word ^ (ones * '\\'), 1)) {
      break;
    }
  }
  return size;
}

}  // namespace

void append_json_string(std::string& out, std::string_view text) {
  static constexpr char digits[] = "0123456789abcdef";
  out += '"';
  std::size_t plain = 0;  // where the run of characters that need no escape began
  for (std::size_t i = plain_front(text); i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (byte >= 0x20 && byte != '"' && byte != '\\') continue;
    out.append(text, plain, i - plain);
    plain = i + 1;
    switch (byte) {
      case '"': out += "\\\""; break;
      case '\\': out += "\\\\"; break;
      case '\n': out += "\\n"; break;
      case '\r': out += "\\r"; break;
      case '\t': out += "\\t"; break;
      default:
        out += "\\u00";
        out += digits[byte >> 4];
        out += digits[byte & 15];
    }
  }
  out.append(text, plain);
  out += '"';
}

}  // namespace sp::mock
