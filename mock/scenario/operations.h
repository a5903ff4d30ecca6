// The operations of the API that a scenario's requests may be for.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <sp/schemas/api.h>

#include "scenario/settings.h"

namespace sp::mock {

// Of the revision that the scenario names; of each where it names none, because it may be served
// in either.
std::vector<schemas::Revision> revisions_of(const Settings& settings);
std::vector<const schemas::Operation*> operations_of(const Settings& settings);

// As a fault's condition names the ids of a request: regression_id is regression_test_id, too.
bool has_id(const schemas::Operation& operation, std::string_view name);
bool has_query(const schemas::Operation& operation, std::string_view name);
bool has_in_path(const schemas::Operation& operation, std::string_view name);

}  // namespace sp::mock
