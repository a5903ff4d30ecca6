#include "session/transport.h"

namespace sp::contract {

Sent Transport::timed(const Request& request) {
  const auto now = std::chrono::system_clock::now();
  const auto start = std::chrono::steady_clock::now();
  TransportOutcome outcome = send(request);
  const auto took = std::chrono::steady_clock::now() - start;
  return {std::chrono::time_point_cast<schemas::Instant::duration>(now),
          std::chrono::duration_cast<std::chrono::microseconds>(took), std::move(outcome)};
}

std::vector<Sent> Transport::send_together(const std::vector<Request>& requests) {
  std::vector<Sent> sent;
  sent.reserve(requests.size());
  for (const Request& request : requests) sent.push_back(timed(request));
  return sent;
}

}  // namespace sp::contract
