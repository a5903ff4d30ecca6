#include <fmt/format.h>

#include <sp/schemas/utf8.h>
#include <sp/schemas/visible.h>

namespace sp::schemas {
namespace {

// Characters that end a line, turn the direction of what follows around, or that XML does
// not allow: a name or a number could be made to look like another with them.
bool misleads(char32_t code) {
  return (code >= 0x7F && code < 0xA0) || code == 0x061C || code == 0x200E || code == 0x200F ||
         (code >= 0x2028 && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069) ||
         code == 0xFEFF || (code & 0xFFFE) == 0xFFFE;
}

}  // namespace

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

}  // namespace sp::schemas
