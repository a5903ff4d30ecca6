// The socket that a server listens on. Programs that the process starts do not inherit it, nor the
// connections that it accepts.
#pragma once

#include <string>

namespace sp::mock {

class ListeningSocket {
 public:
  // Port 0 takes a free one. Throws ListenError.
  ListeningSocket(const std::string& host, int port);
  ListeningSocket(const ListeningSocket&) = delete;
  ListeningSocket& operator=(const ListeningSocket&) = delete;
  ~ListeningSocket();

  int port() const { return port_; }

  enum class Outcome { accepted, no_descriptors, stopped };
  // Waits for the next connection, which becomes the caller's: closed on exec.
  Outcome accept(int& socket);
  // Ends accept(), in this thread and in others, and refuses what comes.
  void stop();

 private:
  int socket_ = -1;
  int port_;
};

// The client's address of a connected socket, as numbers.
std::string remote_address(int socket);

}  // namespace sp::mock
