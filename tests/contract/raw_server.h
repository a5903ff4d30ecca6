// A server on a loopback port that answers with any bytes at all, right or wrong.
#pragma once

#include <arpa/inet.h>
#include <array>
#include <functional>
#include <mutex>
#include <netinet/in.h>
#include <poll.h>
#include <stdexcept>
#include <string>
#include <string_view>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>
#include <utility>
#include <vector>

namespace sp::contract::testing {

// The server's end of a connection.
class Connection {
 public:
  explicit Connection(int socket) : socket_(socket) {}

  // False when the client is gone.
  bool send(std::string_view bytes) const {
    while (!bytes.empty()) {
      const auto sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (sent <= 0) return false;
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
  }

  // The next request up to its blank line; empty when the client is gone.
  std::string read_head() {
    while (unread_.find("\r\n\r\n") == std::string::npos) {
      std::array<char, 4096> piece{};
      const auto size = ::recv(socket_, piece.data(), piece.size(), 0);
      if (size <= 0) return {};
      unread_.append(piece.data(), static_cast<std::size_t>(size));
    }
    const auto end = unread_.find("\r\n\r\n") + 4;
    std::string head = unread_.substr(0, end);
    unread_.erase(0, end);
    return head;
  }

  // Whether the client closes within so many milliseconds. What it sends is not read.
  bool is_gone_after(int milliseconds) const {
    pollfd closing{socket_, POLLRDHUP, 0};
    return ::poll(&closing, 1, milliseconds) != 0;
  }

  // The connection will end with a reset when it is closed. Returns false, as an answer does that
  // ends its connection.
  bool reset() const {
    const linger at_once{1, 0};
    ::setsockopt(socket_, SOL_SOCKET, SO_LINGER, &at_once, sizeof(at_once));
    return false;
  }

  // Says nothing until the client is gone, or the server ends.
  void be_silent() {
    while (!read_head().empty()) {
    }
  }

 private:
  int socket_;
  std::string unread_;
};

// Listens since the constructor returned, on 127.0.0.1 or ::1, with a thread a connection. The
// destructor ends all connections.
class RawServer {
 public:
  // What to do about a request; the connection is closed when it returns false.
  using Answer = std::function<bool(Connection& connection, const std::string& head)>;

  // The greeting is sent to each client unasked.
  explicit RawServer(Answer answer, int family = AF_INET, std::string greeting = {})
      : answer_(std::move(answer)), greeting_(std::move(greeting)), family_(family) {
    listener_ = ::socket(family, SOCK_STREAM, 0);
    sockaddr_in ipv4{};
    ipv4.sin_family = AF_INET;
    ipv4.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    sockaddr_in6 ipv6{};
    ipv6.sin6_family = AF_INET6;
    ipv6.sin6_addr = in6addr_loopback;
    const bool bound = family == AF_INET ? bind_to(ipv4) : bind_to(ipv6);
    if (!bound || ::listen(listener_, 16) != 0) {
      ::close(listener_);
      throw std::runtime_error("the raw server cannot listen");
    }
    port_ = ntohs(family == AF_INET ? ipv4.sin_port : ipv6.sin6_port);
    acceptor_ = std::thread([this] { accept_all(); });
  }

  // Answers each request with these bytes, and closes.
  explicit RawServer(std::string bytes)
      : RawServer([bytes = std::move(bytes)](Connection& connection, const std::string&) {
          connection.send(bytes);
          return false;
        }) {}

  ~RawServer() {
    ::shutdown(listener_, SHUT_RDWR);
    acceptor_.join();
    ::close(listener_);
    {
      const std::lock_guard lock(mutex_);
      for (const int socket : open_) ::shutdown(socket, SHUT_RDWR);
    }
    for (std::thread& thread : threads_) thread.join();
  }
  RawServer(const RawServer&) = delete;
  RawServer& operator=(const RawServer&) = delete;

  std::string origin() const {
    return (family_ == AF_INET ? "http://127.0.0.1:" : "http://[::1]:") + std::to_string(port_);
  }

  // The heads of the requests so far, as they came.
  std::vector<std::string> heads() const {
    const std::lock_guard lock(mutex_);
    return heads_;
  }
  std::size_t connections() const {
    const std::lock_guard lock(mutex_);
    return threads_.size();
  }

 private:
  template <typename Address>
  bool bind_to(Address& address) const {
    auto* const generic = reinterpret_cast<sockaddr*>(&address);
    socklen_t size = sizeof(address);
    return ::bind(listener_, generic, size) == 0 && ::getsockname(listener_, generic, &size) == 0;
  }

  void accept_all() {
    while (true) {
      const int socket = ::accept(listener_, nullptr, nullptr);
      if (socket < 0) return;
      const std::lock_guard lock(mutex_);
      open_.push_back(socket);
      threads_.emplace_back([this, socket] { serve(socket); });
    }
  }

  void serve(int socket) {
    Connection connection(socket);
    connection.send(greeting_);
    for (auto head = connection.read_head(); !head.empty(); head = connection.read_head()) {
      {
        const std::lock_guard lock(mutex_);
        heads_.push_back(head);
      }
      if (!answer_(connection, head)) break;
    }
    const std::lock_guard lock(mutex_);
    std::erase(open_, socket);
    ::close(socket);
  }

  Answer answer_;
  std::string greeting_;
  int family_;
  int listener_ = -1;
  int port_ = 0;
  std::thread acceptor_;
  mutable std::mutex mutex_;  // guards what follows
  std::vector<std::thread> threads_;
  std::vector<int> open_;
  std::vector<std::string> heads_;
};

}  // namespace sp::contract::testing
