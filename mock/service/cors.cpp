#include "service/cors.h"

namespace sp::mock {

void put_cors_headers(const std::string* origin, Headers& headers) {
  headers.emplace_back("Vary", "Origin");
  if (origin) {
    headers.emplace_back("Access-Control-Allow-Origin", *origin);
    headers.emplace_back("Access-Control-Allow-Credentials", "true");
  } else {
    headers.emplace_back("Access-Control-Allow-Origin", "*");
  }
  // Without it a page cannot read them.
  headers.emplace_back(
      "Access-Control-Expose-Headers",
      "X-RateLimit-Limit, X-RateLimit-Remaining, X-RateLimit-Reset, Retry-After, Date");
}

void put_preflight_headers(const Request& request, Headers& headers) {
  headers.emplace_back("Access-Control-Allow-Methods", "GET, HEAD, POST, PUT, PATCH, DELETE");
  const std::string* wanted = request.header("Access-Control-Request-Headers");
  headers.emplace_back("Access-Control-Allow-Headers", wanted ? *wanted : "Authorization");
  headers.emplace_back("Access-Control-Max-Age", "600");
}

}  // namespace sp::mock
