// What a request looks like when it leaves: the target of its first line, and its headers.
#pragma once

#include <string>

#include "exchange/request.h"

namespace sp::contract {

// `base_path` and the request's path, unescaped and unchecked; with the token in its query if the
// credentials say so.
std::string target_of(const Request& request, const std::string& base_path,
                      const std::string& token);

// The headers of the request, from four places: those of every request, `everywhere`, those of the
// credentials, and the request's own. If a name occurs in several, the last place wins.
Headers headers_of(const Request& request, const Headers& everywhere, const std::string& token);

// Throws UsageError for a header that no request can carry, and for Authorization, which only
// a request's credentials may set.
void check_headers(const Headers& everywhere);

}  // namespace sp::contract
