// Headers that let a browser's page of any origin ask the mock.
#pragma once

#include "service/request.h"

namespace sp::mock {

// For every answer.
void put_cors_headers(Headers& headers);
// For the answer to a preflight request: what it asks for is allowed.
void put_preflight_headers(const Request& request, Headers& headers);

}  // namespace sp::mock
