// Sockets that cpp-httplib holds and does not hand out.
#pragma once

#include <string>

namespace sp::mock {

struct Address {
  std::string host = {};  // numeric
  int port = 0;

  friend bool operator==(const Address&, const Address&) = default;
};

// Of this end of a socket.
Address local_address(int descriptor);

// Shuts down this process's server-side connections of a listening socket: their local
// address is its own. (A client's connection to it has that as its remote address and is
// left alone, and so is the listening socket.)
void shut_down_connections_of(const Address& listening);

// Shuts down the one of them whose client has that address.
void shut_down_connection(const Address& listening, const Address& remote);

}  // namespace sp::mock
