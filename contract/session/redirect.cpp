#include "session/redirect.h"

#include <optional>
#include <string_view>

#include <fmt/format.h>

#include <sp/schemas/ascii.h>

#include "exchange/excerpt.h"
#include "session/curl_handles.h"

namespace sp::contract {

namespace {

constexpr std::size_t most_shown = 200;  // bytes of a Location

struct Place {
  std::string url;
  std::string scheme;
  std::string host;  // in lower case
};

// Where a Location leads, which may be relative; nothing when it is no URL.
std::optional<Place> place_of(const std::string& asked, const std::string& location) {
  const Url url = new_url();
  for (const std::string& text : {asked, location}) {
    const CURLUcode result = curl_url_set(url.get(), CURLUPART_URL, text.c_str(), CURLU_PATH_AS_IS);
    if (result != CURLUE_OK) return std::nullopt;
  }
  return Place{part_of(url, CURLUPART_URL), part_of(url, CURLUPART_SCHEME),
               schemas::lower_case(part_of(url, CURLUPART_HOST))};
}

// The base URL that the redirect amounts to: where it leads, without what was asked for.
std::string base_of(std::string url, const std::string& path) {
  if (url.ends_with(path)) url.resize(url.size() - path.size());
  return url;
}

}  // namespace

bool is_redirect(const Response& response) {
  return response.status >= 300 && response.status <= 399 && response.status != 304;
}

std::string redirect_problem(const std::string& base_url, const Exchange& opening) {
  const int status = opening.response->status;
  const auto locations = opening.response->header("Location");
  if (locations.empty()) {
    return fmt::format(
        "{} answers the first request with a redirect to nowhere (status {}, no Location). Check "
        "--base-url.",
        base_url, status);
  }
  const std::string& path = opening.request.path;
  const auto from = place_of(base_url, base_url);
  const auto to = place_of(base_url + path, locations.front());
  if (from && to && from->scheme == "http" && to->scheme == "https" && from->host == to->host) {
    return fmt::format(
        "{} redirects to https (status {}): name it with --base-url {}. The token was sent once, "
        "without encryption.",
        base_url, status, excerpt(base_of(to->url, path), most_shown));
  }
  return fmt::format(
      "{} redirects the first request to {} (status {}). Redirects are not followed, so that the "
      "token stays here: name the address of the API itself with --base-url.",
      base_url, excerpt(to ? base_of(to->url, path) : locations.front(), most_shown), status);
}

}  // namespace sp::contract
