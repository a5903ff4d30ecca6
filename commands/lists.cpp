#include "commands/lists.h"

#include <algorithm>

#include <sp/schemas/wrapped.h>

#include "commands/terminal.h"

namespace sp::commands {

namespace {

// "name      text": the column of "text"; a little in where there is none, or too little room
// behind it.
std::size_t text_begins(std::string_view line, std::size_t columns) {
  const auto front = std::min(line.find_first_not_of(' '), line.size());
  const auto gap = line.find("  ", front);
  const auto text = gap == std::string_view::npos ? gap : line.find_first_not_of(' ', gap);
  const bool has_room = text != std::string_view::npos && text <= columns * 2 / 3;
  return has_room ? text : front + 2;
}

}  // namespace

std::string fitted_list(std::string_view text, std::size_t columns) {
  std::string result;
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    const bool fits = schemas::columns_of(line) <= columns;
    result +=
        fits ? std::string(line) : schemas::wrapped(line, columns, text_begins(line, columns));
    if (end < text.size()) result += '\n';
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return result;
}

std::string list_for(int stream, std::string_view text) {
  const auto room = columns(stream);
  return room ? fitted_list(text, *room) : std::string(text);
}

}  // namespace sp::commands
