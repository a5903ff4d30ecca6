#include "text/pointer.h"

#include <algorithm>

#include <fmt/format.h>

#include <sp/schemas/ascii.h>

namespace sp::contract {

std::string without_indexes(std::string_view pointer) {
  std::string result;
  while (!pointer.empty()) {
    const auto end = std::min(pointer.find('/', 1), pointer.size());
    const std::string_view step = pointer.substr(1, end - 1);
    const bool index = schemas::is_digits(step);
    result += index ? "/*" : fmt::format("/{}", step);
    pointer.remove_prefix(end);
  }
  return result;
}

}  // namespace sp::contract
