// What control answers, as JSON; docs/scenarios.md has each form.
#pragma once

#include <optional>
#include <vector>

#include <nlohmann/json.hpp>

#include <sp/mock/fault.h>
#include <sp/mock/scenario.h>

#include "service/journal.h"
#include "service/rate_limit.h"
#include "service/world_links.h"

namespace sp::mock {

using ControlJson = nlohmann::ordered_json;

ControlJson to_json(const RecordedRequest& request);
ControlJson to_json(const JournalEntry& entry);
ControlJson to_json(const std::vector<FaultReport>& faults);
ControlJson to_json(const std::vector<Problem>& problems);
ControlJson to_json(const WorldLinks& world);
// A window is named by the place of its token in the scenario, not by the token.
ControlJson to_json(const std::optional<RateLimit>& limit, const std::vector<UsedWindow>& windows,
                    const std::vector<Token>& tokens);

}  // namespace sp::mock
