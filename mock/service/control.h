// Control over HTTP, for tests that are not in C++: /__mock/… at the root of the mock's
// port (docs/scenarios.md describes it). Only for clients on this machine.
//
// Thread-safe.
#pragma once

#include <optional>

#include "service/service.h"

namespace sp::mock {

class Control {
 public:
  explicit Control(Service& service) : service_(service) {}

  // Whether a request is for control, from a client that may.
  static bool is_for(const Request& request);

  // The answer to a control request; nothing for a request to the API. Control requests
  // are not in the journal.
  std::optional<Response> respond(const Request& request);

 private:
  Response requests(const Request& request);
  Response faults(const Request& request);
  Response one_fault(const Request& request, std::string_view id);
  Response reset(const Request& request);
  Response scenario(const Request& request);
  Response quirks(const Request& request);
  Response clock(const Request& request);
  Response health(const Request& request);

  Service& service_;
};

}  // namespace sp::mock
