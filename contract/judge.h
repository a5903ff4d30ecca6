// From a transcript to a verdict on each rule.
#pragma once

#include <vector>

#include <sp/contract/report.h>
#include <sp/contract/run.h>
#include <sp/schemas/api.h>

#include "rules/rule.h"
#include "session/transcript.h"

namespace sp::contract {

// One check for each rule, in the order given. `over_budget` explains what was not asked.
std::vector<Check> judge(const std::vector<const BoundRule*>& rules, const Transcript& transcript,
                         const schemas::Api& api, const Target& target, bool over_budget);

// The checks of a target that could not be judged at all.
std::vector<Check> skipped(const std::vector<const BoundRule*>& rules, const std::string& reason);

}  // namespace sp::contract
