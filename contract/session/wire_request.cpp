#include "session/wire_request.h"

#include <algorithm>
#include <string_view>

#include <fmt/format.h>

#include <sp/contract/options.h>
#include <sp/recordings/near_token.h>
#include <sp/schemas/ascii.h>
#include <sp/schemas/percent.h>

namespace sp::contract {

namespace {

void lay_over(Headers& headers, const Headers& above) {
  std::erase_if(headers, [&](const auto& below) {
    return std::any_of(above.begin(), above.end(), [&](const auto& row) {
      return schemas::same_ignoring_case(row.first, below.first);
    });
  });
  headers.insert(headers.end(), above.begin(), above.end());
}

}  // namespace

std::string target_of(const Request& request, const std::string& base_path,
                      const std::string& token) {
  std::string target = base_path + request.path;
  if (request.credentials == Credentials::in_query) {
    target += target.find('?') == std::string::npos ? '?' : '&';
    target += "access_token=" + schemas::percent_encoded(token);
  }
  return target.starts_with('/') ? target : '/' + target;
}

Headers headers_of(const Request& request, const Headers& everywhere, const std::string& token) {
  Headers headers = {{"Accept", "application/json"},
                     {"Accept-Encoding", "identity"},
                     {"User-Agent", "sp-contract"}};
  // No request here has a body, and where a server expects one it should not wait for it.
  if (request.method == "POST" || request.method == "PUT" || request.method == "PATCH") {
    headers.emplace_back("Content-Length", "0");
  }
  if (request.own_connection) headers.emplace_back("Connection", "close");
  if (request.credentials == Credentials::in_query) {
    headers.emplace_back("Cookie", "access_token=" + token);
    headers.emplace_back("X-API-Key", token);
  }
  lay_over(headers, everywhere);
  if (const auto value = recordings::authorization_with(to_string(request.credentials), token)) {
    headers.emplace_back("Authorization", *value);
  }
  lay_over(headers, request.headers);
  return headers;
}

void check_headers(const Headers& everywhere) {
  constexpr std::string_view token_characters =
      "!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
  for (const auto& [name, value] : everywhere) {
    if (name.empty() || name.find_first_not_of(token_characters) != std::string::npos) {
      throw UsageError(fmt::format("--header: expected 'NAME: VALUE', found the name '{}'", name));
    }
    const bool printable = std::none_of(value.begin(), value.end(), [](unsigned char c) {
      return (c < 0x20 && c != '\t') || c == 0x7F;
    });
    if (!printable) {
      throw UsageError(fmt::format("--header: the value of {} has control characters", name));
    }
    if (schemas::same_ignoring_case(name, "Authorization")) {
      throw UsageError(
          "--header: Authorization is what the suite tries in all forms; the token "
          "comes from SP_API_TOKEN or --token-file");
    }
  }
}

}  // namespace sp::contract
