// What a request looks like when it leaves: the target of its first line, and its headers.
#pragma once

#include <string>

#include "exchange/request.h"

namespace sp::contract {

// The path below `base_path` exactly as the request has it, right or wrong, and with the token
// in its query when the credentials say so.
std::string target_of(const Request& request, const std::string& base_path,
                      const std::string& token);

// The headers of every request, with those of `everywhere`, the credentials, and the request's
// own laid over them in this order: a name in one replaces that name in those before it.
Headers headers_of(const Request& request, const Headers& everywhere, const std::string& token);

// Throws UsageError for a header that no request can carry, and for an Authorization: which one
// a request has is for its credentials to say.
void check_headers(const Headers& everywhere);

}  // namespace sp::contract
