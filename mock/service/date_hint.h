// What is wrong with a date that the contract refuses, for the sender to mend it.
#pragma once

#include <string>
#include <string_view>

namespace sp::mock {

// "Must be an RFC 3339 date-time, …": and which of the usual slips of clients the text has, where
// mending them makes it one. `text` is decoded, and no RFC 3339 date-time.
std::string date_hint(std::string_view text);

}  // namespace sp::mock
