// Functions that read the members of a scenario's objects. For a member that is absent, null or of
// another type they return nullopt, false or an empty list.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <sp/schemas/date_time.h>
#include <sp/schemas/json.h>

namespace sp::mock {

inline std::optional<std::string> text_field(const schemas::Value& object, std::string_view name) {
  const schemas::Value* value = object.find(name);
  const std::string_view* text = value ? value->string() : nullptr;
  return text ? std::optional<std::string>(*text) : std::nullopt;
}

inline std::optional<std::int32_t> integer_of(const schemas::Value* value) {
  const auto number = value ? value->integer() : std::nullopt;
  if (!number || *number < std::numeric_limits<std::int32_t>::min() ||
      *number > std::numeric_limits<std::int32_t>::max()) {
    return std::nullopt;
  }
  return static_cast<std::int32_t>(*number);
}

inline std::optional<std::int32_t> integer_field(const schemas::Value& object,
                                                 std::string_view name) {
  return integer_of(object.find(name));
}

inline bool flag_field(const schemas::Value& object, std::string_view name) {
  const schemas::Value* value = object.find(name);
  const bool* flag = value ? value->boolean() : nullptr;
  return flag && *flag;
}

inline std::optional<schemas::Instant> instant_field(const schemas::Value& object,
                                                     std::string_view name) {
  const auto text = text_field(object, name);
  return text ? schemas::parse_date_time(*text) : std::nullopt;
}

inline const schemas::Array& list_field(const schemas::Value& object, std::string_view name) {
  static const schemas::Array none;
  const schemas::Value* value = object.find(name);
  const schemas::Array* list = value ? value->array() : nullptr;
  return list ? *list : none;
}

inline const schemas::Object& members_field(const schemas::Value& object, std::string_view name) {
  static const schemas::Object none;
  const schemas::Value* value = object.find(name);
  const schemas::Object* members = value ? value->object() : nullptr;
  return members ? *members : none;
}

// The texts in a list, or the one text if the value is not a list.
inline std::vector<std::string> texts_of(const schemas::Value& value) {
  if (const std::string_view* text = value.string()) return {std::string(*text)};
  std::vector<std::string> texts;
  if (!value.array()) return texts;
  for (const schemas::Value& item : *value.array()) {
    if (const std::string_view* text = item.string()) texts.emplace_back(*text);
  }
  return texts;
}

inline std::vector<std::string> texts_field(const schemas::Value& object, std::string_view name) {
  const schemas::Value* value = object.find(name);
  return value && value->array() ? texts_of(*value) : std::vector<std::string>();
}

}  // namespace sp::mock
