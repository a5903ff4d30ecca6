// Which URLs of a recording are those of the API.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sp::recordings {

// The base URL that most documented requests have, so that another API in the file, whose paths
// may hold /api/v1 as well, does not count. Where no request is documented, what most URLs have
// up to /api/v1, or else the first URL's origin.
//
//     https://errors.example/api/v1/envelope/    no documented path
//     https://h/ccx/api/v1/runs/1/summary        https://h/ccx/api/v1
std::string base_url_of(const std::vector<std::string>& urls);

// What stands behind the base URL, without a fragment; nothing for a URL of something else.
std::optional<std::string> path_below(std::string_view base_url, std::string_view url);

}  // namespace sp::recordings
