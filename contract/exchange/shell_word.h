// Texts as words of a command line for a shell.
#pragma once

#include <string>
#include <string_view>

namespace sp::contract {

// In single quotes.
inline std::string shell_word(std::string_view text) {
  std::string result = "'";
  for (const char c : text) {
    if (c == '\'') {
      result += R"('\'')";
    } else {
      result += c;
    }
  }
  return result + "'";
}

}  // namespace sp::contract
