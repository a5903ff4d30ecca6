// The answer of an endpoint: a status, a body and the reason for it. HTTP is added later.
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

// How answers are made: in which revision of the API, and with which quirks of the platform.
struct Dialect {
  Dialect(Revision form, Quirks departures = {}) : revision(form), quirks(departures) {}  // NOLINT

  Revision revision;
  Quirks quirks;
};

struct Answer {
  int status = 200;
  std::string body;  // JSON
  std::string why;   // why this is the answer, for the log: one clause, without a period
};

// How the platform words an error of a field, in `message` and in `details`.
struct PlatformWords {
  std::string message;
  std::string problem;
};

// A field of a request with a wrong value.
struct FieldError {
  std::string name;
  std::string problem;    // a sentence that says what the value must be
  std::string sent = {};  // the value
  bool in_path = false;
  std::optional<PlatformWords> words = {};  // set if they do not follow from name and value
};
using FieldErrors = std::vector<FieldError>;

// Answers with the error envelope (contract section 1), one function for each kind of error.
Answer validation_error(const FieldErrors& fields,
                        std::string_view message = "Request failed schema validation.");
// A validation error that does not name the field in `details`.
Answer nameless_validation_error(const FieldError& field, std::string_view message);
Answer unauthorized(std::string why);
// For a token that is valid but lacks `scope`.
Answer forbidden(const std::string& scope, const std::vector<std::string>& token_scopes);
// `resource` is "run", "sample", "regression_test" or "output"; `message` is for people.
Answer not_found(Revision revision, std::string_view resource, std::int64_t id,
                 const std::string& message);
Answer unknown_path(std::string_view path);
// `allowed` is a list of methods as in an Allow header.
Answer method_not_allowed(std::string_view method, std::string_view path, std::string_view allowed);
Answer rate_limited(std::int64_t retry_after, std::int64_t limit, std::int64_t window_seconds);
Answer internal_error(std::string why);
// For a diff of files that are too large for one.
Answer too_large_to_compare();
// For a request that could not be read as HTTP, with a status such as 413. `why` is one clause.
Answer http_error(int status, std::string_view why);
// Any other error status, worded as the platform does if it has no code for a status.
Answer http_error(int status);

}  // namespace sp::mock
