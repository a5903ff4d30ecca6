// Where a deployment is, as people write it down: --base-url, taken apart.
#pragma once

#include <string>

namespace sp::contract {

struct BaseUrl {
  std::string origin;  // scheme, host and port: "https://[::1]:8080"
  std::string host;    // without port and brackets, in lower case; IPv4 as four numbers
  std::string path;    // "/api/v1", without a '/' at the end; may be empty

  // Whether a connection to the host stays on this machine: localhost and names below it,
  // 127.0.0.0/8 and ::1 in any notation, and 0.0.0.0 and ::, which lead here as well. A name
  // that only begins like one of them is another machine's.
  bool is_loopback() const;
};

// The URL as libcurl reads it, which is who connects to it. Throws UsageError for what is no
// http or https URL with a host, and for one with a user, a query or a fragment in it; what()
// never shows a password.
BaseUrl parse_base_url(const std::string& url);

}  // namespace sp::contract
