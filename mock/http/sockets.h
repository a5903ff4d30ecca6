// Sockets that cpp-httplib holds and does not hand out.
#pragma once

namespace sp::mock {

// Shuts down this process's server-side connections of a listening port: their local port
// is that one. (A client's connection to it has it as its remote port and is left alone.)
void shut_down_connections_to(int port);

// Shuts down the one whose client has that remote port.
void shut_down_connection(int port, int remote_port);

}  // namespace sp::mock
