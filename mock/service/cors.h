// Headers that let a browser's page of any origin ask the mock, also one that sends credentials:
// for that the answer has to name the origin, and caches have to be told that it does.
#pragma once

#include "service/request.h"

namespace sp::mock {

// For every answer; `origin` is the page's, null when the request names none.
void put_cors_headers(const std::string* origin, Headers& headers);
// For the answer to a preflight request: what it asks for is allowed.
void put_preflight_headers(const Request& request, Headers& headers);

}  // namespace sp::mock
