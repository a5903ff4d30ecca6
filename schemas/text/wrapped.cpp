#include <algorithm>

#include <sp/schemas/utf8.h>
#include <sp/schemas/wrapped.h>

namespace sp::schemas {

std::size_t columns_of(std::string_view text) {
  std::size_t columns = 0;
  while (!text.empty()) {
    const auto escape = text.find("\x1b[");
    columns += count_characters(text.substr(0, escape));
    if (escape == std::string_view::npos) break;
    const auto end = text.find('m', escape);
    text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
  }
  return columns;
}

std::string wrapped(std::string_view line, std::size_t columns, std::size_t indent) {
  const auto front = std::min(line.find_first_not_of(' '), line.size());
  std::string text(line.substr(0, front));
  std::size_t taken = front;
  line.remove_prefix(front);
  bool first = true;  // on its line
  while (!line.empty()) {
    const auto end = std::min(line.find(' '), line.size());
    const std::string_view word = line.substr(0, end);
    const std::size_t width = columns_of(word);
    if (!first && taken + 1 + width > columns) {
      text += "\n" + std::string(indent, ' ');
      taken = indent;
    } else if (!first) {
      text += ' ';
      ++taken;
    }
    text += word;
    taken += width;
    first = false;
    line.remove_prefix(std::min(end + 1, line.size()));
  }
  return text;
}

}  // namespace sp::schemas
