#include "session/base_url.h"

#include <algorithm>
#include <arpa/inet.h>
#include <charconv>
#include <string_view>

#include <fmt/format.h>

#include <sp/contract/run.h>

#include "text/letters.h"

namespace sp::contract {

namespace {

bool is_printable(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](unsigned char c) { return c > 0x20 && c < 0x7F; });
}

[[noreturn]] void wrong_url(const std::string& url) {
  const bool has_user = url.find('@') != std::string::npos;  // and perhaps a password
  throw UsageError(
      fmt::format("--base-url: expected http://HOST[:PORT]/api/v1 or the same with https, found {}",
                  !is_printable(url) ? "one with characters that a URL cannot have"
                  : has_user         ? "one with a user in it"
                                     : fmt::format("'{}'", url)));
}

bool is_port(std::string_view text) {
  int port = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
  return error == std::errc() && end == text.data() + text.size() && port >= 1 && port <= 65535;
}

bool is_ipv6(const std::string& text) {
  in6_addr address{};
  return inet_pton(AF_INET6, text.c_str(), &address) == 1;
}

bool is_host_name(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_';
  });
}

// The host of HOST, HOST:PORT, [IPV6] or [IPV6]:PORT; empty when it is none of them.
std::string host_of(std::string_view authority) {
  std::string_view behind;
  std::string host;
  if (authority.starts_with('[')) {
    const auto end = authority.find(']');
    if (end == std::string_view::npos) return {};
    host = lower_case(authority.substr(1, end - 1));
    behind = authority.substr(end + 1);
    if (!is_ipv6(host)) return {};
  } else {
    const auto end = std::min(authority.find(':'), authority.size());
    host = lower_case(authority.substr(0, end));
    behind = authority.substr(end);
    if (!is_host_name(host)) return {};
  }
  const bool port_is_fine = behind.empty() || (behind.front() == ':' && is_port(behind.substr(1)));
  return port_is_fine ? host : std::string();
}

}  // namespace

bool BaseUrl::is_loopback() const {
  const bool ipv4 = host.find_first_not_of("0123456789.") == std::string::npos;
  return host == "localhost" || host == "::1" || (ipv4 && host.starts_with("127."));
}

BaseUrl parse_base_url(const std::string& url) {
  const auto scheme_end = url.find("://");
  const std::string scheme = url.substr(0, scheme_end);
  if (scheme_end == std::string::npos || (scheme != "http" && scheme != "https")) wrong_url(url);
  const auto begin = scheme_end + 3;
  const auto path = url.find_first_of("/?#", begin);
  const std::string host = host_of(std::string_view(url).substr(begin, path - begin));
  if (host.empty() || !is_printable(url) || url.find_first_of("?#", begin) != std::string::npos) {
    wrong_url(url);
  }
  BaseUrl base{url.substr(0, path), host, path == std::string::npos ? "" : url.substr(path)};
  while (base.path.ends_with('/')) base.path.pop_back();
  return base;
}

}  // namespace sp::contract
