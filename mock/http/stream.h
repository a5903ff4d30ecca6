// The bytes of one connection, plain or encrypted.
#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string_view>

namespace sp::mock {

using Deadline = std::chrono::steady_clock::time_point;

// How long a connection may be silent, and how long a whole request or answer may take.
constexpr std::chrono::seconds patience{10};

class Stream {
 public:
  Stream() = default;
  Stream(const Stream&) = delete;
  Stream& operator=(const Stream&) = delete;
  virtual ~Stream() = default;

  // Waits for bytes until `deadline`, or for `patience` if there is no deadline. Returns how many
  // bytes came, 0 if the other side sends no more, or nullopt if it took too long or the connection
  // broke.
  virtual std::optional<std::size_t> receive(char* buffer, std::size_t size,
                                             std::optional<Deadline> deadline) = 0;
  // Sends both texts, one after the other. False if that failed or was not done by the deadline.
  virtual bool send(std::string_view first, std::string_view second, Deadline deadline) = 0;
  // Tells the other side that no more will be sent. It may still send something itself.
  virtual void finish_sending() = 0;
};

// The stream of a connected socket, which it does not own. It never raises SIGPIPE.
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
