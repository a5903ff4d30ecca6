// Hosts as URLs have them.
#pragma once

#include <string>
#include <string_view>

namespace sp::mock {

// A host as it stands in a URL: an address of IPv6 in brackets.
inline std::string host_in_url(std::string_view host) {
  std::string text(host);
  return host.find(':') == std::string_view::npos ? text : "[" + text + "]";
}

}  // namespace sp::mock
