// A compiled schema: nodes that point at one another, one for each schema object in use.
// SchemaCompiler makes it, Validator walks it; it never changes in between.
#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <re2/re2.h>

#include <sp/schemas/json.h>

namespace sp::schemas {

struct SchemaNode;

// The types of JSON Schema, as bits of a set.
using Types = std::uint8_t;
namespace type {
constexpr Types null = 1, boolean = 2, integer = 4, number = 8, string = 16, array = 32,
                object = 64;
}

// The formats that are asserted; others are annotations, such as int32 and int64: they tell who
// writes a client what to read a number into.
enum class Format { none, date_time, date };

// One end of a range of numbers.
struct Bound {
  enum class Is { at_least, more_than, at_most, less_than };
  Is is;
  Value limit;
  std::string_view keyword;
};

struct Size {
  std::optional<std::uint64_t> min, max;
};

struct NumberRules {
  std::vector<Bound> bounds;
  std::optional<Value> multiple_of;
};

struct StringRules {
  Size length;  // in code points
  std::unique_ptr<const RE2> pattern;
};

struct ArrayRules {
  Size items;
  bool unique = false;
  std::vector<const SchemaNode*> tuple;  // of the first items, each its own
  const SchemaNode* rest = nullptr;      // of all items after those
  const SchemaNode* contains = nullptr;
};

struct ObjectRules {
  struct Property {
    std::string name;
    const SchemaNode* node;
  };
  struct PatternProperty {
    std::unique_ptr<const RE2> pattern;
    const SchemaNode* node;
  };
  struct Dependency {
    std::string name;
    std::vector<std::string> members;  // that must stand beside it
    const SchemaNode* node;            // or a schema for the whole object; else null
  };
  Size members;
  std::vector<std::string> required;
  std::vector<Property> properties;      // by length of the name, then by name
  std::vector<std::string> known_names;  // in the order of the schema, for messages
  std::vector<PatternProperty> pattern_properties;
  const SchemaNode* additional = nullptr;
  const SchemaNode* names = nullptr;
  std::vector<Dependency> dependencies;

  // Null when no property has that name.
  const Property* property(std::string_view name) const;
};

// The schemas of an anyOf or a oneOf.
struct Alternatives {
  std::vector<const SchemaNode*> nodes;
  // Members whose value tells which alternative is meant: at least two alternatives fix it,
  // and no two of them to the same value.
  std::vector<std::string> discriminators;
};

struct Combination {
  std::vector<const SchemaNode*> all_of;
  Alternatives any_of;
  Alternatives one_of;
  const SchemaNode* negated = nullptr;
  std::string wanted;  // beside `not`: the description, which says what is not refused
  const SchemaNode* condition = nullptr;
  const SchemaNode* consequence = nullptr;  // then
  const SchemaNode* alternative = nullptr;  // else
};

struct SchemaNode {
  std::string location;  // JSON pointer from the root of the document

  bool refuses_all = false;               // the schema `false`
  const SchemaNode* reference = nullptr;  // the schema at the end of $ref; then nothing else is set

  Types types = 0;  // the accepted ones; 0 for any
  std::optional<std::vector<Value>> enumeration;
  std::optional<Value> constant;
  Format format = Format::none;
  std::unique_ptr<NumberRules> numbers;
  std::unique_ptr<StringRules> strings;
  std::unique_ptr<ArrayRules> arrays;
  std::unique_ptr<ObjectRules> objects;
  std::unique_ptr<Combination> combination;

  const SchemaNode& resolved() const { return reference != nullptr ? *reference : *this; }
};

struct SchemaGraph {
  std::deque<SchemaNode> nodes;
  const SchemaNode* root = nullptr;
};

}  // namespace sp::schemas
