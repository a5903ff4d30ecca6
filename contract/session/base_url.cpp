#include "session/base_url.h"

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <new>
#include <optional>
#include <string_view>

#include <fmt/format.h>

#include <sp/contract/options.h>
#include <sp/schemas/ascii.h>

#include "session/curl_handles.h"

namespace sp::contract {

namespace {

bool is_printable(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](unsigned char c) { return c > 0x20 && c < 0x7F; });
}

[[noreturn]] void wrong_url(const std::string& url) {
  // An encoded '@' may have been meant to end a password, too.
  const bool has_user = url.find('@') != std::string::npos || url.find("%40") != std::string::npos;
  throw UsageError(
      fmt::format("--base-url: expected http://HOST[:PORT]/api/v1 or the same with https, found {}",
                  !is_printable(url) ? "one with characters that a URL cannot have"
                  : has_user         ? "one with a user in it"
                  : url.find('?') != std::string::npos ? "one with a query in it"
                  : url.find('#') != std::string::npos ? "one with a fragment in it"
                                                       : fmt::format("'{}'", url)));
}

// Null for what libcurl cannot read as a URL without a user.
Url parsed(const std::string& text) {
  Url url = new_url();
  const CURLUcode result =
      curl_url_set(url.get(), CURLUPART_URL, text.c_str(), CURLU_DISALLOW_USER | CURLU_PATH_AS_IS);
  if (result == CURLUE_OUT_OF_MEMORY) throw std::bad_alloc();
  return result == CURLUE_OK ? std::move(url) : nullptr;
}

bool is_host_name(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_';
  });
}

// Without brackets, in lower case; empty when no server can have such a name.
std::string host_of(const Url& url) {
  const std::string host = schemas::lower_case(part_of(url, CURLUPART_HOST));
  // What libcurl takes in brackets is an IPv6 address.
  if (host.starts_with('[')) return host.substr(1, host.size() - 2);
  return is_host_name(host) ? host : "";
}

// libcurl forgives a wrong number of slashes and a colon without a port; whoever wrote them
// meant something else.
bool is_written_as_meant(const std::string& url, const Url& parts) {
  const auto scheme_end = url.find("://");
  if (scheme_end == std::string::npos || url.find_first_of("?#") != std::string::npos) return false;
  const auto begin = scheme_end + 3;
  const auto authority = std::string_view(url).substr(begin, url.find('/', begin) - begin);
  return !authority.empty() && !authority.ends_with(':') && part_of(parts, CURLUPART_PORT) != "0";
}

template <std::size_t size>
std::optional<std::array<unsigned char, size>> address(int family, const std::string& text) {
  std::array<unsigned char, size> bytes{};
  if (inet_pton(family, text.c_str(), bytes.data()) != 1) return std::nullopt;
  return bytes;
}

bool is_loopback_ipv4(const unsigned char* bytes) {
  const bool unspecified = std::all_of(bytes, bytes + 4, [](unsigned char b) { return b == 0; });
  return bytes[0] == 127 || unspecified;
}

bool is_loopback_ipv6(const std::array<unsigned char, 16>& bytes) {
  const auto zeros = [&](std::size_t count) {
    return std::all_of(bytes.begin(), bytes.begin() + count,
                       [](unsigned char b) { return b == 0; });
  };
  const bool wraps_ipv4 = zeros(10) && bytes[10] == 0xFF && bytes[11] == 0xFF;
  return wraps_ipv4 ? is_loopback_ipv4(&bytes[12]) : zeros(15) && bytes[15] <= 1;
}

}  // namespace

bool BaseUrl::is_loopback() const {
  std::string name = host;
  if (name.ends_with('.')) name.pop_back();  // the root of all names
  if (name == "localhost" || name.ends_with(".localhost")) return true;
  if (const auto ipv4 = address<4>(AF_INET, name)) return is_loopback_ipv4(ipv4->data());
  const auto ipv6 = address<16>(AF_INET6, name);
  return ipv6 && is_loopback_ipv6(*ipv6);
}

BaseUrl parse_base_url(const std::string& url) {
  const Url parts = is_printable(url) ? parsed(url) : nullptr;
  if (!parts || !is_written_as_meant(url, parts)) wrong_url(url);
  const std::string scheme = part_of(parts, CURLUPART_SCHEME);
  const std::string host = host_of(parts);
  if ((scheme != "http" && scheme != "https") || host.empty()) wrong_url(url);
  BaseUrl base{{}, host, part_of(parts, CURLUPART_PATH)};
  while (base.path.ends_with('/')) base.path.pop_back();
  curl_url_set(parts.get(), CURLUPART_PATH, "/", 0);
  base.origin = part_of(parts, CURLUPART_URL);
  base.origin.pop_back();
  return base;
}

}  // namespace sp::contract
