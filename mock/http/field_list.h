// Words of header values.
#pragma once

#include <algorithm>
#include <string_view>

#include <sp/schemas/ascii.h>

#include "scenario/headers.h"

namespace sp::mock {

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }

inline bool has_prefix(std::string_view text, std::string_view prefix) {
  return schemas::same_ignoring_case(text.substr(0, prefix.size()), prefix);
}

// Without the spaces and tabs around it.
constexpr std::string_view trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t") - begin + 1);
}

// Calls `act` with each word of a list: "TE, close" has two.
template <class Act>
void for_each_word(std::string_view list, const Act& act) {
  while (!list.empty()) {
    const std::size_t end = std::min(list.find(','), list.size());
    act(trimmed(list.substr(0, end)));
    list.remove_prefix(std::min(list.size(), end + 1));
  }
}

}  // namespace sp::mock
