// Warnings of routes that no request reaches.
#include <algorithm>
#include <string>
#include <string_view>

#include <fmt/format.h>

#include <sp/schemas/api.h>
#include <sp/schemas/walk.h>

#include "scenario/fields.h"
#include "scenario/operations.h"
#include "scenario/target.h"
#include "scenario/warnings.h"

namespace sp::mock {

namespace {

using schemas::Value;

// The operation that has each path of the route; null when none has.
const schemas::Operation* taker_of(const CannedRoute& route, schemas::Revision revision) {
  for (const auto& operation : schemas::Api::of(revision).operations()) {
    if (PathPattern(operation.path).covers(route.pattern)) return &operation;
  }
  return nullptr;
}

void warn_of_operation(const Value& value, const std::string& pointer, const CannedRoute& route,
                       const Settings& settings, Warnings& warnings) {
  const schemas::Operation* taker = nullptr;
  for (const schemas::Revision revision : revisions_of(settings)) {
    taker = taker_of(route, revision);
    if (!taker) return;
  }
  warnings.add_member(value, pointer, "path",
                      fmt::format("{} answers this path, so this route never does: remove it, or "
                                  "change the operation's answer with a fault",
                                  taker->id));
}

void warn_of_earlier(const Value& value, std::size_t place, const Settings& settings,
                     Warnings& warnings) {
  const CannedRoute& route = settings.routes[place];
  constexpr std::size_t most = 1000;  // no hand writes so many
  for (std::size_t i = 0; i < std::min(place, most); ++i) {
    const CannedRoute& earlier = settings.routes[i];
    if (earlier.method != route.method || !earlier.query.empty()) continue;
    if (!earlier.pattern.covers(route.pattern)) continue;
    warnings.add_member(
        value, fmt::format("/routes/{}", place), "path",
        fmt::format("/routes/{} ({}) answers all requests for this route: move this "
                    "route in front of it",
                    i, earlier.path));
    return;
  }
}

// A text such as {run_id} whose name the path does not have, anywhere in a body.
void warn_of_names(const Value& body, const std::string& pointer,
                   const std::vector<std::string>& names, Warnings& warnings) {
  schemas::for_each_value(body, pointer, [&](const Value& value, const std::string& place) {
    const std::string_view* text = value.string();
    if (!text || text->size() < 3 || !text->starts_with('{') || !text->ends_with('}')) return;
    const std::string_view name = text->substr(1, text->size() - 2);
    if (std::ranges::find(names, name) != names.end()) return;
    warnings.add(value, place,
                 fmt::format("the route's path has no {}, so the text is sent as it is: use a "
                             "name that the path has",
                             *text));
  });
}

}  // namespace

void warn_of_routes(const Value& root, const Settings& settings, Warnings& warnings) {
  const schemas::Array& routes = list_field(root, "routes");
  for (std::size_t i = 0; i < routes.size(); ++i) {
    const std::string pointer = fmt::format("/routes/{}", i);
    const CannedRoute& route = settings.routes[i];
    if (begins_with_base(route.path)) {
      warnings.add_member(routes[i], pointer, "path", std::string(base_is_left_out));
    }
    warn_of_operation(routes[i], pointer, route, settings, warnings);
    warn_of_earlier(routes[i], i, settings, warnings);
    const auto names = route.pattern.names();
    if (route.body && !names.empty()) {
      warn_of_names(*route.body, pointer + "/body", names, warnings);
    }
  }
}

}  // namespace sp::mock
