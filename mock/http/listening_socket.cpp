#include "http/listening_socket.h"

#include <cerrno>
#include <cstdint>
#include <cstring>
#include <memory>
#include <netdb.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <fmt/format.h>

#include <sp/mock/server.h>

namespace sp::mock {

namespace {

// Clients that connect at once wait a second for each that finds no place in the queue.
constexpr int backlog = 1024;

using Addresses = std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)>;

// At least one.
Addresses addresses_of(const std::string& host, int port) {
  addrinfo hints{};
  hints.ai_socktype = SOCK_STREAM;
  hints.ai_flags = AI_PASSIVE | AI_NUMERICSERV;
  addrinfo* found = nullptr;
  const int error = ::getaddrinfo(host.c_str(), std::to_string(port).c_str(), &hints, &found);
  if (error != 0) {
    throw ListenError(fmt::format("cannot listen on {}: the host cannot be found: {}", host,
                                  ::gai_strerror(error)));
  }
  return {found, ::freeaddrinfo};
}

// A socket that listens there; -1, and errno, when that is not possible.
int listening_at(const addrinfo& address) {
  const int socket =
      ::socket(address.ai_family, address.ai_socktype | SOCK_CLOEXEC, address.ai_protocol);
  if (socket < 0) return -1;
  const int on = 1;
  ::setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  if (::bind(socket, address.ai_addr, address.ai_addrlen) == 0 && ::listen(socket, backlog) == 0) {
    return socket;
  }
  const int error = errno;
  ::close(socket);
  errno = error;
  return -1;
}

int port_of(const sockaddr_storage& address) {
  if (address.ss_family == AF_INET6) {
    return ntohs(reinterpret_cast<const sockaddr_in6&>(address).sin6_port);
  }
  return ntohs(reinterpret_cast<const sockaddr_in&>(address).sin_port);
}

}  // namespace

ListeningSocket::ListeningSocket(const std::string& host, int port) : port_(port) {
  const Addresses addresses = addresses_of(host, port);
  for (const addrinfo* address = addresses.get(); address && socket_ < 0;
       address = address->ai_next) {
    socket_ = listening_at(*address);
  }
  if (socket_ < 0) {
    const int error = errno;
    throw ListenError(fmt::format("cannot listen on {}:{}: {}", host, port, std::strerror(error)),
                      error == EADDRINUSE || error == EACCES);
  }
  sockaddr_storage address{};
  socklen_t size = sizeof address;
  ::getsockname(socket_, reinterpret_cast<sockaddr*>(&address), &size);
  port_ = port_of(address);
}

ListeningSocket::~ListeningSocket() { ::close(socket_); }

ListeningSocket::Outcome ListeningSocket::accept(int& socket) {
  for (;;) {
    socket = ::accept4(socket_, nullptr, nullptr, SOCK_CLOEXEC);
    if (socket >= 0) return Outcome::accepted;
    switch (errno) {
      case EMFILE:
      case ENFILE:
      case ENOBUFS:
      case ENOMEM: return Outcome::no_descriptors;
      case EINVAL:  // after shutdown()
      case EBADF: return Outcome::stopped;
      default:  // of a client that is gone already, or a signal
        continue;
    }
  }
}

void ListeningSocket::stop() { ::shutdown(socket_, SHUT_RDWR); }

std::string remote_address(int socket) {
  sockaddr_storage address{};
  socklen_t size = sizeof address;
  char host[NI_MAXHOST];
  auto* const generic = reinterpret_cast<sockaddr*>(&address);
  if (::getpeername(socket, generic, &size) != 0 ||
      ::getnameinfo(generic, size, host, sizeof host, nullptr, 0, NI_NUMERICHOST) != 0) {
    return {};
  }
  return host;
}

}  // namespace sp::mock
