#include "service/fault_filter.h"

#include <algorithm>
#include <cstdint>
#include <stdexcept>

#include <sp/schemas/number.h>

#include "scenario/target.h"

namespace sp::mock {

std::vector<FaultReport> wanted_faults(std::string_view target, std::vector<FaultReport> reports) {
  for (const auto& [name, value] : Target::parse(target).query) {
    if (name != "ended") continue;
    const auto most = schemas::number_in(value);
    if (!most || *most < 0) {
      throw std::invalid_argument("ended: expected a number from 0, found " + value);
    }
    std::int64_t surplus = std::ranges::count_if(reports, &FaultReport::ended) - *most;
    std::erase_if(reports, [&](const FaultReport& row) { return row.ended && surplus-- > 0; });
  }
  return reports;
}

}  // namespace sp::mock
