#include "plan/request.h"

#include <algorithm>

#include <fmt/format.h>

namespace sp::contract {

const std::string* Request::value(std::string_view name) const {
  const auto found = std::find_if(values.begin(), values.end(),
                                  [&](const auto& pair) { return pair.first == name; });
  return found == values.end() ? nullptr : &found->second;
}

std::string percent_encoded(std::string_view text) {
  std::string result;
  for (const char c : text) {
    const bool unreserved = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                            (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_' || c == '~';
    if (unreserved) {
      result += c;
    } else {
      result += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
  }
  return result;
}

std::string path_of(const schemas::Operation& operation, const Values& values) {
  std::string path = operation.path;
  std::string query;
  for (const auto& [name, value] : values) {
    const std::string placeholder = fmt::format("{{{}}}", name);
    if (const auto at = path.find(placeholder); at != std::string::npos) {
      path.replace(at, placeholder.size(), percent_encoded(value));
    } else {
      query += fmt::format("{}{}={}", query.empty() ? '?' : '&', name, percent_encoded(value));
    }
  }
  return path + query;
}

std::string curl_line(const Request& request, const std::string& base_url) {
  std::string url;
  for (const char c : base_url + request.path) {
    if (c == '\'') {
      url += R"('\'')";
    } else {
      url += c;
    }
  }
  return fmt::format("curl -sS -i{}{} '{}'", request.method == "GET" ? "" : " -X " + request.method,
                     request.credentials == Credentials::token
                         ? R"( -H "Authorization: Bearer $SP_API_TOKEN")"
                         : "",
                     url);
}

}  // namespace sp::contract
