// The parts of an entry that every HAR file has.
#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include <sp/recordings/exchange.h>
#include <sp/schemas/date_time.h>
#include <sp/schemas/json_file.h>

namespace sp::recordings {

// The headers of a request or a response, without the secret ones. One that has no value was not
// sent: axios-har-tracker lists what its caller left unset.
Exchange::Headers headers_at(const schemas::JsonPlace& message);

// The value of the first header of that name, whatever its case; null when there is none.
const std::string* header_in(const Exchange::Headers& headers, std::string_view name);

// The string of that name, or an empty one.
std::string text_at(const schemas::JsonPlace& place, std::string_view member);

// The value of the request's Authorization header, which goes nowhere else.
std::optional<std::string> authorization_at(const schemas::JsonPlace& request);

// A startedDateTime. Some tools write a zone without the colon that RFC 3339 asks for: +0000.
schemas::Instant instant_at(const schemas::JsonPlace& place);

// A `time` in milliseconds; 0 for what no request took.
std::chrono::microseconds duration_at(const schemas::JsonPlace& place);

// What only our own files say of an entry, in its _sp: how the request was sent and how it came
// back.
void read_sending(const schemas::JsonPlace& rest, Exchange& exchange);

// An integer of 0 or more.
std::size_t count_at(const schemas::JsonPlace& place);

}  // namespace sp::recordings
