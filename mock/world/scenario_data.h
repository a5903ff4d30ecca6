// What a scenario file says, loaded: the worlds and the settings of the server around
// them. Immutable.
#pragma once

#include <chrono>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <sp/schemas/date_time.h>
#include <sp/schemas/revision.h>

#include "faults/effects.h"
#include "service/clock.h"
#include "service/message.h"
#include "service/rate_limit.h"
#include "world/world.h"

namespace sp::mock {

// What a scenario that names no tokens accepts.
constexpr std::string_view default_token = "mock-token";

struct Token {
  std::string token;
  std::vector<std::string> scopes;
  std::optional<schemas::Instant> expires_at;
  bool revoked = false;

  bool valid_at(schemas::Instant now) const {
    return !revoked && (!expires_at || *expires_at > now);
  }
};

// A canned answer beside the five endpoints.
struct CannedRoute {
  std::string method;
  std::string path;                   // below the base, as the file has it
  std::vector<std::string> segments;  // "{name}" matches any
  int status;
  Headers headers;
  std::string body;
  bool authenticate;
};

// The world from some second of the mock's clock on.
struct TimedWorld {
  std::chrono::seconds from{0};
  std::shared_ptr<const World> world;
};

struct ScenarioData {
  std::string name;
  std::string description;
  std::optional<schemas::Revision> revision;
  std::vector<Token> tokens;
  std::optional<RateLimit> rate_limit = RateLimit{};  // nothing: switched off
  ClockSettings clock;
  std::vector<CannedRoute> routes;
  std::vector<std::shared_ptr<const Fault>> faults;
  std::vector<std::filesystem::path> files;  // the text files on disk that it was read from
  std::vector<TimedWorld> worlds;            // by time; the first one is from second 0 on

  // A token that is accepted at `now`; empty when there is none.
  std::string token_at(schemas::Instant now) const {
    for (const Token& token : tokens) {
      if (token.valid_at(now)) return token.token;
    }
    return {};
  }

  // The world that a server shows so long after its start.
  const std::shared_ptr<const World>& world_at(Clock::Duration since_start) const {
    auto next = worlds.begin();
    while (next + 1 != worlds.end() && (next + 1)->from <= since_start) ++next;
    return next->world;
  }
};

}  // namespace sp::mock
