#include <set>
#include <stdexcept>

#include <fmt/ranges.h>

#include <sp/mock/recorded_request.h>
#include <sp/schemas/api.h>

#include "service/journal_filter.h"

namespace sp::mock {

namespace {

constexpr schemas::Revision revisions[] = {schemas::Revision::published,
                                           schemas::Revision::upstream};

}  // namespace

void require_known(const std::string& operation, const std::vector<std::string>& parameters) {
  if (!operation.empty()) require_operation(operation);
  std::set<std::string> known;
  for (const schemas::Revision revision : revisions) {
    const schemas::Operation* const there = schemas::Api::of(revision).find(operation);
    if (!there) continue;
    for (const schemas::Parameter& parameter : there->parameters) known.insert(parameter.name);
  }
  for (const std::string& name : parameters) {
    if (known.contains(name)) continue;
    throw std::invalid_argument(
        fmt::format("{}: expected one of {}, found {}", operation, fmt::join(known, ", "), name));
  }
}

}  // namespace sp::mock
