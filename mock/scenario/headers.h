// The headers of a request or an answer: pairs in the order in which they are sent.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sp::mock {

using Headers = std::vector<std::pair<std::string, std::string>>;

// Null when there is none of that name, whatever its case.
const std::string* find_header(const Headers& headers, std::string_view name);
// Whether one of that name has another value.
bool has_other(const Headers& headers, std::string_view name, std::string_view value);
// Sets the header of that name, or drops it.
void set_header(Headers& headers, std::string_view name, std::optional<std::string> value);

// One header for each of the values, in place of those of that name.
void set_headers(Headers& headers, std::string_view name, const std::vector<std::string>& values);

// Whether an answer of that status ends with its headers, whatever they say (RFC 9112
// section 6.3): a client takes all that follows for the next answer.
bool has_no_body(int status);

}  // namespace sp::mock
