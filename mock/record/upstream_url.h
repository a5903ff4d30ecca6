// Where a proxy passes requests on to: the URL of a deployment, taken apart.
#pragma once

#include <string>
#include <string_view>

namespace sp::mock {

struct UpstreamUrl {
  bool tls = false;
  std::string host;  // without brackets
  int port = 80;
  std::string authority;  // as in a Host header, without the scheme's own port: "[::1]:8080"
  std::string path;       // "/api/v1", without a '/' at its end; may be empty

  // "https://host:8443"
  std::string origin() const { return (tls ? "https://" : "http://") + authority; }
  // The origin and the path.
  std::string base_url() const { return origin() + path; }

  // Throws std::invalid_argument for what is no http or https URL with a host, and for one with a
  // user, a query or a fragment in it.
  static UpstreamUrl parse(std::string_view text);
};

}  // namespace sp::mock
