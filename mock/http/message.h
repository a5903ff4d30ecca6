// A request and a response, as the mock sees them: free of any HTTP library.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sp::mock {

using Headers = std::vector<std::pair<std::string, std::string>>;

struct Request {
  std::string method;
  std::string target;  // as on the request line: path and query, percent-encoded
  Headers headers;
  std::string remote_address;

  // The first header of that name, whatever its case; null when there is none.
  const std::string* header(std::string_view name) const;
};

struct Response {
  int status = 200;
  Headers headers;  // without Content-Length, which is the server's
  std::string body;
  std::string operation;  // its id; empty when no operation was reached
  std::string why;        // for the log: one clause, without a period
};

}  // namespace sp::mock
