// The proxy that the environment names for a URL, as curl and most clients read it.
//
//     https_proxy=http://proxy:3128    for an https URL; http_proxy for the other (small letters
//     only) all_proxy=…                      where that one is not set no_proxy=host,.example.org,*
//     hosts, and those below them, that are asked directly
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "record/upstream_url.h"

namespace sp::mock {

struct EnvironmentProxy {
  std::string host;
  int port = 1080;
  std::string authorization;  // the value of Proxy-Authorization; empty for none
};

// A variable's value; empty if it is not set.
using Variables = std::function<std::string(const char* name)>;
std::string environment_variable(const char* name);

// Nothing where the URL is to be asked directly: also where it is on this machine. Throws
// std::invalid_argument for a proxy that is no http:// one.
std::optional<EnvironmentProxy> environment_proxy(
    const UpstreamUrl& url, const Variables& variables = environment_variable);

}  // namespace sp::mock
