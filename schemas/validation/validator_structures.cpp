// Validator: the keywords of arrays and objects.

#include <algorithm>
#include <functional>
#include <unordered_map>

#include <fmt/format.h>

#include "validation/validator.h"

namespace sp::schemas {
namespace {

// Equal values have equal hashes; 1 and 1.0 are equal, and so are objects whose members
// stand in another order.
std::size_t hash(const Value& value) {
  const auto mix = [](std::size_t seed, std::size_t more) {
    return seed ^ (more + 0x9E3779B97F4A7C15u + (seed << 6) + (seed >> 2));
  };
  if (value.is_number()) return std::hash<double>()(*value.number() + 0.0);
  if (const std::string_view* string = value.string())
    return std::hash<std::string_view>()(*string);
  std::size_t result = static_cast<std::size_t>(value.kind());
  if (const bool* boolean = value.boolean()) return mix(result, *boolean);
  if (const Array* array = value.array()) {
    for (const Value& item : *array) result = mix(result, hash(item));
  }
  if (const Object* object = value.object()) {
    for (const Member& m : *object) {
      result += mix(std::hash<std::string_view>()(m.name), hash(m.value));
    }
  }
  return result;
}

// Calls `repeated(first, later)` with the indexes of each item that equals an earlier one,
// until that says to stop.
template <typename Repeated>
void find_repeats(const Array& array, Repeated repeated) {
  constexpr std::size_t few = 16;  // to compare each with each
  if (array.size() <= few) {
    for (std::size_t later = 1; later < array.size(); ++later) {
      const auto end = array.begin() + static_cast<std::ptrdiff_t>(later);
      const auto first = std::find(array.begin(), end, array[later]);
      const auto index = static_cast<std::size_t>(first - array.begin());
      if (first != end && !repeated(index, later)) return;
    }
    return;
  }
  std::unordered_multimap<std::size_t, std::size_t> indexes;
  for (std::size_t later = 0; later < array.size(); ++later) {
    const std::size_t key = hash(array[later]);
    const auto [begin, end] = indexes.equal_range(key);
    const auto first =
        std::find_if(begin, end, [&](const auto& e) { return array[e.second] == array[later]; });
    if (first == end) {
      indexes.emplace(key, later);
    } else if (!repeated(first->second, later)) {
      return;
    }
  }
}

}  // namespace

const ObjectRules::Property* ObjectRules::property(std::string_view name) const {
  const auto before = [](const Property& a, std::string_view b) {
    return a.name.size() != b.size() ? a.name.size() < b.size() : a.name < b;
  };
  const auto place = std::lower_bound(properties.begin(), properties.end(), name, before);
  return place != properties.end() && place->name == name ? &*place : nullptr;
}

bool Validator::check_array(const SchemaNode& node, const Value& value, const Path& path) {
  const Array& array = *value.array();
  const ArrayRules& rules = *node.arrays;
  bool fits = check_size(node, rules.items, array.size(), "item", "Items", value, path);
  if (done(fits)) return false;
  if (rules.contains != nullptr) fits &= check_contains(node, value, path);
  if (done(fits)) return false;
  fits &= check_items(node, array, path);
  if (done(fits)) return false;
  if (rules.unique) fits &= check_unique(node, array, path);
  return fits;
}

bool Validator::check_items(const SchemaNode& node, const Array& array, const Path& path) {
  const ArrayRules& rules = *node.arrays;
  bool fits = true;
  for (std::size_t i = 0; i < array.size() && !done(fits); ++i) {
    const SchemaNode* item = i < rules.tuple.size() ? rules.tuple[i] : rules.rest;
    if (item == nullptr) break;
    fits &= check(*item, array[i], {&path, i});
  }
  return fits;
}

bool Validator::check_unique(const SchemaNode& node, const Array& array, const Path& path) {
  bool fits = true;
  find_repeats(array, [&](std::size_t first, std::size_t later) {
    fits = departs(
        node, "uniqueItems", array[later], {&path, later},
        [] { return std::string("items without repeats"); },
        [&] { return fmt::format("{}, as in item {}", found(array[later]), first); });
    return !done(fits);
  });
  return fits;
}

bool Validator::check_contains(const SchemaNode& node, const Value& value, const Path& path) {
  const SchemaNode& wanted = *node.arrays->contains;
  const auto fits = [&](const Value& item) { return Validator(nullptr).check(wanted, item, {}); };
  if (std::ranges::any_of(*value.array(), fits)) return true;
  return departs(node, "contains", value, path,
                 [] { return std::string("at least one item that fits"); });
}

bool Validator::check_object(const SchemaNode& node, const Value& value, const Path& path) {
  const Object& members = *value.object();
  const ObjectRules& rules = *node.objects;
  bool fits = check_size(node, rules.members, members.size(), "member", "Properties", value, path);
  if (done(fits)) return false;
  fits &= check_required(node, value, path);
  if (done(fits)) return false;
  for (std::size_t i = 0; i < members.size() && !done(fits); ++i) {
    fits &= check_member(node, members[i], {&path, i, &members[i].name});
  }
  if (done(fits) || rules.dependencies.empty()) return fits;
  return check_dependencies(node, value, path) && fits;
}

bool Validator::check_required(const SchemaNode& node, const Value& value, const Path& path) {
  bool fits = true;
  for (const std::string& name : node.objects->required) {
    if (value.find(name) != nullptr) continue;
    fits = lacks(name, node, "required", value, path, [&] { return member(name); });
    if (done(fits)) break;
  }
  return fits;
}

bool Validator::check_member(const SchemaNode& node, const Member& m, const Path& path) {
  const ObjectRules& rules = *node.objects;
  bool fits = true;
  if (rules.names != nullptr) fits = check(*rules.names, Value(m.name, m.value.line()), path);
  bool known = false;
  if (const auto* property = rules.property(m.name)) {
    known = true;
    fits &= check(*property->node, m.value, path);
  }
  for (const auto& [pattern, schema] : rules.pattern_properties) {
    if (done(fits)) return false;
    if (!RE2::PartialMatch(m.name, *pattern)) continue;
    known = true;
    fits &= check(*schema, m.value, path);
  }
  if (!known && rules.additional != nullptr) fits &= check_additional(node, m, path);
  return fits;
}

bool Validator::check_additional(const SchemaNode& node, const Member& m, const Path& path) {
  const ObjectRules& rules = *node.objects;
  if (!rules.additional->resolved().refuses_all) return check(*rules.additional, m.value, path);
  const auto expected = [&] {
    std::vector<std::string> names = rules.known_names;
    for (const auto& property : rules.pattern_properties) {
      names.push_back("a name that matches " + property.pattern->pattern());
    }
    if (names.empty()) return std::string("no members");
    return fmt::format("{} {}", names.size() == 1 ? "only the member" : "one of the members",
                       alternatives(names));
  };
  return departs(node, "additionalProperties", m.value, path, expected,
                 [&] { return member(m.name); });
}

bool Validator::check_dependencies(const SchemaNode& node, const Value& value, const Path& path) {
  bool fits = true;
  for (const auto& [name, members, schema] : node.objects->dependencies) {
    if (value.find(name) == nullptr) continue;
    if (schema != nullptr) fits &= check(*schema, value, path);
    for (const std::string& needed : members) {
      if (value.find(needed) != nullptr) continue;
      fits = lacks(
          needed, node, "dependencies/" + pointer_token(name), value, path,
          [&, &given = name] { return fmt::format("{} beside \"{}\"", member(needed), given); });
    }
    if (done(fits)) break;
  }
  return fits;
}

}  // namespace sp::schemas
