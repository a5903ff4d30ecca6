// What a route or a fault asks of a request's query.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include <sp/mock/fault.h>
#include <sp/schemas/json.h>

namespace sp::mock {

using QueryConditions = std::map<std::string, QueryCondition>;

// From the member `query` of an object: a value, null for absent, true for any.
QueryConditions query_conditions_of(const schemas::Value& object);

// Whether the query fits all of them. Of a parameter that is given twice the first one counts.
bool fits(const QueryConditions& conditions,
          const std::vector<std::pair<std::string, std::string>>& query);

}  // namespace sp::mock
