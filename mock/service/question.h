// A question: what a request asks for, once it has been read. It names the operation or the canned
// route, its parameters, and who asks.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <sp/mock/fault.h>

#include "scenario/settings.h"
#include "scenario/target.h"
#include "service/platform_router.h"
#include "service/request.h"
#include "service/router.h"
#include "service/snapshot.h"

namespace sp::mock {

struct Question {
  std::string method;
  Target target;
  // The operation, or null if none has the path. Its parameters are those of the path, also if a
  // route has the path.
  Router::Match match;
  const CannedRoute* route = nullptr;   // null unless a route, and no operation, has the path
  bool route_has_other_query = false;   // whether a route has the path, but needs another query
  const Token* token = nullptr;         // the token of the request, if it is valid
  std::string rejection;                // why there is no valid token
  bool authenticated = false;           // whether it has a valid token or needs none
  const std::string* origin = nullptr;  // the origin of the browser page that asks; may be null
  // The answer of the platform's router, if it does not pass the request to an operation.
  std::optional<Detour> detour = {};
  // Whether this is an OPTIONS request that is answered and counted as the platform does.
  bool asks_options = false;

  const std::string& operation() const;
  // Whether the operation or the route has the method.
  bool method_fits() const;
  // Whether an operation or a route has the path.
  bool found() const { return match.operation || route; }
  // Whether the rate limit counts it.
  bool is_counted() const { return found() && (method_fits() || asks_options); }
  // The scope that the operation needs, if the token does not have it; null otherwise.
  const std::string* missing_scope() const;
  // The parameters of the operation or the route, from path and query, as sent.
  std::vector<std::pair<std::string, std::string>> parameters() const;
};

// The segments of a path after the base path; nullopt if it does not begin with the base path.
std::optional<std::vector<std::string>> below_base(const Target& target);
// The same, but all segments if the path does not begin with the base path.
std::vector<std::string> shown_segments(const Target& target);

// Makes the question of a request. `authenticate` says whether requests need a token. The question
// points into the request and the snapshot.
Question question_of(const Request& request, const Snapshot& snapshot, bool authenticate);

// The question with the changes that a fault asks for. If they change the query, another route may
// have to answer.
Question asked_otherwise(Question question, const Ask& ask, const Snapshot& snapshot);

}  // namespace sp::mock
