// A request as the service gets it. It does not depend on any HTTP library.
#pragma once

#include <string>
#include <string_view>

#include "scenario/headers.h"

namespace sp::mock {

struct Request {
  std::string method;
  std::string target;  // path and query as on the request line, percent-encoded
  Headers headers = {};
  std::string remote_address = {};
  std::string body = {};

  const std::string* header(std::string_view name) const { return find_header(headers, name); }
};

}  // namespace sp::mock
