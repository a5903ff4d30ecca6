// Dates in headers of HTTP (RFC 9110 section 5.6.7), whatever the locale.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include <sp/schemas/date_time.h>

namespace sp::schemas {

// A date in one of the three forms that a client has to read:
//     Sat, 27 Jun 2026 12:42:03 GMT       the one that servers send
//     Saturday, 27-Jun-26 12:42:03 GMT    of RFC 850
//     Sat Jun 27 12:42:03 2026            of asctime()
// A year of two digits is taken for the latest such year that is at most 50 years after `now`.
// Nothing for anything else, and for a day or a time that does not exist. Second 60 counts as the
// second after it. The day of the week may be wrong.
std::optional<Instant> parse_http_date(
    std::string_view text,
    std::chrono::system_clock::time_point now = std::chrono::system_clock::now());

// The instant in the first of these forms, without parts of a second.
std::string format_http_date(Instant instant);

}  // namespace sp::schemas
