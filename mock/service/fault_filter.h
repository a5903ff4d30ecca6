// Selects the faults that GET /__mock/faults shows, by the parameter of its query: ended.
#pragma once

#include <string_view>
#include <vector>

#include <sp/mock/fault.h>

namespace sp::mock {

// The faults without those that have ended, but for the newest N if the query of the request target
// has ended=N; else all. Throws std::invalid_argument if N is no number from 0.
std::vector<FaultReport> wanted_faults(std::string_view target, std::vector<FaultReport> reports);

}  // namespace sp::mock
