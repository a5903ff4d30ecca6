#include "session/request_line.h"

#include <string>

#include <sp/schemas/number.h>
#include <sp/schemas/percent.h>
#include <sp/schemas/split.h>

namespace sp::contract {

namespace {

bool is_placeholder(std::string_view segment) {
  return segment.size() > 2 && segment.front() == '{' && segment.back() == '}';
}

}  // namespace

const schemas::Operation* operation_at(std::string_view path, const schemas::Api& api) {
  const std::string_view place = without_query(path);
  if (place.ends_with('/')) return nullptr;  // no documented path does
  const auto asked = schemas::split(place, '/');
  for (const schemas::Operation& operation : api.operations()) {
    const auto documented = schemas::split(operation.path, '/');
    bool same = documented.size() == asked.size();
    for (std::size_t i = 0; same && i < asked.size(); ++i) {
      same = is_placeholder(documented[i]) || documented[i] == asked[i];
    }
    if (same) return &operation;
  }
  return nullptr;
}

Values values_in(std::string_view path, const schemas::Operation& operation) {
  Values values;
  const auto question = path.find('?');
  const auto asked = schemas::split(path.substr(0, question), '/');
  const auto documented = schemas::split(operation.path, '/');
  for (std::size_t i = 0; i < documented.size() && i < asked.size(); ++i) {
    if (!is_placeholder(documented[i])) continue;
    values.emplace_back(documented[i].substr(1, documented[i].size() - 2),
                        schemas::percent_decoded(asked[i]));
  }
  if (question == std::string_view::npos) return values;
  for (const auto& [name, value] : schemas::query_pairs(path.substr(question + 1))) {
    values.emplace_back(schemas::percent_decoded(name, schemas::Plus::blank),
                        schemas::percent_decoded(value, schemas::Plus::blank));
  }
  return values;
}

bool fits(const std::string& value, const schemas::Parameter& parameter) {
  if (!parameter.integer) return parameter.schema.accepts(schemas::Value(value, 0));
  const auto number = schemas::number_in(value);
  return number && parameter.schema.accepts(schemas::Value(*number, 0));
}

}  // namespace sp::contract
