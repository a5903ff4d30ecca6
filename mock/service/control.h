// Control: the requests to /__mock/… with which tests that are not in C++ control the mock
// (docs/scenarios.md describes them). They are answered only for clients on this machine.
//
// Thread-safe.
#pragma once

#include <optional>

#include "service/service.h"

namespace sp::mock {

class Control {
 public:
  explicit Control(Service& service) : service_(service) {}

  // Whether a request is for control and comes from a client on this machine.
  static bool is_for(const Request& request);

  // Answers a control request; nullopt for a request to the API. Control requests are not in the
  // journal.
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
