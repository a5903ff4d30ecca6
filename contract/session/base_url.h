// Where a deployment is, as people write it down: --base-url, taken apart.
#pragma once

#include <string>

namespace sp::contract {

struct BaseUrl {
  std::string origin;  // scheme, host and port: "https://[::1]:8080"
  std::string host;    // without port and brackets, in lower case
  std::string path;    // "/api/v1", without a '/' at the end; may be empty

  // Whether the host is this machine, by its name or address: localhost, 127.*, ::1.
  bool is_loopback() const;
};

// Throws UsageError for what is no http or https URL with a host, and for one with a user, a
// query or a fragment in it; what() never shows a password.
BaseUrl parse_base_url(const std::string& url);

}  // namespace sp::contract
