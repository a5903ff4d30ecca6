// Finds the canned route of a request and makes its answer.
#pragma once

#include "api/answer.h"
#include "faults/response.h"
#include "service/question.h"
#include "service/snapshot.h"

namespace sp::mock {

// The route of a request, with the values of the names in its path.
struct RouteMatch {
  const CannedRoute* route = nullptr;  // null if no route fits
  PathPattern::Values values = {};
  // Whether some route has the path, but needs another query.
  bool has_other_query = false;
};

// Finds the first route that fits path, query and method, or else the first that fits path and
// query.
RouteMatch find_route(const std::vector<CannedRoute>& routes, std::string_view method,
                      const std::vector<std::string>& segments,
                      const std::vector<std::pair<std::string, std::string>>& query);

// The answer of the question's route, with the values from the path filled in. If the route is
// paged, the answer is the page that was asked for, or a refusal of limit or offset like that of
// the API's own lists.
Response canned_answer(const Question& question, const Snapshot& snapshot);

}  // namespace sp::mock
