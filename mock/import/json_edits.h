// What has to be done to one JSON value to get another one.
//
//     {"a": 1, "b": [1, 2, 3]}  to  {"a": 2, "b": [1, 3]}      replace /a, remove /b/1
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <sp/schemas/json.h>

namespace sp::mock {

struct JsonEdit {
  enum class Op { add, remove, replace };

  Op op;
  std::vector<std::string> steps;        // of the place, from the root; not escaped
  bool in_array = false;                 // whether one of the steps is an index
  const schemas::Value* from = nullptr;  // null if it is added
  const schemas::Value* to = nullptr;    // null if it is removed

  std::string pointer() const;
};

// In an order in which they can be applied. The order of members does not count, but the way in
// which a number is written does, and so do repeated members. None if the values are the same. The
// edits point into both values.
std::vector<JsonEdit> edits_between(const schemas::Value& from, const schemas::Value& to);

// The edits as a JSON Patch (RFC 6902).
schemas::Value json_patch(const std::vector<JsonEdit>& edits);

// The edits as a JSON Merge Patch (RFC 7386). Nothing where that cannot say them: it can neither
// change an item of an array, nor set a member to null, nor replace the root.
std::optional<schemas::Value> merge_patch(const std::vector<JsonEdit>& edits);

}  // namespace sp::mock
