// The conditions of a route or a fault on the query parameters of a request.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include <sp/mock/fault.h>
#include <sp/schemas/json.h>

namespace sp::mock {

using QueryConditions = std::map<std::string, QueryCondition>;

// Reads the member `query` of an object. For each parameter it has a value, null if the parameter
// must be absent, or true if it may have any value.
QueryConditions query_conditions_of(const schemas::Value& object);

// Whether the query meets all conditions. If a parameter is given twice, its first value counts.
bool fits(const QueryConditions& conditions,
          const std::vector<std::pair<std::string, std::string>>& query);

}  // namespace sp::mock
