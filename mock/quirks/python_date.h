// Reads a text as Python 3.11's datetime.fromisoformat does, which is how the platform reads dates
// (contract section 8, lax_dates).
#pragma once

#include <optional>
#include <string_view>

#include "quirks/bound.h"

namespace sp::mock {

// Replaces each "Z" in the text by "+00:00" and gives the result to fromisoformat; nullopt if that
// raises ValueError. A date without a zone is taken for UTC. `text` is UTF-8.
//
//     python_date("2026-06-25")             // midnight at the beginning of that day
//     python_date("20260625 12,5")          // half a second after noon
//     python_date("2026-06-25T24:00:00Z")   // nothing
std::optional<Bound> python_date(std::string_view text);

}  // namespace sp::mock
