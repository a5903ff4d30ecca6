// The bytes of one connection, plain or encrypted.
#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string_view>

namespace sp::mock {

using Deadline = std::chrono::steady_clock::time_point;

// How long a connection may say nothing, and how long a request or an answer may take in all.
constexpr std::chrono::seconds patience{10};

class Stream {
 public:
  Stream() = default;
  Stream(const Stream&) = delete;
  Stream& operator=(const Stream&) = delete;
  virtual ~Stream() = default;

  // Waits for some bytes, until `deadline` or, without one, for as long as `patience`. How many
  // came; 0 when the other side sends no more; nothing when it took too long or the connection
  // broke.
  virtual std::optional<std::size_t> receive(char* buffer, std::size_t size,
                                             std::optional<Deadline> deadline) = 0;
  // Sends both, one after the other. False when that failed or took longer than the deadline.
  virtual bool send(std::string_view first, std::string_view second, Deadline deadline) = 0;
  // Tells the other side that no more is sent; it may still send.
  virtual void finish_sending() = 0;
};

// Over a connected socket, which it does not own. It never raises SIGPIPE.
class SocketStream final : public Stream {
 public:
  explicit SocketStream(int socket);

  std::optional<std::size_t> receive(char* buffer, std::size_t size,
                                     std::optional<Deadline> deadline) override;
  bool send(std::string_view first, std::string_view second, Deadline deadline) override;
  void finish_sending() override;

 private:
  int socket_;
};

}  // namespace sp::mock
