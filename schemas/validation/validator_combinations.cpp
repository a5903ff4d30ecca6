// Validator: allOf, anyOf, oneOf, not and if, and which of several alternatives a value
// that fits none of them was most likely meant to be.

#include <algorithm>
#include <limits>
#include <optional>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "validation/validator.h"

namespace sp::schemas {
namespace {

bool accepts(const SchemaNode& node, const Value& value) {
  return Validator(nullptr).check(node, value, {});
}

bool type_fits(const SchemaNode& node, const Value& value) {
  const Types types = node.resolved().types;
  return types == 0 || (types & types_of(value)) != 0;
}

// Whether the members that tell the alternatives apart do not speak against this one.
bool is_meant(const SchemaNode& alternative, const Alternatives& alternatives, const Value& value) {
  const ObjectRules* rules = alternative.resolved().objects.get();
  if (rules == nullptr || value.object() == nullptr) return true;
  return std::ranges::all_of(alternatives.discriminators, [&](const std::string& name) {
    const Value* given = value.find(name);
    if (given == nullptr) return std::ranges::find(rules->required, name) == rules->required.end();
    const auto* property = rules->property(name);
    return property == nullptr || accepts(*property->node, *given);
  });
}

// The types of all alternatives together; 0 when one of them takes any.
Types all_types(const Alternatives& alternatives) {
  unsigned types = 0;
  for (const SchemaNode* node : alternatives.nodes) {
    if (node->resolved().types == 0) return 0;
    types |= node->resolved().types;
  }
  return static_cast<Types>(types);
}

// What the alternatives fix the member `name` to, one or another.
std::vector<Value> all_choices(const Alternatives& alternatives, std::string_view name) {
  std::vector<Value> choices;
  for (const SchemaNode* alternative : alternatives.nodes) {
    const ObjectRules* rules = alternative->resolved().objects.get();
    const auto* property = rules != nullptr ? rules->property(name) : nullptr;
    if (property == nullptr) continue;
    const SchemaNode& node = property->node->resolved();
    if (node.enumeration) {
      choices.insert(choices.end(), node.enumeration->begin(), node.enumeration->end());
    } else if (node.constant) {
      choices.push_back(*node.constant);
    }
  }
  return choices;
}

// Whether any value fits.
bool accepts_all(const SchemaNode& node) {
  return !node.refuses_all && node.reference == nullptr && node.types == 0 && !node.enumeration &&
         !node.constant && node.format == Format::none && node.numbers == nullptr &&
         node.strings == nullptr && node.arrays == nullptr && node.objects == nullptr &&
         node.combination == nullptr;
}

// The members that a schema which says nothing else requires: `not` with such a schema is
// how people forbid members, and `anyOf` with several how they ask for one of them.
const std::vector<std::string>* only_requires(const SchemaNode& node) {
  const ObjectRules* rules = node.objects.get();
  const bool nothing_else = (node.types & ~type::object) == 0 && !node.enumeration &&
                            !node.constant && node.combination == nullptr;
  if (!nothing_else || rules == nullptr || rules->required.empty()) return nullptr;
  // Strict validators want a member declared where it is required.
  const auto says_nothing = [](const auto& property) { return accepts_all(*property.node); };
  const bool only = std::ranges::all_of(rules->properties, says_nothing) &&
                    rules->pattern_properties.empty() && rules->additional == nullptr &&
                    rules->names == nullptr && rules->dependencies.empty() && !rules->members.min &&
                    !rules->members.max;
  return only ? &rules->required : nullptr;
}

// The members of which the alternatives each require one, and nothing else.
std::optional<std::vector<std::string>> members_asked_for(const Alternatives& alternatives) {
  std::vector<std::string> names;
  for (const SchemaNode* node : alternatives.nodes) {
    const auto* required = only_requires(node->resolved());
    if (required == nullptr || required->size() != 1) return std::nullopt;
    names.push_back(required->front());
  }
  return names;
}

}  // namespace

bool Validator::check_combination(const SchemaNode& node, const Value& value, const Path& path) {
  const Combination& combination = *node.combination;
  bool fits = true;
  for (const SchemaNode* part : combination.all_of) {
    fits &= check(*part, value, path);
    if (done(fits)) return false;
  }
  if (!combination.any_of.nodes.empty()) fits &= check_any_of(node, value, path);
  if (done(fits)) return false;
  if (!combination.one_of.nodes.empty()) fits &= check_one_of(node, value, path);
  if (done(fits)) return false;
  if (combination.negated != nullptr) fits &= check_not(node, value, path);
  if (done(fits)) return false;
  if (combination.condition != nullptr) fits &= check_condition(node, value, path);
  return fits;
}

bool Validator::check_any_of(const SchemaNode& node, const Value& value, const Path& path) {
  const Alternatives& alternatives = node.combination->any_of;
  const auto fits = [&](const SchemaNode* one) { return accepts(*one, value); };
  if (std::ranges::any_of(alternatives.nodes, fits)) return true;
  if (const auto names = members_asked_for(alternatives); names && value.object() != nullptr) {
    return departs(
        node, "anyOf", value, path,
        [&] { return "one of the members " + sp::schemas::alternatives(*names); },
        [] { return std::string("none of them"); });
  }
  return departs_from_all(node, "anyOf", alternatives, value, path);
}

bool Validator::check_one_of(const SchemaNode& node, const Value& value, const Path& path) {
  const Alternatives& alternatives = node.combination->one_of;
  std::optional<std::size_t> first;
  for (std::size_t i = 0; i < alternatives.nodes.size(); ++i) {
    if (!accepts(*alternatives.nodes[i], value)) continue;
    if (first) {
      return departs(node, "oneOf", value, path, [&] {
        return fmt::format("a value that fits one alternative only, not {} and {} alike", *first,
                           i);
      });
    }
    first = i;
  }
  return first.has_value() || departs_from_all(node, "oneOf", alternatives, value, path);
}

bool Validator::departs_from_all(const SchemaNode& node, std::string_view keyword,
                                 const Alternatives& alternatives, const Value& value,
                                 const Path& path) {
  if (findings_ == nullptr) return false;
  std::vector<const SchemaNode*> candidates = alternatives.nodes;
  std::erase_if(candidates, [&](const SchemaNode* one) { return !type_fits(*one, value); });
  if (candidates.empty()) {
    return departs(node, keyword, value, path, [&] { return in_words(all_types(alternatives)); });
  }
  const auto meant = [&](const SchemaNode* one) { return is_meant(*one, alternatives, value); };
  if (std::ranges::any_of(candidates, meant)) {
    std::erase_if(candidates, [&](const SchemaNode* one) { return !meant(one); });
  } else if (const Object* members = value.object()) {
    for (std::size_t i = 0; i < members->size(); ++i) {
      const auto& [name, given] = (*members)[i];
      if (std::ranges::find(alternatives.discriminators, name) ==
          alternatives.discriminators.end()) {
        continue;
      }
      const std::vector<Value> choices = all_choices(alternatives, name);
      if (std::ranges::find(choices, given) != choices.end()) continue;
      return departs(node, keyword, given, {&path, i, &name}, [&] { return one_of(choices); });
    }
  }
  std::vector<Finding> best;
  for (const SchemaNode* one : candidates) {
    std::vector<Finding> findings;
    Validator(&findings).check(*one, value, path);
    if (best.empty() || findings.size() < best.size()) best = std::move(findings);
  }
  std::ranges::move(best, std::back_inserter(*findings_));
  return false;
}

bool Validator::check_not(const SchemaNode& node, const Value& value, const Path& path) {
  const SchemaNode& negated = node.combination->negated->resolved();
  if (!accepts(negated, value)) return true;
  if (!node.combination->wanted.empty()) {
    return departs(node, "not", value, path, [&] { return node.combination->wanted; });
  }
  const auto* names = only_requires(negated);
  if (names == nullptr) {
    return departs(node, "not", value, path,
                   [] { return std::string("a value that the schema under \"not\" refuses"); });
  }
  if (names->size() == 1) {
    return departs(
        node, "not", value, path, [&] { return "no " + member(names->front()); },
        [&] { return member(names->front()); });
  }
  return departs(
      node, "not", value, path,
      [&] { return fmt::format("not all of the members {}", fmt::join(*names, ", ")); },
      [] { return std::string("all of them"); });
}

bool Validator::check_condition(const SchemaNode& node, const Value& value, const Path& path) {
  const Combination& combination = *node.combination;
  const SchemaNode* next =
      accepts(*combination.condition, value) ? combination.consequence : combination.alternative;
  return next == nullptr || check(*next, value, path);
}

}  // namespace sp::schemas
