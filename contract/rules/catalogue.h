// Every rule of the suite, in the order in which reports show them.
#pragma once

#include <vector>

#include <sp/contract/run.h>

#include "rules/rule.h"

namespace sp::contract {

// One line a family; each is a file of its own.
const Family& response_family();
const Family& envelope_family();

// All of them, in the order of reports.
const std::vector<const Family*>& families();

// Rules bound to the operations they make sense for.
const std::vector<BoundRule>& all_rules();

// Those that the filters leave. Throws UsageError for a filter that matches nothing.
std::vector<const BoundRule*> selected_rules(const Options& options);

// Whether a check id matches a shell pattern: '*', '?' and '[…]'.
bool matches(const std::string& glob, const std::string& id);

}  // namespace sp::contract
