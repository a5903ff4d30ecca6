// What the recording tells of the server: its rate limit, its tokens, its clock.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "import/told.h"

namespace sp::mock {

struct ServerFacts {
  Instant clock_start = {};
  bool clock_stands_still = false;
  struct Limit {
    std::int64_t limit = 120;
    std::int64_t window_seconds = 60;
    std::size_t workers = 1;
  };
  bool has_limit_headers = false;  // whether any answer told of a rate limit
  Limit limit = {};
  bool refuses_all = false;  // whether the valid token was answered 401 throughout
  std::optional<std::vector<std::string>> scopes = {};  // nullopt: all of them
  // Whether a client sent another token than the valid one, and was refused: an old one, or one of
  // another deployment. The suite makes such tokens up, which says nothing of the deployment.
  bool knows_refused_token = false;
};

ServerFacts server_facts(const Recording& recording, Telling& telling);

}  // namespace sp::mock
