// The differences of the revisions as text for a terminal, as the page docs/revisions.md and
// as JSON for scripts.
#pragma once

#include <string>
#include <vector>

#include "verdict/revisions/differences.h"

namespace sp::contract {

std::string differences_text(const std::vector<Difference>& differences);
std::string differences_markdown(const std::vector<Difference>& differences);
// {"schema_version": 1, "differences": [{"operation", "where", "kind", "published",
// "upstream"}]}, where the last two are strings or null.
std::string differences_json(const std::vector<Difference>& differences);

}  // namespace sp::contract
