#include "service/router.h"

#include "scenario/target.h"

namespace sp::mock {

namespace {

bool is_parameter(std::string_view segment) { return segment.starts_with('{'); }

}  // namespace

Router::Router(const schemas::Api& api) {
  for (const schemas::Operation& operation : api.operations()) {
    routes_.push_back({&operation, Target::parse(operation.path).segments});
  }
}

const Router& Router::of(schemas::Revision revision) {
  if (revision == schemas::Revision::published) {
    static const Router published(schemas::Api::of(schemas::Revision::published));
    return published;
  }
  static const Router upstream(schemas::Api::of(schemas::Revision::upstream));
  return upstream;
}

Router::Match Router::match(const std::vector<std::string>& segments, std::size_t first) const {
  for (const Route& route : routes_) {
    if (segments.size() - first != route.segments.size()) continue;
    bool fits = true;
    for (std::size_t i = 0; fits && i < route.segments.size(); ++i) {
      fits = is_parameter(route.segments[i]) || route.segments[i] == segments[first + i];
    }
    if (!fits) continue;
    Match match{route.operation, {}};
    for (std::size_t i = 0; i < route.segments.size(); ++i) {
      const std::string_view name = route.segments[i];
      if (!is_parameter(name)) continue;
      match.parameters.emplace_back(name.substr(1, name.size() - 2), segments[first + i]);
    }
    return match;
  }
  return {};
}

}  // namespace sp::mock
