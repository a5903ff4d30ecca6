// Asking a service in one line, as HttpClient asks a server: no socket, no thread.
#pragma once

#include <stdexcept>
#include <string>
#include <utility>

#include <nlohmann/json.hpp>

#include <sp/mock/scenario.h>

#include "scenario/headers.h"
#include "service/service.h"

namespace sp::mock::testing {

// With the service's token unless told otherwise.
class ServiceClient {
 public:
  explicit ServiceClient(Service& service) : ServiceClient(service, "Bearer " + service.token()) {}
  ServiceClient(Service& service, std::string authorization)
      : service_(service), authorization_(std::move(authorization)) {}

  // `path` is below the base.
  Response get(const std::string& path, Headers headers = {}) {
    return send("GET", path, std::move(headers));
  }

  Response send(const std::string& method, const std::string& path, Headers headers = {}) {
    if (!authorization_.empty()) headers.emplace_back("Authorization", authorization_);
    return service_.respond({.method = method,
                             .target = std::string(base_path) + path,
                             .headers = std::move(headers),
                             .remote_address = "127.0.0.1"});
  }

  int status(const std::string& path) { return get(path).status; }
  nlohmann::json json(const std::string& path) { return nlohmann::json::parse(get(path).body); }

 private:
  Service& service_;
  std::string authorization_;
};

// Empty when the answer has no such header.
inline std::string header(const Response& response, std::string_view name) {
  const std::string* value = find_header(response.headers, name);
  return value ? *value : std::string();
}

}  // namespace sp::mock::testing
