#include "scenario/headers.h"

#include <algorithm>

#include <sp/schemas/ascii.h>

namespace sp::mock {

const std::string* find_header(const Headers& headers, std::string_view name) {
  for (const auto& [known, value] : headers) {
    if (schemas::same_ignoring_case(known, name)) return &value;
  }
  return nullptr;
}

bool has_other(const Headers& headers, std::string_view name, std::string_view value) {
  return std::any_of(headers.begin(), headers.end(), [&](const auto& header) {
    return schemas::same_ignoring_case(header.first, name) && header.second != value;
  });
}

void set_header(Headers& headers, std::string_view name, std::optional<std::string> value) {
  std::erase_if(
      headers, [&](const auto& header) { return schemas::same_ignoring_case(header.first, name); });
  if (value) headers.emplace_back(name, *std::move(value));
}

void set_headers(Headers& headers, std::string_view name, const std::vector<std::string>& values) {
  set_header(headers, name, std::nullopt);
  for (const std::string& value : values) headers.emplace_back(name, value);
}

bool has_no_body(int status) { return status < 200 || status == 204 || status == 304; }

}  // namespace sp::mock
