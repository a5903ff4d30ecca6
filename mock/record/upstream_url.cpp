#include "record/upstream_url.h"

#include <algorithm>
#include <charconv>
#include <stdexcept>

#include <fmt/format.h>

#include <sp/schemas/ascii.h>

#include "http/host_in_url.h"

namespace sp::mock {

namespace {

constexpr int http_port = 80;
constexpr int https_port = 443;

// The URL is not shown: a user and a password may stand in it.
[[noreturn]] void refuse_url(std::string_view found) {
  throw std::invalid_argument(
      fmt::format("expected a URL such as https://host/api/v1, found {}", found));
}

int port_in(std::string_view digits) {
  int port = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), port);
  if (error != std::errc() || end != digits.data() + digits.size() || port < 1 || port > 65535) {
    refuse_url("one whose port is no number from 1 to 65535");
  }
  return port;
}

// Takes the scheme and the "://" off the front.
bool take_scheme(std::string_view& text) {
  const auto end = text.find("://");
  const std::string scheme = schemas::lower_case(text.substr(0, end));
  if (end == std::string_view::npos || (scheme != "http" && scheme != "https")) {
    refuse_url("one that begins with neither http:// nor https://");
  }
  text.remove_prefix(end + 3);
  return scheme == "https";
}

}  // namespace

UpstreamUrl UpstreamUrl::parse(std::string_view text) {
  const bool visible = std::all_of(text.begin(), text.end(), [](char c) {
    return static_cast<unsigned char>(c) > 0x20 && static_cast<unsigned char>(c) < 0x7F;
  });
  if (!visible) refuse_url("one with a blank, a control character or a letter beyond ASCII");
  if (text.find_first_of("?#") != std::string_view::npos) refuse_url("one with a query");
  UpstreamUrl url;
  url.tls = take_scheme(text);
  const auto path_begin = std::min(text.find('/'), text.size());
  std::string_view authority = text.substr(0, path_begin);
  url.path = text.substr(path_begin);
  while (url.path.ends_with('/')) url.path.pop_back();
  if (authority.find('@') != std::string_view::npos) refuse_url("one with a user in it");
  const auto bracket = authority.starts_with('[') ? authority.find(']') : 0;
  if (bracket == std::string_view::npos) refuse_url("one with a bracket that does not end");
  const auto colon = authority.find(':', bracket);
  const std::string_view host = authority.substr(0, colon);
  url.host = schemas::lower_case(bracket > 0 ? host.substr(1, bracket - 1) : host);
  if (url.host.empty()) refuse_url("one without a host");
  url.port = colon == std::string_view::npos ? (url.tls ? https_port : http_port)
                                             : port_in(authority.substr(colon + 1));
  url.authority = host_in_url(url.host);
  const bool usual = url.port == (url.tls ? https_port : http_port);
  if (!usual) url.authority += fmt::format(":{}", url.port);
  return url;
}

}  // namespace sp::mock
