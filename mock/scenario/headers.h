// The headers of a request or an answer: names and values in the order in which they are sent.
// Names are compared without regard to case.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sp::mock {

using Headers = std::vector<std::pair<std::string, std::string>>;

// The value of the first header with this name; null if there is none.
const std::string* find_header(const Headers& headers, std::string_view name);
// Whether any header with this name has a value other than `value`.
bool has_other(const Headers& headers, std::string_view name, std::string_view value);
// Sets the header with this name to `value`; drops it if `value` is nullopt.
void set_header(Headers& headers, std::string_view name, std::optional<std::string> value);

// Replaces the headers with this name by one header for each of the values.
void set_headers(Headers& headers, std::string_view name, const std::vector<std::string>& values);

// Whether an answer with this status cannot have a body, whatever its headers say (RFC 9112 section
// 6.3). A client takes any bytes after such headers for the next answer.
bool has_no_body(int status);

}  // namespace sp::mock
