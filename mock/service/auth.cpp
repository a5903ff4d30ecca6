#include "service/auth.h"

#include <algorithm>

#include <fmt/format.h>

#include <sp/schemas/ascii.h>
#include <sp/schemas/split.h>

namespace sp::mock {

std::variant<const Token*, Rejection> token_of(const Request& request,
                                               const std::vector<Token>& tokens,
                                               schemas::Instant now, const Quirks& quirks) {
  const std::string* header = request.header("Authorization");
  if (!header) return Rejection{"no Authorization header"};
  if (has_other(request.headers, "Authorization", *header)) {
    return Rejection{"there are two Authorization headers that differ"};
  }
  const std::size_t space = header->find(' ');
  // RFC 7235: the scheme's name is case-insensitive.
  if (!schemas::same_ignoring_case(std::string_view(*header).substr(0, space), "bearer")) {
    return Rejection{"the Authorization header is not of the Bearer scheme"};
  }
  std::string_view given =
      space == std::string::npos ? std::string_view() : std::string_view(*header).substr(space + 1);
  if (quirks.has(Quirk::spaces_after_bearer)) given = schemas::trimmed(given);
  if (given.empty()) return Rejection{"the bearer token is empty"};
  const auto token = std::find_if(tokens.begin(), tokens.end(),
                                  [&](const Token& known) { return known.token == given; });
  if (token == tokens.end()) return Rejection{"the scenario does not know the token"};
  if (token->revoked) return Rejection{"the token is revoked"};
  if (!token->valid_at(now)) {
    return Rejection{
        fmt::format("the token expired at {}", schemas::format_date_time(*token->expires_at))};
  }
  return &*token;
}

}  // namespace sp::mock
