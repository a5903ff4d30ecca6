#include "http/sockets.h"

#include <charconv>
#include <filesystem>
#include <netinet/in.h>
#include <string>
#include <sys/socket.h>

namespace sp::mock {

namespace {

using NameOf = int (*)(int, sockaddr*, socklen_t*);

// The port of one end of a socket; -1 for what is no connected socket.
int port_of(int descriptor, NameOf name_of) {
  sockaddr_storage address{};
  socklen_t size = sizeof address;
  if (name_of(descriptor, reinterpret_cast<sockaddr*>(&address), &size) != 0) return -1;
  switch (address.ss_family) {
    case AF_INET: return ntohs(reinterpret_cast<const sockaddr_in&>(address).sin_port);
    case AF_INET6: return ntohs(reinterpret_cast<const sockaddr_in6&>(address).sin6_port);
    default: return -1;
  }
}

// Calls `act` with every descriptor of the process whose local port is that one.
template <class Act>
void for_each_socket(int port, const Act& act) {
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator("/dev/fd", error)) {
    const std::string name = entry.path().filename();
    int descriptor = -1;
    std::from_chars(name.data(), name.data() + name.size(), descriptor);
    if (descriptor >= 0 && port_of(descriptor, ::getsockname) == port) act(descriptor);
  }
}

}  // namespace

void shut_down_connections_to(int port) {
  for_each_socket(port, [](int descriptor) { ::shutdown(descriptor, SHUT_RDWR); });
}

void shut_down_connection(int port, int remote_port) {
  for_each_socket(port, [&](int descriptor) {
    if (port_of(descriptor, ::getpeername) == remote_port) ::shutdown(descriptor, SHUT_RDWR);
  });
}

}  // namespace sp::mock
