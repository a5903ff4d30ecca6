// A redirect of the first request: the base URL is not where the API is.
#pragma once

#include <string>

#include "exchange/transcript.h"

namespace sp::contract {

// Whether the response sends the client elsewhere. 304 does not: nobody asked for that.
bool is_redirect(const Response& response);

// Why a target that redirects its first request cannot be judged, and which base URL to name
// instead. `opening` has a response that is a redirect. May hold the token, if the server put
// it into the Location.
std::string redirect_problem(const std::string& base_url, const Exchange& opening);

}  // namespace sp::contract
