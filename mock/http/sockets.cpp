#include "http/sockets.h"

#include <charconv>
#include <filesystem>
#include <netdb.h>
#include <netinet/in.h>
#include <optional>
#include <string>
#include <sys/socket.h>
#include <vector>

namespace sp::mock {

namespace {

using NameOf = int (*)(int, sockaddr*, socklen_t*);

// The address of one end of a TCP socket; nothing when there is none.
std::optional<Address> address_of(int descriptor, NameOf name_of) {
  sockaddr_storage address{};
  socklen_t size = sizeof address;
  auto* const generic = reinterpret_cast<sockaddr*>(&address);
  if (name_of(descriptor, generic, &size) != 0) return std::nullopt;
  if (address.ss_family != AF_INET && address.ss_family != AF_INET6) return std::nullopt;
  char host[NI_MAXHOST];
  char port[NI_MAXSERV];
  const int failed = ::getnameinfo(generic, size, host, sizeof host, port, sizeof port,
                                   NI_NUMERICHOST | NI_NUMERICSERV);
  if (failed != 0) return std::nullopt;
  Address result{host, 0};
  std::from_chars(port, port + std::char_traits<char>::length(port), result.port);
  return result;
}

bool is_any(const std::string& host) { return host == "0.0.0.0" || host == "::"; }

bool is_at(const Address& local, const Address& listening) {
  return local.port == listening.port && (is_any(listening.host) || local.host == listening.host);
}

// The descriptors of this process, by name: looked up first, because acting on them while
// the folder is read would change it.
std::vector<int> descriptors() {
  std::vector<int> found;
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator("/dev/fd", error)) {
    const std::string name = entry.path().filename();
    int descriptor = -1;
    std::from_chars(name.data(), name.data() + name.size(), descriptor);
    if (descriptor >= 0) found.push_back(descriptor);
  }
  return found;
}

// Calls `act` with each connection of the listening address and its remote address.
template <class Act>
void for_each_connection(const Address& listening, const Act& act) {
  for (const int descriptor : descriptors()) {
    const auto local = address_of(descriptor, ::getsockname);
    if (!local || !is_at(*local, listening)) continue;
    if (const auto remote = address_of(descriptor, ::getpeername)) act(descriptor, *remote);
  }
}

}  // namespace

Address local_address(int descriptor) {
  return address_of(descriptor, ::getsockname).value_or(Address{});
}

void shut_down_connections_of(const Address& listening) {
  for_each_connection(listening,
                      [](int descriptor, const Address&) { ::shutdown(descriptor, SHUT_RDWR); });
}

void shut_down_connection(const Address& listening, const Address& remote) {
  for_each_connection(listening, [&](int descriptor, const Address& client) {
    if (client == remote) ::shutdown(descriptor, SHUT_RDWR);
  });
}

}  // namespace sp::mock
