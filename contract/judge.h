// From a transcript to a verdict on each rule.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <sp/contract/report.h>
#include <sp/contract/run.h>
#include <sp/schemas/api.h>

#include "rules/rule.h"
#include "session/redaction.h"
#include "session/transcript.h"

namespace sp::contract {

// What explains that something was not asked or not answered.
struct Circumstances {
  bool over_budget = false;
  std::optional<std::string> died = {};  // what happened, when the target stopped answering
};

// One check for each rule, in the order given. Findings show the token nowhere.
std::vector<Check> judge(const std::vector<const BoundRule*>& rules, const Transcript& transcript,
                         const schemas::Api& api, const Target& target,
                         const Circumstances& circumstances = {});

// The checks of a target that could not be judged at all.
std::vector<Check> skipped(const std::vector<const BoundRule*>& rules, const std::string& reason);

}  // namespace sp::contract
