// What an endpoint answers, before HTTP: a status, a body, and why.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <sp/mock/quirks.h>
#include <sp/schemas/revision.h>

#include "world/world.h"

namespace sp::mock {

using schemas::Revision;

// Which form of the API is spoken, and with which of the platform's departures from it.
struct Dialect {
  Dialect(Revision form, Quirks departures = {}) : revision(form), quirks(departures) {}  // NOLINT

  Revision revision;
  Quirks quirks;
};

struct Answer {
  int status = 200;
  std::string body;  // JSON
  std::string why;   // for the log: one clause, without a period
};

// What the platform says of a wrong field: in `message`, and in `details`.
struct PlatformWords {
  std::string message;
  std::string problem;
};

// A field of a request and what is wrong with it.
struct FieldError {
  std::string name;
  std::string problem;  // for people: what it must be
  std::string sent = {};
  bool in_path = false;
  std::optional<PlatformWords> words = {};  // where name and value do not tell them
};
using FieldErrors = std::vector<FieldError>;

// The error envelope (contract section 1), one function a status.
Answer validation_error(const FieldErrors& fields,
                        std::string_view message = "Request failed schema validation.");
// One that does not say in `details` which field it is about.
Answer nameless_validation_error(const FieldError& field, std::string_view message);
Answer unauthorized(std::string why);
// The token is valid, but `scope` is none of its scopes.
Answer forbidden(const std::string& scope, const std::vector<std::string>& token_scopes);
// `resource` is "run", "sample", "regression_test" or "output"; `message` is for people.
Answer not_found(Revision revision, std::string_view resource, std::int64_t id,
                 const std::string& message);
Answer unknown_path(std::string_view path);
// `allowed` as in an Allow header.
Answer method_not_allowed(std::string_view method, std::string_view path, std::string_view allowed);
Answer rate_limited(std::int64_t retry_after, std::int64_t limit, std::int64_t window_seconds);
Answer internal_error(std::string why);
// A diff of files that are too large for one.
Answer too_large_to_compare();
// A request that could not be read as HTTP, such as a 413 or 414; why, in a clause for the log.
Answer http_error(int status, std::string_view why);
// Any other error status, as the platform words those that it has no code for.
Answer http_error(int status);

}  // namespace sp::mock
