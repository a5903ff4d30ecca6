#include "service/own_machine.h"

#include <arpa/inet.h>
#include <array>

#include <fmt/format.h>

#include <sp/schemas/ascii.h>

namespace sp::mock {

namespace {

bool is_loopback(const std::string& address) {
  in_addr four{};
  if (inet_pton(AF_INET, address.c_str(), &four) == 1) return (ntohl(four.s_addr) >> 24) == 127;
  in6_addr six{};
  if (inet_pton(AF_INET6, address.c_str(), &six) != 1) return false;
  if (IN6_IS_ADDR_LOOPBACK(&six)) return true;
  return IN6_IS_ADDR_V4MAPPED(&six) && six.s6_addr[12] == 127;
}

// Of "name:port", "[::1]:port" and the like what stands before the port; nullopt if it is neither.
std::optional<std::string> host_of(std::string_view authority) {
  std::string_view port;
  std::string_view host = authority;
  if (authority.starts_with('[')) {
    const auto end = authority.find(']');
    if (end == std::string_view::npos) return std::nullopt;
    host = authority.substr(1, end - 1);
    port = authority.substr(end + 1);
  } else if (const auto colon = authority.find(':'); colon != std::string_view::npos) {
    host = authority.substr(0, colon);
    port = authority.substr(colon);
  }
  if (!port.empty() && (port.front() != ':' || !schemas::is_digits(port.substr(1)))) {
    return std::nullopt;
  }
  return std::string(host);
}

bool names_this_machine(std::string_view authority, std::string_view own_host) {
  const auto host = host_of(authority);
  if (!host || host->empty()) return false;
  return schemas::same_ignoring_case(*host, "localhost") || is_loopback(*host) ||
         schemas::same_ignoring_case(*host, own_host);
}

bool is_origin_here(std::string_view origin, std::string_view own_host) {
  constexpr std::array<std::string_view, 2> schemes = {"http://", "https://"};
  for (const std::string_view scheme : schemes) {
    if (origin.starts_with(scheme)) {
      return names_this_machine(origin.substr(scheme.size()), own_host);
    }
  }
  return false;  // "null", which a sandboxed page sends, is nobody's
}

std::string expected_in(std::string_view header, std::string_view own_host,
                        std::string_view found) {
  const std::string host(own_host);
  const bool is_known = schemas::same_ignoring_case(host, "localhost") || is_loopback(host);
  return fmt::format(
      "control answers this machine only: expected {} to name localhost{} a loopback address{}, "
      "found {}",
      header, is_known ? " or" : ",", is_known ? "" : " or " + host, found);
}

}  // namespace

std::optional<std::string> why_strange(const Request& request, std::string_view own_host) {
  if (!is_loopback(request.remote_address)) {
    return "control is for clients on the mock's own machine";
  }
  const std::string* host = request.header("Host");
  if (!host) return expected_in("Host", own_host, "none");
  if (!names_this_machine(*host, own_host)) return expected_in("Host", own_host, *host);
  for (const auto& [name, value] : request.headers) {
    if (schemas::same_ignoring_case(name, "Origin") && !is_origin_here(value, own_host)) {
      return expected_in("Origin", own_host, value);
    }
  }
  return std::nullopt;
}

}  // namespace sp::mock
