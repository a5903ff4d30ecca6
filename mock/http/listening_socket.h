// The socket that a server listens on. Programs that the process starts inherit neither this socket
// nor the connections that it accepts.
#pragma once

#include <string>

namespace sp::mock {

class ListeningSocket {
 public:
  // Listens on a port; 0 takes a free one. Throws ListenError.
  ListeningSocket(const std::string& host, int port);
  ListeningSocket(const ListeningSocket&) = delete;
  ListeningSocket& operator=(const ListeningSocket&) = delete;
  ~ListeningSocket();

  int port() const { return port_; }

  enum class Outcome { accepted, no_descriptors, stopped };
  // Waits for the next connection. If there is one, the caller owns `socket`, which is
  // close-on-exec.
  Outcome accept(int& socket);
  // Makes accept() return in all threads. New connections are refused from now on.
  void stop();

 private:
  int socket_ = -1;
  int port_;
};

// The numeric address of the client at the other end of a connected socket.
std::string remote_address(int socket);

}  // namespace sp::mock
