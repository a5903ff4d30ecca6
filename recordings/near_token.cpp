#include <sp/recordings/near_token.h>

namespace sp::recordings {

namespace {

char changed(char c) { return c == 'x' ? 'y' : 'x'; }

}  // namespace

std::string in_other_case(const std::string& token) {
  std::string other = token;
  for (char& c : other) {
    const bool is_lower = c >= 'a' && c <= 'z';
    const bool is_upper = c >= 'A' && c <= 'Z';
    if (is_lower || is_upper) c = static_cast<char>(c ^ 0x20);
  }
  return other == token ? with_last_changed(token) : other;
}

std::string with_first_changed(std::string token) {
  if (!token.empty()) token.front() = changed(token.front());
  return token;
}

std::string with_last_changed(std::string token) {
  if (!token.empty()) token.back() = changed(token.back());
  return token;
}

std::string without_last(std::string token) {
  if (!token.empty()) token.pop_back();
  return token;
}

}  // namespace sp::recordings
