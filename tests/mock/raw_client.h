// A connection to a mock, byte by byte, for what an HTTP library would hide.
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdexcept>
#include <string>
#include <string_view>
#include <sys/socket.h>
#include <unistd.h>

#include <sp/mock/server.h>

namespace sp::mock::testing {

class RawClient {
 public:
  // Has a descriptor, but is not connected yet.
  RawClient() : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
    if (socket_ < 0) throw std::runtime_error("no descriptor is left for a client");
  }
  explicit RawClient(const Server& mock) : RawClient() { connect(mock); }
  RawClient(const RawClient&) = delete;
  RawClient& operator=(const RawClient&) = delete;
  ~RawClient() { ::close(socket_); }

  void connect(const Server& mock) {
    token_ = mock.token();
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(mock.port()));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) {
      throw std::runtime_error("cannot connect to the mock");
    }
  }

  // A request with the mock's token; `path` is below the base, `headers` are whole lines.
  // Sends nothing when the mock has closed the connection.
  void send(std::string_view method, std::string_view path, std::string_view headers = "") {
    const std::string text = std::string(method) + " /api/v1" + std::string(path) +
                             " HTTP/1.1\r\nHost: mock\r\nAuthorization: Bearer " + token_ + "\r\n" +
                             std::string(headers) + "\r\n";
    send_bytes(text);
  }

  // As much of them as the mock takes.
  void send_bytes(std::string_view bytes) {
    (void)::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
  }
  // Says that no more comes; what the mock sends can still be read.
  void finish_sending() { ::shutdown(socket_, SHUT_WR); }

  // What comes up to the end of the next header block, and what came along behind it.
  std::string head() {
    std::string text;
    while (text.find("\r\n\r\n") == std::string::npos && receive(text)) {
    }
    return text;
  }

  // All that comes until the mock closes the connection.
  std::string rest() {
    std::string text;
    while (receive(text)) {
    }
    return text;
  }

 private:
  bool receive(std::string& text) {
    char buffer[4096];
    const ssize_t size = ::recv(socket_, buffer, sizeof buffer, 0);
    if (size > 0) text.append(buffer, static_cast<std::size_t>(size));
    return size > 0;
  }

  int socket_;
  std::string token_;
};

}  // namespace sp::mock::testing
