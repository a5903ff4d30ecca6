// Text taken apart at separators.
#pragma once

#include <string_view>
#include <utility>
#include <vector>

namespace sp::schemas {

// The parts between the separators, empty ones included; none of an empty text. They point into
// `text`.
//
//     split("/runs/1/", '/')    "", "runs", "1", ""
std::vector<std::string_view> split(std::string_view text, char separator);

// The names and values in the query of a URL, as they are written; nothing between two '&' is no
// pair.
//
//     query_pairs("a=1&b&&c=%20")    {"a", "1"}, {"b", ""}, {"c", "%20"}
std::vector<std::pair<std::string_view, std::string_view>> query_pairs(std::string_view query);

// Without blanks, tabs and line ends on both sides.
std::string_view trimmed(std::string_view text);

// The elements of a header's list (RFC 9110, section 5.6.1): what stands between commas, trimmed;
// empty elements do not count.
std::vector<std::string_view> comma_list(std::string_view text);

}  // namespace sp::schemas
