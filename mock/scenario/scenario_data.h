// What a scenario file says, loaded: the world and the settings of the server around it.
// Immutable.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <sp/schemas/date_time.h>
#include <sp/schemas/revision.h>

#include "world/world.h"

namespace sp::mock {

// What a scenario that names no tokens accepts.
constexpr std::string_view default_token = "mock-token";

struct Token {
  std::string token;
  std::vector<std::string> scopes;
  std::optional<schemas::Instant> expires_at;
  bool revoked = false;
};

struct ScenarioData {
  std::string name;
  std::string description;
  std::optional<schemas::Revision> revision;
  std::vector<Token> tokens;
  World world;
};

}  // namespace sp::mock
