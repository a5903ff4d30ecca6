// What a request asks, once it is understood: which operation or canned route, with which
// parameters, by whom.
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
  // No operation when none has the path. The parameters are also those of a route's path.
  Router::Match match;
  const CannedRoute* route = nullptr;  // a canned answer, when no operation has the path
  bool route_has_other_query = false;  // whether a route has the path, but for other queries
  const Token* token = nullptr;        // a valid one
  std::string rejection;               // why there is none
  bool authenticated = false;
  const std::string* origin = nullptr;  // of a browser's page
  // What the platform's router makes of the path, instead of an operation.
  std::optional<Detour> detour = {};
  // Whether it is an OPTIONS that is answered, and counted, as the platform does.
  bool asks_options = false;

  const std::string& operation() const;
  // Whether the method is one that the operation or the route answers.
  bool method_fits() const;
  // Whether the path is one that has an answer.
  bool found() const { return match.operation || route; }
  // Whether the rate limit counts it.
  bool is_counted() const { return found() && (method_fits() || asks_options); }
  // The scope that the operation asks for and the token does not have; null when there is
  // none such.
  const std::string* missing_scope() const;
  // Of the operation or the route, from path and query, as sent.
  std::vector<std::pair<std::string, std::string>> parameters() const;
};

// The segments of a path below the base; nothing for a path outside it.
std::optional<std::vector<std::string>> below_base(const Target& target);
// The same; all segments of a path outside it.
std::vector<std::string> shown_segments(const Target& target);

// `authenticate` is whether a request needs a token. Points into the request and the snapshot.
Question question_of(const Request& request, const Snapshot& snapshot, bool authenticate);

// The question as a fault wants it asked: with another query it may be another route's.
Question asked_otherwise(Question question, const Ask& ask, const Snapshot& snapshot);

}  // namespace sp::mock
