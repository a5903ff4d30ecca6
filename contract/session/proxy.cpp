#include "session/proxy.h"

#include <cstdlib>
#include <cstring>
#include <netinet/in.h>
#include <string>
#include <sys/socket.h>

#include <sp/schemas/ascii.h>

#include "session/curl_handles.h"

namespace sp::contract {

namespace {

// In the order in which libcurl looks them up for plain HTTP. HTTP_PROXY is not among them: where
// requests make environments, a header "Proxy" would set it.
std::string proxy_of_the_environment() {
  for (const char* name : {"http_proxy", "all_proxy", "ALL_PROXY"}) {
    const char* value = std::getenv(name);
    if (value && *value != '\0') return value;
  }
  return {};
}

// Addresses that are nobody's (RFC 5737).
constexpr const char* stand_in_for_proxy = "http://192.0.2.1:1";
constexpr const char* stand_in_for_host = "*:80:192.0.2.2";
constexpr std::uint32_t address_of_proxy = 0xC0000201;

// Notes where a connection would go, and makes none.
curl_socket_t note_address(void* to_proxy, curlsocktype, curl_sockaddr* to) {
  if (to->family == AF_INET) {
    sockaddr_in address{};
    std::memcpy(&address, &to->addr, sizeof(address));
    *static_cast<bool*>(to_proxy) = ntohl(address.sin_addr.s_addr) == address_of_proxy;
  }
  return CURL_SOCKET_BAD;
}

// What no_proxy means is libcurl's to say: it is asked for the deployment by a proxy, with
// addresses that are looked at instead of connected to.
bool would_ask_a_proxy(const std::string& origin) {
  bool to_proxy = false;
  const Easy easy = new_easy();
  const Lines addresses(curl_slist_append(nullptr, stand_in_for_host));
  curl_easy_setopt(easy.get(), CURLOPT_URL, origin.c_str());
  curl_easy_setopt(easy.get(), CURLOPT_PORT, 80L);
  curl_easy_setopt(easy.get(), CURLOPT_PROXY, stand_in_for_proxy);
  curl_easy_setopt(easy.get(), CURLOPT_RESOLVE, addresses.get());
  curl_easy_setopt(easy.get(), CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(easy.get(), CURLOPT_OPENSOCKETFUNCTION, &note_address);
  curl_easy_setopt(easy.get(), CURLOPT_OPENSOCKETDATA, &to_proxy);
  curl_easy_perform(easy.get());
  return to_proxy;
}

}  // namespace

bool goes_through_http_proxy(const BaseUrl& base) {
  if (base.is_loopback() || !base.origin.starts_with("http:")) return false;
  const std::string proxy = schemas::lower_case(proxy_of_the_environment());
  return !proxy.empty() && !proxy.starts_with("socks") && would_ask_a_proxy(base.origin);
}

}  // namespace sp::contract
