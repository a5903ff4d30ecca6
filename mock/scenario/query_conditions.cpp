#include "scenario/query_conditions.h"

#include <algorithm>
#include <variant>

#include "scenario/fields.h"

namespace sp::mock {

namespace {

QueryCondition condition_from(const schemas::Value& value) {
  if (value.is_null()) return Absent{};
  if (value.boolean()) return AnyValue{};
  return text_of(value);
}

bool fits(const QueryCondition& condition, const std::string* value) {
  if (std::holds_alternative<Absent>(condition)) return !value;
  if (std::holds_alternative<AnyValue>(condition)) return value != nullptr;
  return value && *value == std::get<std::string>(condition);
}

}  // namespace

QueryConditions query_conditions_of(const schemas::Value& object) {
  QueryConditions conditions;
  for (const auto& [name, condition] : members_field(object, "query")) {
    conditions[std::string(name)] = condition_from(condition);
  }
  return conditions;
}

bool fits(const QueryConditions& conditions,
          const std::vector<std::pair<std::string, std::string>>& query) {
  return std::ranges::all_of(conditions, [&](const auto& condition) {
    const auto given =
        std::ranges::find(query, condition.first, &std::pair<std::string, std::string>::first);
    return fits(condition.second, given == query.end() ? nullptr : &given->second);
  });
}

}  // namespace sp::mock
