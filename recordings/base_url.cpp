#include "base_url.h"

#include <algorithm>
#include <map>
#include <utility>

#include <fmt/format.h>

#include <sp/schemas/api.h>
#include <sp/schemas/split.h>

namespace sp::recordings {

std::string_view origin_of(std::string_view url) {
  const auto scheme_end = url.find("://");
  if (scheme_end == std::string_view::npos) return "";
  return url.substr(0, url.find_first_of("/?#", scheme_end + 3));
}

std::string_view without_slash(std::string_view base_url) {
  if (base_url.ends_with('/')) base_url.remove_suffix(1);
  return base_url;
}

namespace {

using Segments = std::vector<std::string_view>;

std::string_view without_query(std::string_view url) {
  return url.substr(0, url.find_first_of("?#"));
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

// The bases that URLs have, that of most URLs first; of several, what comes first.
template <class Base>
std::vector<Deployment> counted(const std::vector<std::string>& urls, const Base& base_of) {
  std::map<std::string_view, std::size_t> places;
  std::vector<Deployment> rows;
  for (const std::string& url : urls) {
    const std::string_view base = base_of(url);
    if (base.empty()) continue;
    const auto [place, is_new] = places.emplace(base, rows.size());
    if (is_new) rows.push_back({std::string(base), 0});
    ++rows[place->second].requests;
  }
  std::stable_sort(rows.begin(), rows.end(), [](const Deployment& a, const Deployment& b) {
    return a.requests > b.requests;
  });
  return rows;
}

}  // namespace

std::vector<Deployment> deployments_in(const std::vector<std::string>& urls) {
  return counted(urls, before_documented);
}

std::string listed(const std::vector<Deployment>& deployments) {
  constexpr std::size_t most = 10;
  std::string text;
  for (std::size_t i = 0; i < std::min(deployments.size(), most); ++i) {
    const auto& [base_url, requests] = deployments[i];
    text += fmt::format("{}{} ({} request{})", i == 0 ? "" : ", ", base_url, requests,
                        requests == 1 ? "" : "s");
  }
  if (deployments.size() > most) text += fmt::format(" and {} more", deployments.size() - most);
  return text;
}

std::string base_url_of(const std::vector<std::string>& urls) {
  for (const auto& base_of : {before_documented, up_to_base_path}) {
    if (const auto bases = counted(urls, base_of); !bases.empty()) return bases.front().base_url;
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
