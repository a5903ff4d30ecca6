// Which URLs of a recording are those of the API.
#pragma once

#include <cstddef>
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

// A deployment of the API that a recording has requests to.
struct Deployment {
  std::string base_url;
  std::size_t requests = 0;  // of documented paths
};

// All of them; that with most requests first, of several the one that comes first.
std::vector<Deployment> deployments_in(const std::vector<std::string>& urls);

// "https://a/api/v1 (12 requests), https://b/api/v1 (1 request)"; at most ten of them.
std::string listed(const std::vector<Deployment>& deployments);

// The scheme and the authority of a URL; empty when it has none.
std::string_view origin_of(std::string_view url);

// A base URL as people write it, without a '/' at its end.
std::string_view without_slash(std::string_view base_url);

// What stands behind the base URL, without a fragment; nothing for a URL of something else.
std::optional<std::string> path_below(std::string_view base_url, std::string_view url);

}  // namespace sp::recordings
