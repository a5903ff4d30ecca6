#include "session/socket_state.h"

#include <sys/socket.h>

#ifdef __linux__
#include <cstddef>
#include <linux/tcp.h>
#include <netinet/in.h>
#endif

namespace sp::contract {

SocketState state_of(int socket) {
  SocketState state;
  sockaddr_storage peer{};
  socklen_t peer_size = sizeof(peer);
  state.connected = getpeername(socket, reinterpret_cast<sockaddr*>(&peer), &peer_size) == 0;
#ifdef __linux__
  tcp_info info{};
  socklen_t size = sizeof(info);
  constexpr auto needed = offsetof(tcp_info, tcpi_bytes_received) + sizeof(std::uint64_t);
  if (getsockopt(socket, IPPROTO_TCP, TCP_INFO, &info, &size) == 0 && size >= needed) {
    state.received = info.tcpi_bytes_received;
  }
#endif
  return state;
}

}  // namespace sp::contract
