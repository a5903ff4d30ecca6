#include "session/request_line.h"

#include <string>
#include <vector>

#include <sp/schemas/number.h>

namespace sp::contract {

namespace {

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  while (!text.empty()) {
    const auto end = text.find(separator);
    parts.push_back(text.substr(0, end));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return parts;
}

bool is_placeholder(std::string_view segment) {
  return segment.size() > 2 && segment.front() == '{' && segment.back() == '}';
}

// A "+" in a path is one; in a query it is a blank.
std::string percent_decoded_in_path(std::string_view segment) {
  std::string kept;
  for (const char c : segment) kept += c == '+' ? "%2B" : std::string(1, c);
  return percent_decoded(kept);
}

}  // namespace

const schemas::Operation* operation_at(std::string_view path, const schemas::Api& api) {
  const std::string_view place = path.substr(0, path.find('?'));
  if (place.ends_with('/')) return nullptr;  // no documented path does
  const auto asked = split(place, '/');
  for (const schemas::Operation& operation : api.operations()) {
    const auto documented = split(operation.path, '/');
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
  const auto asked = split(path.substr(0, question), '/');
  const auto documented = split(operation.path, '/');
  for (std::size_t i = 0; i < documented.size() && i < asked.size(); ++i) {
    if (!is_placeholder(documented[i])) continue;
    values.emplace_back(documented[i].substr(1, documented[i].size() - 2),
                        percent_decoded_in_path(asked[i]));
  }
  if (question == std::string_view::npos) return values;
  for (const std::string_view pair : split(path.substr(question + 1), '&')) {
    const auto equals = pair.find('=');
    values.emplace_back(
        percent_decoded(pair.substr(0, equals)),
        equals == std::string_view::npos ? "" : percent_decoded(pair.substr(equals + 1)));
  }
  return values;
}

bool fits(const std::string& value, const schemas::Parameter& parameter) {
  if (!parameter.integer) return parameter.schema.accepts(schemas::Value(value, 0));
  const auto number = schemas::number_in(value);
  return number && parameter.schema.accepts(schemas::Value(*number, 0));
}

}  // namespace sp::contract
