// The Date header (RFC 9110 section 5.6.7): by whose clock a deployment counts.
#pragma once

#include <optional>
#include <string>

#include <sp/schemas/date_time.h>

namespace sp::contract {

// "Sat, 27 Jun 2026 12:42:03 GMT"; nothing for anything else.
std::optional<schemas::Instant> parse_http_date(const std::string& text);

}  // namespace sp::contract
