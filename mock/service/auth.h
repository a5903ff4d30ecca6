// Bearer tokens (contract section 1).
#pragma once

#include <string>
#include <variant>
#include <vector>

#include <sp/mock/quirks.h>

#include "scenario/settings.h"
#include "service/request.h"

namespace sp::mock {

// Why a request is not authenticated: one clause for the log, without the token.
struct Rejection {
  std::string why;
};

// The token of a request. The scheme's case does not matter; a token counts when the
// scenario has it and it is neither revoked nor expired at `now`.
std::variant<const Token*, Rejection> token_of(const Request& request,
                                               const std::vector<Token>& tokens,
                                               schemas::Instant now, const Quirks& quirks = {});

}  // namespace sp::mock
