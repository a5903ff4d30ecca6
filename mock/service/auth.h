// Bearer tokens (contract section 1).
#pragma once

#include <string>
#include <variant>
#include <vector>

#include <sp/mock/quirks.h>

#include "scenario/settings.h"
#include "service/request.h"

namespace sp::mock {

// Why a request is not authenticated, as one clause for the log, which does not contain the token.
struct Rejection {
  std::string why;
};

// The valid token of a request, or why it has none. A token is valid if it is one of `tokens` and
// neither revoked nor expired at `now`. The case of "Bearer" does not matter.
std::variant<const Token*, Rejection> token_of(const Request& request,
                                               const std::vector<Token>& tokens,
                                               schemas::Instant now, const Quirks& quirks = {});

}  // namespace sp::mock
