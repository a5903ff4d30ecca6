// A service with its control, asked as a client on this machine asks it.
#pragma once

#include <string>
#include <utility>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "service/control.h"
#include "service_client.h"

namespace sp::mock::testing {

class ControlFixture : public ::testing::Test {
 protected:
  // The status and the body of the answer.
  std::pair<int, nlohmann::json> ask(const std::string& method, const std::string& what,
                                     const std::string& body = {}) {
    const auto answer = control_.respond({.method = method,
                                          .target = "/__mock/" + what,
                                          .headers = {{"Host", "localhost:8080"}},
                                          .remote_address = "127.0.0.1",
                                          .body = body});
    return {answer->status,
            answer->body.empty() ? nlohmann::json() : nlohmann::json::parse(answer->body)};
  }
  nlohmann::json get(const std::string& what) { return ask("GET", what).second; }

  Service service_{Scenario::bundled("quickstart").data(), {.keep_answers = true}};
  Control control_{service_, "localhost"};
  ServiceClient api_{service_};
};

}  // namespace sp::mock::testing
