// How requests reach the deployment.
#pragma once

#include <chrono>
#include <memory>
#include <stdexcept>
#include <string>
#include <variant>

#include "plan/request.h"
#include "session/transcript.h"

namespace sp::contract {

// Why no response came, in plain words.
struct TransportFault {
  std::string what;
  bool unreachable;  // no connection could be made at all
};

// One deployment. Not thread-safe.
class Transport {
 public:
  virtual ~Transport() = default;
  virtual std::variant<Response, TransportFault> send(const Request& request) = 0;
};

// Over HTTP or HTTPS, on one connection as long as the server keeps it. Redirects are not
// followed. A body that is too large, or comes too slowly, is a fault. Throws UsageError
// when the base URL is not one.
std::unique_ptr<Transport> http_transport(const std::string& base_url, const std::string& token,
                                          std::chrono::milliseconds timeout);

}  // namespace sp::contract
