// What the system knows of a connection, looked up before it closes.
//
// curl does not always say whether the connection was there when something else took too long,
// and it shows a head only in whole lines: this tells half a line from nothing at all.
#pragma once

#include <cstdint>

namespace sp::contract {

struct SocketState {
  bool connected = false;
  // Bytes of data; the other side's closing may count as one. 0 where the system does not say
  // (it does on Linux).
  std::uint64_t received = 0;
};

SocketState state_of(int socket);

}  // namespace sp::contract
