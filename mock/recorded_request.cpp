#include <set>
#include <stdexcept>

#include <fmt/ranges.h>

#include <sp/mock/recorded_request.h>
#include <sp/schemas/api.h>

namespace sp::mock {

namespace {

constexpr schemas::Revision revisions[] = {schemas::Revision::published,
                                           schemas::Revision::upstream};

std::string known_operations() {
  std::string ids;
  for (const schemas::Operation& operation : schemas::Api::of(revisions[0]).operations()) {
    ids += (ids.empty() ? "" : ", ") + operation.id;
  }
  return ids;
}

}  // namespace

void require_known(const std::string& operation, const std::vector<std::string>& parameters) {
  std::set<std::string> known;
  bool found = operation.empty();
  for (const schemas::Revision revision : revisions) {
    const schemas::Operation* const there = schemas::Api::of(revision).find(operation);
    if (!there) continue;
    found = true;
    for (const schemas::Parameter& parameter : there->parameters) known.insert(parameter.name);
  }
  if (!found) {
    throw std::invalid_argument(
        fmt::format("operation: expected one of {}, found {}", known_operations(), operation));
  }
  for (const std::string& name : parameters) {
    if (known.contains(name)) continue;
    throw std::invalid_argument(
        fmt::format("{}: expected one of {}, found {}", operation, fmt::join(known, ", "), name));
  }
}

}  // namespace sp::mock
