// Canned routes: which one a request is for, and its answer.
#pragma once

#include "api/answer.h"
#include "faults/response.h"
#include "service/question.h"
#include "service/snapshot.h"

namespace sp::mock {

// The route of a request, and what the names in its path stand for.
struct RouteMatch {
  const CannedRoute* route = nullptr;  // null when there is none
  PathPattern::Values values = {};
  // Whether a route has the path, but answers other queries.
  bool has_other_query = false;
};

// The first route that fits path, query and method; else the first that fits path and query.
RouteMatch find_route(const std::vector<CannedRoute>& routes, std::string_view method,
                      const std::vector<std::string>& segments,
                      const std::vector<std::pair<std::string, std::string>>& query);

// The answer of the question's route: what the scenario has, with the path's values in it. Of a
// list it is the page that is asked for, or a refusal as the API refuses parameters of its lists.
Response canned_answer(const Question& question, const Snapshot& snapshot);

}  // namespace sp::mock
