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

std::optional<std::string> authorization_with(std::string_view credentials,
                                              const std::string& token) {
  if (credentials == "none" || credentials == "in_query") return std::nullopt;
  if (credentials == "lower_case_scheme") return "bearer " + token;
  if (credentials == "other_scheme") return "Basic " + token;
  if (credentials == "no_scheme") return token;
  if (credentials == "empty") return "Bearer ";
  if (credentials == "null_word") return "Bearer null";
  if (credentials == "wrong") return "Bearer nobody-was-given-this-token";
  if (credentials == "other_case") return "Bearer " + in_other_case(token);
  if (credentials == "first_changed") return "Bearer " + with_first_changed(token);
  if (credentials == "last_changed") return "Bearer " + with_last_changed(token);
  if (credentials == "cut") return "Bearer " + without_last(token);
  if (credentials == "suffix") return "Bearer " + token + "x";
  if (credentials == "second_word") return "Bearer " + token + " and-more";
  return "Bearer " + token;
}

}  // namespace sp::recordings
