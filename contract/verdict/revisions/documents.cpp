#include "verdict/revisions/documents.h"

#include <algorithm>
#include <stdexcept>

#include <fmt/format.h>

namespace sp::contract {

namespace {

using schemas::Value;

// A reference to a reference is followed, too; one that never ends is not.
constexpr int max_hops = 100;

const std::string_view* reference_of(const Value& written) {
  const Value* reference = written.find("$ref");
  return reference ? reference->string() : nullptr;
}

const Value* followed(const Value* root, const Value* written) {
  for (int hops = 0; written && hops < max_hops; ++hops) {
    const std::string_view* reference = reference_of(*written);
    if (!reference) return written;
    written = reference->starts_with('#') ? root->at(reference->substr(1)) : nullptr;
    if (!written)
      throw std::runtime_error(fmt::format("the reference {} leads nowhere", *reference));
  }
  if (written) throw std::runtime_error("a reference leads to itself");
  return nullptr;
}

const Value* found(const Value* object, std::string_view name) {
  return object ? object->find(name) : nullptr;
}

Named members_of(const Value* root, const Value* object) {
  Named named;
  if (!object || !object->object()) return named;
  for (const auto& [name, value] : *object->object()) {
    named.emplace_back(name, followed(root, &value));
  }
  return named;
}

Named elements_of(const Value* root, const Value* array, std::string_view key) {
  Named named;
  if (!array || !array->array()) return named;
  for (const Value& written : *array->array()) {
    const Value* element = followed(root, &written);
    const Value* name = element->find(key);
    if (name && name->string()) named.emplace_back(*name->string(), element);
  }
  return named;
}

Named components_of(const Value* root, const Value* array) {
  Named named;
  if (!array || !array->array()) return named;
  for (const Value& written : *array->array()) {
    const std::string_view* reference = reference_of(written);
    named.emplace_back(reference ? std::string(reference->substr(reference->rfind('/') + 1))
                                 : "#" + std::to_string(named.size() + 1),
                       followed(root, &written));
  }
  return named;
}

}  // namespace

Sides Documents::resolve(const Sides& written) const {
  return {followed(roots_.published, written.published),
          followed(roots_.upstream, written.upstream)};
}

Sides Documents::member(const Sides& objects, std::string_view name) const {
  return resolve({found(objects.published, name), found(objects.upstream, name)});
}

std::vector<Pair> Documents::members(const Sides& objects) const {
  return paired(members_of(roots_.published, objects.published),
                members_of(roots_.upstream, objects.upstream));
}

std::vector<Pair> Documents::elements(const Sides& arrays, std::string_view key) const {
  return paired(elements_of(roots_.published, arrays.published, key),
                elements_of(roots_.upstream, arrays.upstream, key));
}

std::vector<Pair> Documents::components(const Sides& arrays) const {
  return paired(components_of(roots_.published, arrays.published),
                components_of(roots_.upstream, arrays.upstream));
}

std::vector<Pair> paired(const Named& published, const Named& upstream) {
  std::vector<Pair> pairs;
  for (const auto& [name, value] : published) pairs.push_back({name, {value, nullptr}});
  for (const auto& named : upstream) {
    const auto same = std::find_if(pairs.begin(), pairs.end(),
                                   [&](const Pair& pair) { return pair.name == named.first; });
    if (same == pairs.end()) {
      pairs.push_back({named.first, {nullptr, named.second}});
    } else {
      same->sides.upstream = named.second;
    }
  }
  return pairs;
}

}  // namespace sp::contract
