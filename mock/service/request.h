// A request as the service sees it, free of any HTTP library.
#pragma once

#include <string>
#include <string_view>

#include "scenario/headers.h"

namespace sp::mock {

struct Request {
  std::string method;
  std::string target;  // as on the request line: path and query, percent-encoded
  Headers headers = {};
  std::string remote_address = {};
  std::string body = {};

  const std::string* header(std::string_view name) const { return find_header(headers, name); }
};

}  // namespace sp::mock
