// From a request to a response: routing, authentication, parameters, endpoint. Everything
// the mock does except for sockets.
//
// Thread-safe: any number of threads may ask at once.
#pragma once

#include <memory>
#include <optional>

#include <sp/schemas/api.h>
#include <sp/schemas/revision.h>

#include "http/message.h"
#include "http/router.h"
#include "scenario/scenario_data.h"

namespace sp::mock {

constexpr std::string_view base_path = "/api/v1";

struct ServiceOptions {
  schemas::Revision revision = schemas::Revision::published;
  bool authenticate = true;  // whether a request needs a token
  bool self_check = false;   // validate each answer against the contract before it leaves
};

class Service {
 public:
  Service(std::shared_ptr<const ScenarioData> scenario, const ServiceOptions& options);

  Response respond(const Request& request) const;

  // The envelope for a request that could not be read as HTTP.
  static Response unreadable(int status);

 private:
  Response route(const Request& request) const;
  void check(Response& response) const;

  std::shared_ptr<const ScenarioData> scenario_;
  ServiceOptions options_;
  const schemas::Api& api_;
  Router router_;
};

// An HTTP-date (RFC 7231 section 7.1.1.1), for the Date header.
std::string http_date(schemas::Instant instant);

}  // namespace sp::mock
