#include "http/stream.h"

#include <algorithm>
#include <cerrno>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/uio.h>

namespace sp::mock {

namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

// Whether the socket has bytes, or its end, before the deadline.
bool readable_by(int socket, Deadline deadline) {
  pollfd row{socket, POLLIN, 0};
  for (;;) {
    const auto left = std::chrono::ceil<milliseconds>(deadline - steady_clock::now());
    if (left.count() <= 0) return false;
    const int ready = ::poll(&row, 1, static_cast<int>(left.count()));
    if (ready > 0) return true;
    if (ready < 0 && errno != EINTR) return false;
  }
}

// Takes `size` bytes off the front of the parts.
void drop_front(iovec (&parts)[2], std::size_t size) {
  for (iovec& part : parts) {
    const std::size_t taken = std::min(size, part.iov_len);
    part.iov_base = static_cast<char*>(part.iov_base) + taken;
    part.iov_len -= taken;
    size -= taken;
  }
}

iovec part_of(std::string_view bytes) {
  return {const_cast<char*>(bytes.data()), bytes.size()};  // sendmsg() only reads it
}

}  // namespace

SocketStream::SocketStream(int socket) : socket_(socket) {
  const int on = 1;
  const timeval time{patience.count(), 0};
  ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  ::setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &time, sizeof time);
  ::setsockopt(socket, SOL_SOCKET, SO_SNDTIMEO, &time, sizeof time);
}

std::optional<std::size_t> SocketStream::receive(char* buffer, std::size_t size,
                                                 std::optional<Deadline> deadline) {
  // The socket's own timeout saves a call where there is no deadline: before each request.
  if (deadline && !readable_by(socket_, *deadline)) return std::nullopt;
  for (;;) {
    const ssize_t got = ::recv(socket_, buffer, size, 0);
    if (got >= 0) return static_cast<std::size_t>(got);
    if (errno != EINTR) return std::nullopt;
  }
}

bool SocketStream::send(std::string_view first, std::string_view second, Deadline deadline) {
  iovec parts[] = {part_of(first), part_of(second)};
  std::size_t left = first.size() + second.size();
  msghdr message{};
  message.msg_iov = parts;
  message.msg_iovlen = std::size(parts);
  while (left > 0) {
    const ssize_t sent = ::sendmsg(socket_, &message, MSG_NOSIGNAL);
    if (sent < 0 && errno == EINTR) continue;
    if (sent <= 0) return false;
    left -= static_cast<std::size_t>(sent);
    drop_front(parts, static_cast<std::size_t>(sent));
    if (left > 0 && steady_clock::now() > deadline) return false;
  }
  return true;
}

void SocketStream::finish_sending() { ::shutdown(socket_, SHUT_WR); }

}  // namespace sp::mock
