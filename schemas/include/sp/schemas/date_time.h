// Instants as the API writes them: RFC 3339 date-times.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace sp::schemas {

using Instant = std::chrono::sys_time<std::chrono::microseconds>;

// An RFC 3339 date-time: a zone is required, days that do not exist are refused, digits
// beyond microseconds are dropped, a leap second (only at 23:59:60 UTC) counts as the
// second after it. Nothing for anything else.
std::optional<Instant> parse_date_time(std::string_view text);

// "2026-06-27T12:42:03Z"; with a fraction when the instant has one.
std::string format_date_time(Instant instant);

// A full-date, "2026-06-27".
bool is_date(std::string_view text);

}  // namespace sp::schemas
