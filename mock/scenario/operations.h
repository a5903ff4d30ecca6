// The operations that a scenario can be asked for.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <sp/schemas/api.h>

#include "scenario/settings.h"

namespace sp::mock {

// The revision that the scenario names; all revisions if it names none, because it can be served in
// any of them.
std::vector<schemas::Revision> revisions_of(const Settings& settings);
std::vector<const schemas::Operation*> operations_of(const Settings& settings);

// Whether the operation has the parameter. The names are those of a fault's conditions, in which
// regression_id also stands for regression_test_id.
bool has_id(const schemas::Operation& operation, std::string_view name);
bool has_query(const schemas::Operation& operation, std::string_view name);
bool has_in_path(const schemas::Operation& operation, std::string_view name);

}  // namespace sp::mock
