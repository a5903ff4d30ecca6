// Control: the requests to /__mock/… with which tests that are not in C++ control the mock
// (docs/scenarios.md describes them). They are answered only for clients on this machine, and for
// no page of another one (service/own_machine.h).
//
// Thread-safe.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "service/scenario_folder.h"
#include "service/service.h"

namespace sp::mock {

class Control {
 public:
  // `own_host` is the name or address that the mock listens on.
  Control(Service& service, std::string own_host, ScenarioFolder folder = ScenarioFolder())
      : service_(service), own_host_(std::move(own_host)), folder_(std::move(folder)) {}

  // Whether a request is for control, and control answers it.
  bool is_for(const Request& request) const;

  // Answers a control request; nullopt for a request to the API. Control requests are not in the
  // journal.
  std::optional<Response> respond(const Request& request);

 private:
  // What answers a path below /__mock/.
  struct Part {
    std::string_view path;
    Response (Control::*answer)(const Request&);
  };
  static const std::vector<Part>& parts();
  Response answer_part(std::string_view path, const Request& request);

  Response requests(const Request& request);
  Response one_request(const Request& request, std::string_view number);
  Response faults(const Request& request);
  Response one_fault(const Request& request, std::string_view id);
  Response reset(const Request& request);
  Response scenario(const Request& request);
  Response scenarios(const Request& request);
  Response world(const Request& request);
  Response quirks(const Request& request);
  Response limits(const Request& request);
  Response clock(const Request& request);
  Response health(const Request& request);

  Service& service_;
  const std::string own_host_;
  const ScenarioFolder folder_;
};

}  // namespace sp::mock
