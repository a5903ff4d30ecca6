#include "service/platform_router.h"

#include <algorithm>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include <sp/schemas/split.h>

#include "scenario/target.h"
#include "service/router.h"

namespace sp::mock {

namespace {

// `target` is path and query, as sent.
std::string with_single_slashes(std::string_view target) {
  const std::string_view path = target.substr(0, target.find('?'));
  std::string merged;
  for (const char c : path) {
    if (c != '/' || !merged.ends_with('/')) merged += c;
  }
  return merged.append(target.substr(path.size()));
}

// The methods of a path; empty when the platform does not have it. Beside those of the contract it
// has what is left of them where an id is empty: /samples//history becomes the path of a sample.
std::string methods_of(const Target& target, schemas::Revision revision) {
  const auto& segments = target.segments;
  constexpr std::size_t base = 2;
  if (segments.size() < base || segments[0] != "api" || segments[1] != "v1") return {};
  if (Router::of(revision).match({segments.begin() + base, segments.end()}, 0).operation) {
    return "GET, HEAD, OPTIONS";
  }
  if (segments.size() != base + 2 || segments[base + 1].empty()) return {};
  if (segments[base] == "runs") return "GET, HEAD, OPTIONS";
  return segments[base] == "samples" ? "GET, HEAD, OPTIONS, PATCH, DELETE" : "";
}

bool has_method(const std::string& methods, const std::string& method) {
  const auto names = schemas::comma_list(methods);
  return std::find(names.begin(), names.end(), method) != names.end();
}

}  // namespace

std::optional<Detour> detour_of(const Request& request, schemas::Revision revision) {
  const auto sent = std::string_view(request.target).substr(0, request.target.find('#'));
  const std::string_view path = sent.substr(0, sent.find('?'));
  if (!path.starts_with('/') || path.find("//") == std::string_view::npos) return std::nullopt;
  const std::string merged = with_single_slashes(sent);
  const std::string methods = methods_of(Target::parse(merged), revision);
  if (!has_method(methods, request.method)) return Detour{.allow = methods};
  const std::string* host = request.header("Host");
  return Detour{.location = fmt::format("http://{}{}", host ? *host : "localhost", merged),
                .allow = methods};
}

}  // namespace sp::mock
