// A deployment that answers with any bytes, for what no HTTP library would send; and a client that
// sends and takes any.
#pragma once

#include <arpa/inet.h>
#include <functional>
#include <mutex>
#include <netinet/in.h>
#include <set>
#include <string>
#include <string_view>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>
#include <utility>
#include <vector>

#include "http/listening_socket.h"

namespace sp::mock::testing {

// One end of a connection. Closes it in the end.
class ByteConnection {
 public:
  explicit ByteConnection(int socket) : socket_(socket) {}
  ByteConnection(const ByteConnection&) = delete;
  ByteConnection& operator=(const ByteConnection&) = delete;
  ~ByteConnection() { ::close(socket_); }

  // Returns whether the other side takes them.
  bool send(std::string_view bytes) const {
    while (!bytes.empty()) {
      const ssize_t sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (sent <= 0) return false;
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
  }

  void finish_sending() const { ::shutdown(socket_, SHUT_WR); }

  // What comes until `text` ends with `end`, or the connection does.
  std::string receive_until(std::string_view end) {
    std::string text;
    char byte = 0;
    while (!text.ends_with(end) && ::recv(socket_, &byte, 1, 0) == 1) text += byte;
    return text;
  }

  std::string receive(std::size_t bytes) {
    std::string text(bytes, '\0');
    const ssize_t got = ::recv(socket_, text.data(), bytes, MSG_WAITALL);
    text.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
    return text;
  }

  // All that comes until the other side closes the connection.
  std::string rest() {
    std::string text;
    char buffer[65536];
    for (ssize_t got = 0; (got = ::recv(socket_, buffer, sizeof buffer, 0)) > 0;) {
      text.append(buffer, static_cast<std::size_t>(got));
    }
    return text;
  }

 private:
  int socket_;
};

inline int connected_to(int port) {
  const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  static_cast<void>(::connect(socket, reinterpret_cast<sockaddr*>(&address), sizeof address));
  return socket;
}

// A port at which nobody listens, nor can anybody else as long as it is held.
class SilentPort {
 public:
  SilentPort() : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    auto* const generic = reinterpret_cast<sockaddr*>(&address);
    socklen_t size = sizeof address;
    static_cast<void>(::bind(socket_, generic, size));
    static_cast<void>(::getsockname(socket_, generic, &size));
    port_ = ntohs(address.sin_port);
  }
  SilentPort(const SilentPort&) = delete;
  SilentPort& operator=(const SilentPort&) = delete;
  ~SilentPort() { ::close(socket_); }

  int port() const { return port_; }

 private:
  int socket_;
  int port_ = 0;
};

// Sends a request and returns all that comes. The request should close the connection.
inline std::string answer_to(int port, std::string_view request) {
  ByteConnection connection(connected_to(port));
  connection.send(request);
  return connection.rest();
}

// Serves each connection in a thread of its own, which answers the requests of the connection until
// the script has it end. The script is given each head, and may read on.
class ScriptedUpstream {
 public:
  enum class Then { goes_on, ends };
  using Script = std::function<Then(const std::string& head, ByteConnection& connection)>;

  explicit ScriptedUpstream(Script script)
      : script_(std::move(script)), socket_("127.0.0.1", 0), accepting_([this] { accept(); }) {}
  ~ScriptedUpstream() {
    socket_.stop();
    accepting_.join();
    {
      const std::lock_guard lock(mutex_);  // a client may keep its connection
      for (const int socket : open_) ::shutdown(socket, SHUT_RDWR);
    }
    for (std::thread& thread : threads_) thread.join();
  }

  int port() const { return socket_.port(); }
  std::string url() const { return "http://127.0.0.1:" + std::to_string(port()) + "/api/v1"; }

  // The heads of all requests so far.
  std::vector<std::string> heads() const {
    const std::lock_guard lock(mutex_);
    return heads_;
  }

 private:
  void accept() {
    for (int socket = -1; socket_.accept(socket) == ListeningSocket::Outcome::accepted;) {
      {
        const std::lock_guard lock(mutex_);
        open_.insert(socket);
      }
      threads_.emplace_back([this, socket] {
        ByteConnection connection(socket);
        serve(connection);
        const std::lock_guard lock(mutex_);
        open_.erase(socket);
      });
    }
  }

  void serve(ByteConnection& connection) {
    for (Then then = Then::goes_on; then == Then::goes_on;) {
      const std::string head = connection.receive_until("\r\n\r\n");
      if (!head.ends_with("\r\n\r\n")) return;
      {
        const std::lock_guard lock(mutex_);
        heads_.push_back(head);
      }
      then = script_(head, connection);
    }
  }

  Script script_;
  ListeningSocket socket_;
  mutable std::mutex mutex_;
  std::vector<std::string> heads_;
  std::set<int> open_;
  std::vector<std::thread> threads_;
  std::thread accepting_;
};

}  // namespace sp::mock::testing
