#include "scenario/headers.h"

#include <algorithm>

namespace sp::mock {

namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

}  // namespace

bool same_word(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char x, char y) { return lower(x) == lower(y); });
}

const std::string* find_header(const Headers& headers, std::string_view name) {
  for (const auto& [known, value] : headers) {
    if (same_word(known, name)) return &value;
  }
  return nullptr;
}

bool has_other(const Headers& headers, std::string_view name, std::string_view value) {
  return std::any_of(headers.begin(), headers.end(), [&](const auto& header) {
    return same_word(header.first, name) && header.second != value;
  });
}

void set_header(Headers& headers, std::string_view name, std::optional<std::string> value) {
  std::erase_if(headers, [&](const auto& header) { return same_word(header.first, name); });
  if (value) headers.emplace_back(name, *std::move(value));
}

void set_headers(Headers& headers, std::string_view name, const std::vector<std::string>& values) {
  set_header(headers, name, std::nullopt);
  for (const std::string& value : values) headers.emplace_back(name, value);
}

bool has_no_body(int status) { return status < 200 || status == 204 || status == 304; }

}  // namespace sp::mock
