// A bound of the time of creation, as a request has it.
#pragma once

#include <sp/schemas/date_time.h>

namespace sp::mock {

struct Bound {
  schemas::Instant instant;
  schemas::Instant local;  // what a clock in the bound's zone shows, taken for UTC

  friend bool operator==(const Bound&, const Bound&) = default;
};

}  // namespace sp::mock
