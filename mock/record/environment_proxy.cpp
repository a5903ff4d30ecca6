#include "record/environment_proxy.h"

#include <algorithm>
#include <arpa/inet.h>
#include <cstdlib>
#include <stdexcept>
#include <string_view>

#include <fmt/format.h>

#include <sp/schemas/ascii.h>
#include <sp/schemas/base64.h>
#include <sp/schemas/percent.h>
#include <sp/schemas/split.h>

namespace sp::mock {

namespace {

std::string first_set(const Variables& variables, std::initializer_list<const char*> names) {
  for (const char* name : names) {
    if (std::string value = variables(name); !value.empty()) return value;
  }
  return "";
}

// A name that only begins like an address is another machine's.
bool is_of_this_machine(const std::string& host) {
  in_addr address{};
  if (inet_aton(host.c_str(), &address) != 0) return ntohl(address.s_addr) >> 24 == 127;
  return host == "localhost" || host.ends_with(".localhost") || host == "::1";
}

bool is_excepted(std::string_view host, std::string_view exceptions) {
  const auto rows = schemas::comma_list(exceptions);
  return std::any_of(rows.begin(), rows.end(), [&](std::string_view row) {
    if (row == "*") return true;
    const std::string name = schemas::lower_case(row.substr(row.starts_with('.') ? 1 : 0));
    return !name.empty() && (host == name || host.ends_with("." + name));
  });
}

EnvironmentProxy proxy_at(std::string_view text) {
  constexpr std::string_view scheme = "http://";
  const auto scheme_end = text.find("://");
  if (scheme_end != std::string_view::npos) {
    if (!schemas::same_ignoring_case(text.substr(0, scheme_end + 3), scheme)) {
      throw std::invalid_argument(
          fmt::format("expected a proxy of HTTP in the environment, found one of {}; set no_proxy "
                      "to do without",
                      text.substr(0, scheme_end)));
    }
    text.remove_prefix(scheme_end + 3);
  }
  EnvironmentProxy proxy;
  if (const auto at = text.rfind('@'); at != std::string_view::npos) {
    const std::string user = schemas::percent_decoded(text.substr(0, at));
    proxy.authorization = "Basic " + schemas::base64(user);
    text.remove_prefix(at + 1);
  }
  const bool has_port = text.substr(0, text.find('/')).rfind(':') != std::string_view::npos &&
                        !text.substr(0, text.find('/')).ends_with(']');
  const UpstreamUrl place = UpstreamUrl::parse(std::string(scheme) + std::string(text));
  proxy.host = place.host;
  if (has_port) proxy.port = place.port;
  return proxy;
}

}  // namespace

std::string environment_variable(const char* name) {
  const char* const value = std::getenv(name);
  return value ? value : "";
}

std::optional<EnvironmentProxy> environment_proxy(const UpstreamUrl& url,
                                                  const Variables& variables) {
  if (is_of_this_machine(url.host)) return std::nullopt;
  // HTTP_PROXY in capitals can come from a request's Proxy header in CGI, so nobody reads it.
  const std::string proxy =
      url.tls ? first_set(variables, {"https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"})
              : first_set(variables, {"http_proxy", "all_proxy", "ALL_PROXY"});
  if (proxy.empty()) return std::nullopt;
  if (is_excepted(url.host, first_set(variables, {"no_proxy", "NO_PROXY"}))) return std::nullopt;
  return proxy_at(proxy);
}

}  // namespace sp::mock
