// Dates as HTTP writes them.
#pragma once

#include <string>

#include <sp/schemas/date_time.h>

namespace sp::mock {

// An HTTP-date (RFC 7231 section 7.1.1.1), for the Date header.
std::string http_date(schemas::Instant instant);

}  // namespace sp::mock
