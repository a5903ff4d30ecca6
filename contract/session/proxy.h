// Whether the environment sets a proxy in front of a deployment.
#pragma once

#include "session/base_url.h"

namespace sp::contract {

// Whether libcurl asks an HTTP proxy for the deployment, and so needs the whole URL in the first
// line of a request: plain HTTP, not on this machine, `http_proxy` or `all_proxy` set to what is
// no SOCKS proxy, and the host not in `no_proxy`. Sends nothing. To HTTPS a proxy only opens a
// tunnel.
bool goes_through_http_proxy(const BaseUrl& base);

}  // namespace sp::contract
