#include "import/embeddable.h"

#include <algorithm>

#include <sp/schemas/utf8.h>

namespace sp::mock {

std::optional<schemas::Document> embeddable(const std::string& body) {
  constexpr unsigned deepest = 100;
  try {
    schemas::Document document = schemas::parse(body, {.max_depth = deepest});
    if (document.repeats.empty()) return document;
  } catch (const schemas::SyntaxError&) {
    return std::nullopt;
  }
  return std::nullopt;
}

bool can_be_sent(const std::string& header) {
  const auto is_control = [](unsigned char c) { return (c < ' ' && c != '\t') || c == 0x7F; };
  return schemas::is_utf8(header) && std::ranges::none_of(header, is_control);
}

}  // namespace sp::mock
