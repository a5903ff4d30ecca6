// Holds a value against a compiled schema. Nothing is allocated while the value fits;
// pointers and words are made only for what does not.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <sp/schemas/json.h>
#include <sp/schemas/schema.h>

#include "validation/schema_node.h"
#include "validation/wording.h"

namespace sp::schemas {

// A violation, with the positions that lead to its value, by which findings are brought
// into the order of the instance.
struct Finding {
  Violation violation;
  std::vector<std::size_t> position;
};

// The way from the root of the instance to a value, on the stack of the validator.
struct Path {
  const Path* parent = nullptr;
  std::size_t position = 0;                // among the items or members
  const std::string_view* name = nullptr;  // of a member; null for an item
};

class Validator {
 public:
  // Notes what it finds in `findings`; when that is null it stops at the first departure.
  explicit Validator(std::vector<Finding>* findings) : findings_(findings) {}

  // Whether the value fits.
  bool check(const SchemaNode& node, const Value& value, const Path& path);

 private:
  bool check_type(const SchemaNode& node, const Value& value, const Path& path);
  bool check_choice(const SchemaNode& node, const Value& value, const Path& path);
  bool check_format(const SchemaNode& node, const Value& value, const Path& path);
  bool check_number(const SchemaNode& node, const Value& value, const Path& path);
  bool check_string(const SchemaNode& node, const Value& value, const Path& path);

  bool check_array(const SchemaNode& node, const Value& value, const Path& path);
  bool check_items(const SchemaNode& node, const Array& array, const Path& path);
  bool check_unique(const SchemaNode& node, const Array& array, const Path& path);
  bool check_contains(const SchemaNode& node, const Value& value, const Path& path);

  bool check_object(const SchemaNode& node, const Value& value, const Path& path);
  bool check_required(const SchemaNode& node, const Value& value, const Path& path);
  bool check_member(const SchemaNode& node, const Member& member, const Path& path);
  bool check_additional(const SchemaNode& node, const Member& member, const Path& path);
  bool check_dependencies(const SchemaNode& node, const Value& value, const Path& path);

  bool check_combination(const SchemaNode& node, const Value& value, const Path& path);
  bool check_any_of(const SchemaNode& node, const Value& value, const Path& path);
  bool check_one_of(const SchemaNode& node, const Value& value, const Path& path);
  bool check_not(const SchemaNode& node, const Value& value, const Path& path);
  bool check_condition(const SchemaNode& node, const Value& value, const Path& path);
  // Notes what keeps the value from the alternative that fits best. Always false.
  bool departs_from_all(const SchemaNode& node, std::string_view keyword,
                        const Alternatives& alternatives, const Value& value, const Path& path);

  bool check_size(const SchemaNode& node, const Size& size, std::size_t count,
                  std::string_view noun, std::string_view keyword_end, const Value& value,
                  const Path& path);

  // Whether there is nothing left to find out.
  bool done(bool fits) const { return !fits && findings_ == nullptr; }

  // Notes that `value` departs from `keyword`; the words are asked for only when they are
  // wanted. Always false.
  template <typename Expected, typename Found>
  bool departs(const SchemaNode& node, std::string_view keyword, const Value& value,
               const Path& path, Expected expected, Found found) {
    if (findings_ != nullptr) note(node, keyword, value, path, expected(), found());
    return false;
  }
  // The same; what was found is the value.
  template <typename Expected>
  bool departs(const SchemaNode& node, std::string_view keyword, const Value& value,
               const Path& path, Expected expected);

  // Notes that the object has no member of that name. Always false.
  template <typename Expected>
  bool lacks(const std::string& name, const SchemaNode& node, std::string_view keyword,
             const Value& object, const Path& path, Expected expected) {
    departs(node, keyword, object, path, expected, [] { return std::string("no such member"); });
    if (findings_ != nullptr) findings_->back().violation.missing = name;
    return false;
  }

  void note(const SchemaNode& node, std::string_view keyword, const Value& value, const Path& path,
            std::string expected, std::string found);

  std::vector<Finding>* findings_;
};

// The types that a value has: 1 is an integer and a number.
Types types_of(const Value& value);

template <typename Expected>
bool Validator::departs(const SchemaNode& node, std::string_view keyword, const Value& value,
                        const Path& path, Expected expected) {
  return departs(node, keyword, value, path, expected, [&] { return found(value); });
}

}  // namespace sp::schemas
