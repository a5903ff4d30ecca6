// A scenario's settings of the server, as plain data.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <sp/mock/quirks.h>
#include <sp/schemas/date_time.h>
#include <sp/schemas/json.h>
#include <sp/schemas/revision.h>

#include "scenario/fault.h"
#include "scenario/headers.h"
#include "scenario/path_pattern.h"
#include "scenario/query_conditions.h"

namespace sp::mock {

// The token that a scenario accepts if it names none.
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

struct RateLimit {
  std::int64_t limit = 120;
  std::int64_t window_seconds = 60;
  std::size_t workers = 1;  // server processes that take turns, each with a count of its own
};

struct ClockSettings {
  std::optional<schemas::Instant> start = {};   // if not set: the real time when the clock starts
  bool manual = false;                          // whether it stands still unless it is advanced
  std::chrono::seconds advance_per_request{0};  // how far each request advances it
};

// A canned answer to requests for other paths than the five endpoints have.
struct CannedRoute {
  std::string method;
  std::string path;  // below the base path, as it is written in the file
  PathPattern pattern;
  QueryConditions query;
  int status;
  Headers headers;
  // {name} in a text of the body, or in a header's value, is replaced by the segment of the
  // request's path that {name} stands for.
  std::optional<schemas::Value> body;
  bool paged;  // whether the body is a list, of which each answer has one page
  // What a path without names needs no more than to send: the body, or each row of a paged one, as
  // JSON.
  std::vector<std::string> texts;
  bool authenticate;

  // Whether the answer depends on that query parameter.
  bool reads(const std::string& parameter) const {
    return query.contains(parameter) || (paged && (parameter == "limit" || parameter == "offset"));
  }
};

struct Settings {
  std::string name;
  std::string description;
  std::optional<schemas::Revision> revision;
  Quirks quirks;
  std::vector<Token> tokens;
  std::optional<RateLimit> rate_limit = RateLimit{};  // nullopt: switched off
  ClockSettings clock;
  std::vector<CannedRoute> routes;
  std::vector<std::shared_ptr<const Fault>> faults;

  // The first token that is valid at `now`; empty if there is none.
  std::string token_at(schemas::Instant now) const {
    for (const Token& token : tokens) {
      if (token.valid_at(now)) return token.token;
    }
    return {};
  }
};

}  // namespace sp::mock
