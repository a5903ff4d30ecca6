#include <algorithm>
#include <utf8.h>

#include <sp/schemas/utf8.h>

namespace sp::schemas {
namespace {

constexpr std::size_t most_bytes = 4;  // of a character

// How many bytes at the front of `bytes` are whole characters.
std::size_t valid_at_front(std::string_view bytes) {
  return static_cast<std::size_t>(utf8::find_invalid(bytes.begin(), bytes.end()) - bytes.begin());
}

}  // namespace

Character first_character(std::string_view text) {
  const std::string_view front = text.substr(0, most_bytes);
  if (valid_at_front(front) == 0) return {0, text.substr(0, 1), false};
  const char* end = front.data();
  const char32_t code = utf8::unchecked::next(end);
  return {code, text.substr(0, static_cast<std::size_t>(end - front.data())), true};
}

bool is_utf8(std::string_view bytes) { return valid_at_front(bytes) == bytes.size(); }

std::string as_utf8(std::string_view bytes) {
  std::string result;
  result.reserve(bytes.size());
  while (true) {
    const std::size_t valid = valid_at_front(bytes);
    result += bytes.substr(0, valid);
    if (valid == bytes.size()) return result;
    // Byte by byte: utf8::replace_invalid makes one of several.
    result += "\uFFFD";
    bytes.remove_prefix(valid + 1);
  }
}

std::size_t count_characters(std::string_view text) {
  return static_cast<std::size_t>(std::ranges::count_if(text, begins_character));
}

std::string_view front_of(std::string_view text, std::size_t limit) {
  if (text.size() <= limit) return text;
  std::size_t end = limit;
  // Bytes that are no UTF-8 may be cut anywhere.
  for (std::size_t i = 1; i < most_bytes && end > 0 && !begins_character(text[end]); ++i) --end;
  return text.substr(0, end);
}

}  // namespace sp::schemas
