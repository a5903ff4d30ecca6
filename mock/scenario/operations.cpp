#include "scenario/operations.h"

#include <algorithm>

namespace sp::mock {

using schemas::Parameter;

std::vector<schemas::Revision> revisions_of(const Settings& settings) {
  if (settings.revision) return {*settings.revision};
  return {schemas::Revision::published, schemas::Revision::upstream};
}

std::vector<const schemas::Operation*> operations_of(const Settings& settings) {
  std::vector<const schemas::Operation*> operations;
  for (const schemas::Revision revision : revisions_of(settings)) {
    for (const auto& operation : schemas::Api::of(revision).operations()) {
      operations.push_back(&operation);
    }
  }
  return operations;
}

bool has_id(const schemas::Operation& operation, std::string_view name) {
  return operation.parameter(name) ||
         (name == "regression_id" && operation.parameter("regression_test_id"));
}

bool has_query(const schemas::Operation& operation, std::string_view name) {
  const Parameter* parameter = operation.parameter(name);
  return (parameter && parameter->in == Parameter::In::query) ||
         std::ranges::find(operation.refused_query, name) != operation.refused_query.end();
}

bool has_in_path(const schemas::Operation& operation, std::string_view name) {
  const Parameter* parameter = operation.parameter(name);
  return parameter && parameter->in == Parameter::In::path;
}

}  // namespace sp::mock
