#include "base_url.h"

#include <algorithm>
#include <map>
#include <utility>

#include <sp/schemas/api.h>
#include <sp/schemas/split.h>

namespace sp::recordings {

namespace {

using Segments = std::vector<std::string_view>;

std::string_view without_query(std::string_view url) {
  return url.substr(0, url.find_first_of("?#"));
}

std::string_view origin_of(std::string_view url) {
  const auto scheme_end = url.find("://");
  if (scheme_end == std::string_view::npos) return "";
  return url.substr(0, url.find_first_of("/?#", scheme_end + 3));
}

bool fits(const Segments& documented, std::string_view path) {
  const Segments asked = schemas::split(path, '/');
  return asked.size() == documented.size() &&
         std::equal(documented.begin(), documented.end(), asked.begin(),
                    [](std::string_view wanted, std::string_view found) {
                      return wanted.starts_with('{') ? !found.empty() : wanted == found;
                    });
}

bool is_documented(std::string_view path) {
  for (const auto revision : {schemas::Revision::published, schemas::Revision::upstream}) {
    for (const schemas::Operation& operation : schemas::Api::of(revision).operations()) {
      if (fits(schemas::split(operation.path, '/'), path)) return true;
    }
  }
  return false;
}

// What comes before a documented path; empty when the URL ends in none.
std::string_view before_documented(std::string_view url) {
  const std::string_view place = without_query(url);
  for (const std::string_view first : {"/runs/", "/samples/"}) {
    const auto begin = origin_of(url).size();
    for (auto at = place.find(first, begin); at != std::string_view::npos;
         at = place.find(first, at + 1)) {
      if (is_documented(place.substr(at))) return place.substr(0, at);
    }
  }
  return "";
}

// The URL up to the base path that the API has by default; empty when it has none.
std::string_view up_to_base_path(std::string_view url) {
  constexpr std::string_view base_path = "/api/v1";
  const std::string_view place = without_query(url);
  const auto at = place.find(base_path);
  if (at == std::string_view::npos) return "";
  const std::string_view rest = place.substr(at + base_path.size());
  return rest.empty() || rest.front() == '/' ? place.substr(0, at + base_path.size()) : "";
}

// What most URLs have; of several, what comes first. Empty when none has any.
template <class Base>
std::string_view most_common(const std::vector<std::string>& urls, const Base& base_of) {
  std::map<std::string_view, std::size_t> counts;
  for (const std::string& url : urls) ++counts[base_of(url)];
  std::string_view best;
  for (const std::string& url : urls) {
    const std::string_view base = base_of(url);
    if (!base.empty() && (best.empty() || counts[base] > counts[best])) best = base;
  }
  return best;
}

}  // namespace

std::string base_url_of(const std::vector<std::string>& urls) {
  for (const auto& base_of : {before_documented, up_to_base_path}) {
    if (const auto base = most_common(urls, base_of); !base.empty()) return std::string(base);
  }
  for (const std::string& url : urls) {
    if (const auto origin = origin_of(url); !origin.empty()) return std::string(origin);
  }
  return "";
}

std::optional<std::string> path_below(std::string_view base_url, std::string_view url) {
  if (!url.starts_with(base_url)) return std::nullopt;
  std::string_view path = url.substr(base_url.size());
  path = path.substr(0, path.find('#'));
  if (!path.empty() && path.front() != '/' && path.front() != '?') return std::nullopt;
  return std::string(path);
}

}  // namespace sp::recordings
