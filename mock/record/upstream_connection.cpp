#include "record/upstream_connection.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <netdb.h>
#include <poll.h>
#include <stdexcept>
#include <sys/socket.h>
#include <unistd.h>

#include <fmt/format.h>

#include "http/host_in_url.h"

namespace sp::mock {

namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

struct FreeAddresses {
  void operator()(addrinfo* addresses) const { ::freeaddrinfo(addresses); }
};

// Connects within the time; returns 0, or the error.
int connected(int socket, const addrinfo& address, Deadline deadline) {
  if (::connect(socket, address.ai_addr, address.ai_addrlen) == 0) return 0;
  if (errno != EINPROGRESS) return errno;
  pollfd row{socket, POLLOUT, 0};
  for (;;) {
    const auto left = std::chrono::ceil<milliseconds>(deadline - steady_clock::now());
    if (left.count() <= 0) return ETIMEDOUT;
    const int ready = ::poll(&row, 1, static_cast<int>(left.count()));
    if (ready > 0) break;
    if (ready < 0 && errno != EINTR) return errno;
  }
  int error = 0;
  socklen_t size = sizeof error;
  ::getsockopt(socket, SOL_SOCKET, SO_ERROR, &error, &size);
  return error;
}

int socket_to(const addrinfo& address, Deadline deadline, int& error) {
  const int socket = ::socket(address.ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  error = socket < 0 ? errno : connected(socket, address, deadline);
  if (error == 0) {
    ::fcntl(socket, F_SETFL, ::fcntl(socket, F_GETFL) & ~O_NONBLOCK);
    return socket;
  }
  if (socket >= 0) ::close(socket);
  return -1;
}

int dialled(const std::string& host, int port, Deadline deadline) {
  addrinfo hints{};
  hints.ai_socktype = SOCK_STREAM;
  hints.ai_flags = AI_ADDRCONFIG;
  addrinfo* found = nullptr;
  const std::string service = std::to_string(port);
  const auto look_up = [&] { return ::getaddrinfo(host.c_str(), service.c_str(), &hints, &found); };
  int problem = look_up();
  if (problem != 0) {
    hints.ai_flags = 0;  // a machine that has no address but its own
    problem = look_up();
  }
  if (problem != 0) {
    throw std::runtime_error(fmt::format("cannot find {}: {}", host, ::gai_strerror(problem)));
  }
  const std::unique_ptr<addrinfo, FreeAddresses> addresses(found);
  int error = 0;
  for (const addrinfo* address = addresses.get(); address; address = address->ai_next) {
    const int socket = socket_to(*address, deadline, error);
    if (socket >= 0) return socket;
  }
  throw std::runtime_error(
      fmt::format("cannot connect to {}:{}: {}", host_in_url(host), port, std::strerror(error)));
}

}  // namespace

UpstreamConnection::UpstreamConnection(const UpstreamRoute& route, Deadline deadline)
    : socket_(route.proxy ? dialled(route.proxy->host, route.proxy->port, deadline)
                          : dialled(route.url.host, route.url.port, deadline)),
      plain_(std::make_unique<SocketStream>(socket_)) {
  try {
    if (!route.tls) return;
    if (route.proxy) open_tunnel(route, deadline);
    tls_ = std::make_unique<TlsStream>(*route.tls, *plain_, route.url.host);
    if (const auto failure = tls_->shake_hands(deadline)) throw std::runtime_error(*failure);
  } catch (...) {
    tls_.reset();
    ::close(socket_);
    throw;
  }
}

UpstreamConnection::~UpstreamConnection() {
  tls_.reset();
  ::close(socket_);
}

void UpstreamConnection::shut_down() { ::shutdown(socket_, SHUT_RDWR); }

// Byte by byte: what comes behind the proxy's head belongs to TLS.
void UpstreamConnection::open_tunnel(const UpstreamRoute& route, Deadline deadline) {
  const std::string place = fmt::format("{}:{}", host_in_url(route.url.host), route.url.port);
  std::string head = fmt::format("CONNECT {0} HTTP/1.1\r\nHost: {0}\r\n", place);
  if (!route.proxy->authorization.empty()) {
    head += fmt::format("Proxy-Authorization: {}\r\n", route.proxy->authorization);
  }
  constexpr std::size_t most = 16 << 10;
  std::string answer;
  bool goes_on = plain_->send(head + "\r\n", {}, deadline);
  while (goes_on && !answer.ends_with("\r\n\r\n") && answer.size() < most) {
    char byte = 0;
    goes_on = plain_->receive(&byte, 1, deadline).value_or(0) == 1;
    if (goes_on) answer += byte;
  }
  const bool opened = answer.starts_with("HTTP/1.") && answer.substr(8, 2) == " 2";
  if (goes_on && opened) return;
  throw std::runtime_error(fmt::format("the proxy {}:{} does not connect to {}",
                                       host_in_url(route.proxy->host), route.proxy->port, place));
}

}  // namespace sp::mock
