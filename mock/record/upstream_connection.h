// A connection of the proxy to the deployment.
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>

#include "http/stream.h"
#include "http/tls.h"
#include "record/environment_proxy.h"
#include "record/upstream_url.h"

namespace sp::mock {

// How to reach the deployment, which all connections share.
struct UpstreamRoute {
  UpstreamUrl url;
  std::optional<EnvironmentProxy> proxy;
  const TlsContext* tls = nullptr;  // null for plain HTTP
};

class UpstreamConnection {
 public:
  // Connects, through the proxy if there is one. Throws std::runtime_error, whose text is a clause
  // such as "cannot connect to host:80: Connection refused".
  UpstreamConnection(const UpstreamRoute& route, Deadline deadline);
  UpstreamConnection(const UpstreamConnection&) = delete;
  UpstreamConnection& operator=(const UpstreamConnection&) = delete;
  ~UpstreamConnection();

  Stream& stream() { return tls_ ? static_cast<Stream&>(*tls_) : *plain_; }
  // Ends all waits for it, from any thread.
  void shut_down();

 private:
  void open_tunnel(const UpstreamRoute& route, Deadline deadline);

  int socket_ = -1;
  std::unique_ptr<SocketStream> plain_;
  std::unique_ptr<TlsStream> tls_;
};

}  // namespace sp::mock
