#include <algorithm>

#include <sp/schemas/ascii.h>

namespace sp::schemas {

std::string lower_case(std::string_view text) {
  std::string result(text);
  std::ranges::transform(result, result.begin(), lower);
  return result;
}

std::string upper_case(std::string_view text) {
  std::string result(text);
  std::ranges::transform(result, result.begin(), upper);
  return result;
}

bool same_ignoring_case(std::string_view a, std::string_view b) {
  return std::ranges::equal(a, b, [](char x, char y) { return lower(x) == lower(y); });
}

bool is_digits(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, is_digit);
}

bool is_snake_case(std::string_view text) {
  const auto fine = [](char c) { return (c >= 'a' && c <= 'z') || is_digit(c) || c == '_'; };
  return !text.empty() && text.front() >= 'a' && text.back() != '_' &&
         std::ranges::all_of(text, fine) && text.find("__") == std::string_view::npos;
}

}  // namespace sp::schemas
