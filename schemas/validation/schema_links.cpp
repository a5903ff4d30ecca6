// The last step of compiling: what needs all nodes of the graph.

#include <algorithm>
#include <unordered_map>

#include <fmt/format.h>

#include "validation/schema_compiler.h"

namespace sp::schemas {
namespace {

// The schemas that a node applies to the very value it is applied to.
std::vector<const SchemaNode*> applied_in_place(const SchemaNode& node) {
  if (node.reference != nullptr) return {node.reference};
  std::vector<const SchemaNode*> nodes;
  if (node.combination != nullptr) {
    const Combination& c = *node.combination;
    for (const auto* list : {&c.all_of, &c.any_of.nodes, &c.one_of.nodes}) {
      nodes.insert(nodes.end(), list->begin(), list->end());
    }
    for (const SchemaNode* one : {c.negated, c.condition, c.consequence, c.alternative}) {
      if (one != nullptr) nodes.push_back(one);
    }
  }
  if (node.objects != nullptr) {
    for (const auto& dependency : node.objects->dependencies) {
      if (dependency.node != nullptr) nodes.push_back(dependency.node);
    }
  }
  return nodes;
}

// A schema that comes back to itself without going into the value would never end.
class EndlessLoops {
 public:
  void refuse_from(const SchemaNode& node) {
    const auto [entry, is_new] = states_.try_emplace(&node, State::open);
    if (!is_new) {
      if (entry->second == State::done) return;
      throw SchemaError(node.location,
                        "this schema applies itself to the same value again and "
                        "again, without an end");
    }
    for (const SchemaNode* next : applied_in_place(node)) refuse_from(*next);
    states_[&node] = State::done;
  }

 private:
  enum class State { open, done };
  std::unordered_map<const SchemaNode*, State> states_;
};

// What a node fixes a member to; null when it does not.
const std::vector<Value>* fixed_values(const SchemaNode& alternative, std::string_view name,
                                       std::vector<Value>& room) {
  const ObjectRules* objects = alternative.resolved().objects.get();
  const auto* property = objects != nullptr ? objects->property(name) : nullptr;
  if (property == nullptr) return nullptr;
  const SchemaNode& node = property->node->resolved();
  if (node.enumeration) return &*node.enumeration;
  if (!node.constant) return nullptr;
  room.assign(1, *node.constant);
  return &room;
}

bool tells_apart(const Alternatives& alternatives, std::string_view name) {
  std::vector<Value> seen;
  std::size_t fixing = 0;
  for (const SchemaNode* alternative : alternatives.nodes) {
    std::vector<Value> room;
    const std::vector<Value>* values = fixed_values(*alternative, name, room);
    if (values == nullptr) continue;
    ++fixing;
    for (const Value& value : *values) {
      if (std::ranges::find(seen, value) != seen.end()) return false;
    }
    seen.insert(seen.end(), values->begin(), values->end());
  }
  return fixing > 1;
}

void find_discriminators(Alternatives& alternatives) {
  auto& found = alternatives.discriminators;
  for (const SchemaNode* alternative : alternatives.nodes) {
    const ObjectRules* objects = alternative->resolved().objects.get();
    if (objects == nullptr) continue;
    for (const std::string& name : objects->known_names) {
      if (std::ranges::find(found, name) == found.end() && tells_apart(alternatives, name)) {
        found.push_back(name);
      }
    }
  }
}

}  // namespace

void link(SchemaGraph& graph) {
  EndlessLoops loops;
  for (const SchemaNode& node : graph.nodes) loops.refuse_from(node);
  for (SchemaNode& node : graph.nodes) {
    while (node.reference != nullptr && node.reference->reference != nullptr) {
      node.reference = node.reference->reference;
    }
  }
  for (SchemaNode& node : graph.nodes) {
    if (node.combination == nullptr) continue;
    find_discriminators(node.combination->any_of);
    find_discriminators(node.combination->one_of);
  }
}

}  // namespace sp::schemas
