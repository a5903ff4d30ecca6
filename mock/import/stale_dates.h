// Tells a recording of a mock that plays back another one by its dates.
#pragma once

#include <optional>
#include <string>

#include "import/recording.h"

namespace sp::mock {

// A sentence without a full stop, if the Date of an answer is before that of an answer that came
// before it was asked for: it is the Date of the first time.
std::optional<std::string> stale_dates(const Recording& recording);

}  // namespace sp::mock
