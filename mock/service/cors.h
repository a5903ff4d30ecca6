// Adds the headers that let browser pages of any origin use the mock, even if they send
// credentials. For these, the answer must name the origin instead of "*", and must tell caches that
// it depends on the origin.
#pragma once

#include "service/request.h"

namespace sp::mock {

// Adds the headers of every answer. `origin` is the origin of the page; null if the request names
// none.
void put_cors_headers(const std::string* origin, Headers& headers);
// Adds the headers of the answer to a preflight request, which allow everything that it asks for.
void put_preflight_headers(const Request& request, Headers& headers);

}  // namespace sp::mock
