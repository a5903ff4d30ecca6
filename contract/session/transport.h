// How requests reach the deployment.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "exchange/request.h"
#include "exchange/transcript.h"

namespace sp::contract {

// Why no response came, in plain words.
struct TransportFault {
  std::string what;
  bool unreachable = false;   // no connection could be made at all
  bool nothing_came = false;  // the connection ended before the first byte of a response
};

// The answer, or why there is none; no text of a fault holds the token.
using TransportOutcome = std::variant<Response, TransportFault>;

// What became of a request, and when.
struct Sent {
  schemas::Instant sent_at;
  std::chrono::microseconds took{0};
  TransportOutcome outcome;
};

// One deployment. Not thread-safe.
class Transport {
 public:
  virtual ~Transport() = default;
  virtual TransportOutcome send(const Request& request) = 0;
  // The same, measured.
  Sent timed(const Request& request);
  // Sends them at once where the transport has several connections, else one by one. The results
  // are in the order of the requests; the server may have taken them in any other.
  virtual std::vector<Sent> send_together(const std::vector<Request>& requests);
  // Then no exchange goes on; one that is under way ends with a fault.
  void end_at(std::chrono::steady_clock::time_point end) { end_ = end; }
  // The same as soon as `interrupted` returns true, which any thread may ask at any time. It may be
  // empty.
  void end_when(std::function<bool()> interrupted) { interrupted_ = std::move(interrupted); }

 protected:
  std::chrono::steady_clock::time_point end_ = std::chrono::steady_clock::time_point::max();
  std::function<bool()> interrupted_ = {};
};

struct TransportOptions {
  // For connecting, and for each wait for the next bytes; a whole exchange may take three
  // times as long.
  std::chrono::milliseconds timeout{10000};
  Headers headers = {};      // sent with every request
  std::string ca_file = {};  // PEM; empty: the system's
  bool verify_tls = true;
};

// Over HTTP/1.1, with or without TLS, on one connection as long as the server keeps it,
// except for requests that ask for their own. Redirects are not followed. A body over 16 MiB (over
// its share of them, if it is one of several that are sent together), headers over 256 KiB, or an
// exchange that takes too long is a fault, and so is a body shorter than its Content-Length. On a
// connection of its own a response may have another length than it states: there the body is all
// that comes until the server, which is asked to close, closes, or is silent for 250 ms after as
// many bytes as it stated. Throws UsageError when the base URL is not one, a header cannot be sent,
// or the CA file cannot be read.
std::unique_ptr<Transport> http_transport(const std::string& base_url, const std::string& token,
                                          const TransportOptions& options);

}  // namespace sp::contract
