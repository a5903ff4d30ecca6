#include <algorithm>

#include <fmt/format.h>

#include <sp/schemas/ascii.h>
#include <sp/schemas/pointer.h>

namespace sp::schemas {

std::string pointer_token(std::string_view token) {
  std::string escaped;
  escaped.reserve(token.size());
  for (const char c : token) {
    if (c == '~') {
      escaped += "~0";
    } else if (c == '/') {
      escaped += "~1";
    } else {
      escaped += c;
    }
  }
  return escaped;
}

std::string without_indexes(std::string_view pointer) {
  std::string result;
  while (!pointer.empty()) {
    const auto end = std::min(pointer.find('/', 1), pointer.size());
    const std::string_view step = pointer.substr(1, end - 1);
    const bool index = is_digits(step);
    result += index ? "/*" : fmt::format("/{}", step);
    pointer.remove_prefix(end);
  }
  return result;
}

}  // namespace sp::schemas
