// What SchemaCompiler makes of each keyword.

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>

#include "validation/schema_compiler.h"
#include "validation/wording.h"

namespace sp::schemas {
namespace {

using Place = SchemaCompiler::Place;

[[noreturn]] void refuse(const Place& place, std::string_view expected) {
  throw SchemaError(place.pointer(),
                    fmt::format("expected {}, found {}", expected, found(place.value)));
}

template <typename Rules>
Rules& rules(std::unique_ptr<Rules>& pointer) {
  if (pointer == nullptr) pointer = std::make_unique<Rules>();
  return *pointer;
}

std::string_view string_of(const Place& place) {
  if (place.value.string() == nullptr) refuse(place, "a string");
  return *place.value.string();
}

bool boolean_of(const Place& place) {
  if (place.value.boolean() == nullptr) refuse(place, "a boolean");
  return *place.value.boolean();
}

const Object& object_of(const Place& place) {
  if (place.value.object() == nullptr) refuse(place, "an object");
  return *place.value.object();
}

std::vector<std::string> distinct_strings(const Value& value, const std::string& pointer) {
  std::vector<std::string> strings;
  const auto fail = [&] {
    throw SchemaError(pointer, fmt::format("expected an array of strings without repeats, found {}",
                                           found(value)));
  };
  if (value.array() == nullptr) fail();
  for (const Value& item : *value.array()) {
    if (item.string() == nullptr || std::ranges::find(strings, *item.string()) != strings.end()) {
      fail();
    }
    strings.emplace_back(*item.string());
  }
  return strings;
}

std::unique_ptr<const RE2> regular_expression(std::string_view text, const std::string& pointer) {
  auto pattern = std::make_unique<const RE2>(text, RE2::Quiet);
  if (!pattern->ok()) {
    throw SchemaError(
        pointer, fmt::format("not a regular expression that is supported: {}", pattern->error()));
  }
  return pattern;
}

Types type_named(std::string_view name) {
  static constexpr std::array<std::pair<std::string_view, Types>, 7> types = {{
      {"null", type::null},
      {"boolean", type::boolean},
      {"integer", type::integer},
      {"number", type::number},
      {"string", type::string},
      {"array", type::array},
      {"object", type::object},
  }};
  const auto entry = std::ranges::find(types, name, &std::pair<std::string_view, Types>::first);
  return entry == types.end() ? Types{0} : entry->second;
}

Types types_of(const Place& place) {
  const Array* names = place.value.array();
  const std::span<const Value> values =
      names != nullptr ? std::span<const Value>(*names) : std::span<const Value>(&place.value, 1);
  unsigned types = 0;
  for (const Value& name : values) {
    const Types one = name.string() != nullptr ? type_named(*name.string()) : Types{0};
    if (one == 0 || (types & one) != 0) refuse(place, "the name of a type or several of them");
    types |= one;
  }
  if (types == 0) refuse(place, "the name of a type or several of them");
  return static_cast<Types>(types);
}

}  // namespace

void SchemaCompiler::accept_any(const Place&) {}
void SchemaCompiler::annotate_text(const Place& place) { string_of(place); }
void SchemaCompiler::annotate_flag(const Place& place) { boolean_of(place); }
void SchemaCompiler::annotate_object(const Place& place) { object_of(place); }
void SchemaCompiler::annotate_array(const Place& place) {
  if (place.value.array() == nullptr) refuse(place, "an array");
}

void SchemaCompiler::check_dialect(const Place& place) {
  std::string_view uri = string_of(place);
  if (uri.ends_with('#')) uri.remove_suffix(1);
  if (uri != "http://json-schema.org/draft-07/schema" &&
      uri != "https://json-schema.org/draft-07/schema") {
    refuse(place, "\"http://json-schema.org/draft-07/schema#\"");
  }
}

void SchemaCompiler::type(const Place& place) {
  if (openapi()) {
    if (place.value.string() == nullptr) refuse(place, "the name of a type");
    if (*place.value.string() == "null") refuse(place, "a type of OpenAPI 3.0");
  }
  place.node.types = static_cast<Types>(place.node.types | types_of(place));
  if (openapi() && (place.node.types & type::array) && place.schema.find("items") == nullptr) {
    throw SchemaError(place.pointer(), "an array needs \"items\" beside it");
  }
}

void SchemaCompiler::nullable(const Place& place) {
  // Without a type there is nothing that null could be added to (OpenAPI 3.0.3).
  if (boolean_of(place) && place.schema.find("type") != nullptr) {
    place.node.types = static_cast<Types>(place.node.types | type::null);
  }
}

void SchemaCompiler::enumeration(const Place& place) {
  if (place.value.array() == nullptr || place.value.array()->empty()) {
    refuse(place, "an array of at least one value");
  }
  place.node.enumeration = copy_of(*place.value.array());
}

void SchemaCompiler::constant(const Place& place) { place.node.constant = place.value; }

void SchemaCompiler::format(const Place& place) {
  const std::string_view name = string_of(place);
  if (name == "date-time") {
    place.node.format = Format::date_time;
  } else if (name == "date") {
    place.node.format = Format::date;
  } else if (openapi() && name != "int32" && name != "int64") {
    refuse(place, "one of the formats date-time, date, int32, int64");
  }
}

void SchemaCompiler::multiple_of(const Place& place) {
  if (!place.value.is_number() || !(*place.value.number() > 0)) refuse(place, "a number above 0");
  rules(place.node.numbers).multiple_of = place.value;
}

void SchemaCompiler::bound(const Place& place) {
  using Is = Bound::Is;
  const bool lower = place.keyword.ends_with("inimum");
  const bool exclusive = place.keyword.starts_with("exclusive");
  if (exclusive && openapi()) {
    boolean_of(place);  // `minimum` or `maximum` looks at it
    return;
  }
  if (!place.value.is_number()) refuse(place, "a number");
  bool strict = exclusive;
  if (openapi()) {
    const Value* flag = place.schema.find(lower ? "exclusiveMinimum" : "exclusiveMaximum");
    strict = flag != nullptr && flag->boolean() != nullptr && *flag->boolean();
  }
  const Is is =
      lower ? (strict ? Is::more_than : Is::at_least) : (strict ? Is::less_than : Is::at_most);
  rules(place.node.numbers).bounds.push_back({is, place.value, place.keyword});
}

void SchemaCompiler::size(const Place& place) {
  const auto integer = place.value.integer();
  if (!integer || *integer < 0) refuse(place, "an integer of at least 0");
  Size& size = place.keyword.ends_with("Length")  ? rules(place.node.strings).length
               : place.keyword.ends_with("Items") ? rules(place.node.arrays).items
                                                  : rules(place.node.objects).members;
  auto& end = place.keyword.starts_with("min") ? size.min : size.max;
  end = static_cast<std::uint64_t>(*integer);
}

void SchemaCompiler::pattern(const Place& place) {
  rules(place.node.strings).pattern = regular_expression(string_of(place), place.pointer());
}

void SchemaCompiler::unique_items(const Place& place) {
  rules(place.node.arrays).unique = boolean_of(place);
}

void SchemaCompiler::items(const Place& place) {
  ArrayRules& arrays = rules(place.node.arrays);
  const Array* tuple = place.value.array();
  if (tuple == nullptr) {
    arrays.rest = node_of(place.value, place.pointer());
    return;
  }
  if (openapi()) refuse(place, "a schema");
  for (std::size_t i = 0; i < tuple->size(); ++i) {
    arrays.tuple.push_back(node_of((*tuple)[i], fmt::format("{}/{}", place.pointer(), i)));
  }
}

void SchemaCompiler::additional_items(const Place& place) {
  const SchemaNode* node = node_of(place.value, place.pointer());
  const Value* items = place.schema.find("items");
  if (items != nullptr && items->array() != nullptr) rules(place.node.arrays).rest = node;
}

void SchemaCompiler::contains(const Place& place) {
  rules(place.node.arrays).contains = node_of(place.value, place.pointer());
}

void SchemaCompiler::properties(const Place& place) {
  ObjectRules& objects = rules(place.node.objects);
  for (const auto& [name, schema] : object_of(place)) {
    const SchemaNode* node = node_of(schema, place.pointer() + '/' + pointer_token(name));
    objects.properties.push_back({std::string(name), node});
    objects.known_names.emplace_back(name);
  }
  std::ranges::sort(objects.properties, [](const auto& a, const auto& b) {
    return std::pair(a.name.size(), std::string_view(a.name)) <
           std::pair(b.name.size(), std::string_view(b.name));
  });
}

void SchemaCompiler::pattern_properties(const Place& place) {
  for (const auto& [pattern, schema] : object_of(place)) {
    const std::string pointer = place.pointer() + '/' + pointer_token(pattern);
    rules(place.node.objects)
        .pattern_properties.push_back(
            {regular_expression(pattern, pointer), node_of(schema, pointer)});
  }
}

void SchemaCompiler::additional_properties(const Place& place) {
  ObjectRules& objects = rules(place.node.objects);
  const bool* all = place.value.boolean();
  if (all == nullptr || !openapi()) {
    objects.additional = node_of(place.value, place.pointer());
  } else if (!*all) {
    SchemaNode& nothing = graph_.nodes.emplace_back();
    nothing.location = place.pointer();
    nothing.refuses_all = true;
    objects.additional = &nothing;
  }
}

void SchemaCompiler::property_names(const Place& place) {
  rules(place.node.objects).names = node_of(place.value, place.pointer());
}

void SchemaCompiler::required(const Place& place) {
  ObjectRules& objects = rules(place.node.objects);
  objects.required = distinct_strings(place.value, place.pointer());
  if (openapi() && objects.required.empty()) refuse(place, "at least one name");
}

void SchemaCompiler::dependencies(const Place& place) {
  for (const auto& [name, value] : object_of(place)) {
    const std::string pointer = place.pointer() + '/' + pointer_token(name);
    ObjectRules::Dependency dependency{std::string(name), {}, nullptr};
    if (value.array() != nullptr) {
      dependency.members = distinct_strings(value, pointer);
    } else {
      dependency.node = node_of(value, pointer);
    }
    rules(place.node.objects).dependencies.push_back(std::move(dependency));
  }
}

void SchemaCompiler::combine(const Place& place) {
  Combination& combination = rules(place.node.combination);
  auto& nodes = place.keyword == "allOf"   ? combination.all_of
                : place.keyword == "anyOf" ? combination.any_of.nodes
                                           : combination.one_of.nodes;
  nodes = nodes_of(place);
}

void SchemaCompiler::apply(const Place& place) {
  Combination& combination = rules(place.node.combination);
  auto& node = place.keyword == "not"    ? combination.negated
               : place.keyword == "if"   ? combination.condition
               : place.keyword == "then" ? combination.consequence
                                         : combination.alternative;
  node = node_of(place.value, place.pointer());
  if (place.keyword != "not") return;
  const Value* description = place.schema.find("description");
  if (description && description->string()) combination.wanted = *description->string();
}

void SchemaCompiler::definitions(const Place& place) {
  for (const auto& [name, schema] : object_of(place)) {
    node_of(schema, place.pointer() + '/' + pointer_token(name));
  }
}

}  // namespace sp::schemas
