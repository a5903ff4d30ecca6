// Where two bodies differ, one of which the platform sent and the other a mock.
#pragma once

#include <string>
#include <vector>

#include <nlohmann/json.hpp>

namespace sp::agree {

struct BodyDifference {
  std::string place;        // a JSON pointer; into a text of several lines, to one of them
  nlohmann::json platform;  // discarded where there is no such member
  nlohmann::json mock;
};

// Member for member, item for item and line for line; dates are the same when their instants are.
std::vector<BodyDifference> body_differences(const nlohmann::json& platform,
                                             const nlohmann::json& mock);

}  // namespace sp::agree
