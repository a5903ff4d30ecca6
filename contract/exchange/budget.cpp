#include "exchange/budget.h"

#include <algorithm>

#include <fmt/format.h>

namespace sp::contract {

namespace {

// The bytes of a text in a JSON string, where control characters are escapes such as \u001f.
std::size_t size_as_json(std::string_view text) {
  std::size_t size = text.size();
  for (const char c : text) {
    if (c == '"' || c == '\\') ++size;
    if (static_cast<unsigned char>(c) < 0x20) size += 5;
  }
  return size;
}

// Cuts the headers behind those that fit. Returns whether it did.
bool cut(Headers& headers) {
  std::size_t bytes = 0;
  const auto first_too_many = std::find_if(headers.begin(), headers.end(), [&](const auto& header) {
    bytes += header.first.size() + header.second.size();
    return bytes > Budget::most_header_bytes;
  });
  const auto fitting = static_cast<std::size_t>(first_too_many - headers.begin());
  if (fitting == headers.size() && fitting <= Budget::most_headers) return false;
  headers.resize(std::min(fitting, Budget::most_headers));
  headers.shrink_to_fit();
  return true;
}

void drop_body(Response& response, std::string why) {
  response.body = {};
  response.over_budget = std::move(why);
}

}  // namespace

void Budget::take(Response& response, bool is_to_head) {
  if (!response.over_budget.empty()) return;
  if (cut(response.headers)) {
    response.over_budget = fmt::format("more headers than {}, or more than {} bytes of them",
                                       most_headers, most_header_bytes);
  }
  const std::size_t bytes = size_as_json(response.body.text());
  if (bytes > bytes_left_ / 2) {
    return drop_body(
        response, fmt::format("a body of {} bytes; {} MiB are kept of all answers, and of one half "
                              "of what the others have left",
                              response.body.size(), most_bytes >> 20));
  }
  bytes_left_ -= bytes;
  if (is_to_head) return;
  try {
    parse_body(response, values_left_ / 2);
    if (response.json) values_left_ -= response.json->values;
  } catch (const schemas::TooManyValues&) {
    drop_body(response,
              fmt::format("a body of more than {} JSON values; {} are kept of all answers, "
                          "and of one half of what the others have left",
                          values_left_ / 2, most_values));
    bytes_left_ += bytes;
  }
}

}  // namespace sp::contract
