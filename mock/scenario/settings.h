// What a scenario says of the server around its worlds: plain data, which the service works by.
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

struct RateLimit {
  std::int64_t limit = 120;
  std::int64_t window_seconds = 60;
  std::size_t workers = 1;  // that count on their own, taking turns
};

struct ClockSettings {
  std::optional<schemas::Instant> start = {};  // else the real time when the clock starts
  bool manual = false;                         // whether it stands still until it is advanced
  std::chrono::seconds advance_per_request{0};
};

// A canned answer beside the five endpoints.
struct CannedRoute {
  std::string method;
  std::string path;  // below the base, as the file has it
  PathPattern pattern;
  QueryConditions query;
  int status;
  Headers headers;
  // In its texts, and in the headers' values, {name} stands for what the path has there.
  std::optional<schemas::Value> body;
  bool paged;  // the body is a list, of which an answer has a page
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
  std::optional<RateLimit> rate_limit = RateLimit{};  // nothing: switched off
  ClockSettings clock;
  std::vector<CannedRoute> routes;
  std::vector<std::shared_ptr<const Fault>> faults;

  // A token that is accepted at `now`; empty when there is none.
  std::string token_at(schemas::Instant now) const {
    for (const Token& token : tokens) {
      if (token.valid_at(now)) return token.token;
    }
    return {};
  }
};

}  // namespace sp::mock
