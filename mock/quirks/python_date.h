// A text read as Python 3.11's datetime.fromisoformat reads one, which is how the platform reads
// dates (contract section 8, lax_dates).
#pragma once

#include <optional>
#include <string_view>

#include "quirks/bound.h"

namespace sp::mock {

// What fromisoformat makes of the text after each "Z" in it became "+00:00"; nothing where that
// raises ValueError. A date without a zone is of UTC. `text` is UTF-8.
//
//     python_date("2026-06-25")             // the midnight with which the day begins
//     python_date("20260625 12,5")          // half a second after noon
//     python_date("2026-06-25T24:00:00Z")   // nothing
std::optional<Bound> python_date(std::string_view text);

}  // namespace sp::mock
