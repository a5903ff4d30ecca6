// A JSON value and all that is in it.
#pragma once

#include <cstddef>
#include <string>

#include <sp/schemas/json.h>
#include <sp/schemas/pointer.h>

namespace sp::schemas {

// Calls `visit` with the value, whose pointer is given, and with every value in it and its pointer,
// in the order of the text.
//
//     for_each_value(root, "", [](const Value& value, const std::string& pointer) { … });
template <class Visit>
void for_each_value(const Value& value, const std::string& pointer, const Visit& visit) {
  visit(value, pointer);
  if (const Object* object = value.object()) {
    for (const Member& member : *object) {
      for_each_value(member.value, pointer + "/" + pointer_token(member.name), visit);
    }
  } else if (const Array* array = value.array()) {
    for (std::size_t i = 0; i < array->size(); ++i) {
      for_each_value((*array)[i], pointer + "/" + std::to_string(i), visit);
    }
  }
}

}  // namespace sp::schemas
