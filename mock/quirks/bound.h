// The value of a request's created_after or created_before.
#pragma once

#include <sp/schemas/date_time.h>

namespace sp::mock {

struct Bound {
  schemas::Instant instant;
  schemas::Instant local;  // the date and time as written, without the zone, taken for UTC

  friend bool operator==(const Bound&, const Bound&) = default;
};

}  // namespace sp::mock
