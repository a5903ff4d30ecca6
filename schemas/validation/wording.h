// What violations say: short plain English, as it reads after "expected" and "found".
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <sp/schemas/json.h>

#include "validation/schema_node.h"

namespace sp::schemas {

// "an integer or null"
std::string in_words(Types types);
// "at least 1"
std::string in_words(const Bound& bound);
// "a date-time such as 2026-06-27T12:42:03Z"
std::string_view in_words(Format format);

// "one of queued, running, pass"; the value itself when there is one only.
std::string one_of(std::span<const Value> values);

// "a, b or c"
std::string alternatives(std::span<const std::string> words);

// "1 character", "2 characters", "no characters"
std::string counted(std::uint64_t count, std::string_view noun);

// `member "run_id"`
std::string member(std::string_view name);

// A value of an instance, cut to a readable length.
std::string found(const Value& value);

}  // namespace sp::schemas
