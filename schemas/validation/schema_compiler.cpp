#include "validation/schema_compiler.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "validation/wording.h"

namespace sp::schemas {
namespace {

using Compiler = SchemaCompiler;

enum Dialects : unsigned { draft7 = 1, openapi30 = 2, both = 3 };

struct Keyword {
  std::string_view name;
  unsigned dialects;
  void (Compiler::*compile)(const Compiler::Place&);
};

// `$ref` is not among them: it is looked at before all others.
constexpr Keyword keywords[] = {
    {"type", both, &Compiler::type},
    {"nullable", openapi30, &Compiler::nullable},
    {"enum", both, &Compiler::enumeration},
    {"const", draft7, &Compiler::constant},
    {"format", both, &Compiler::format},
    {"multipleOf", both, &Compiler::multiple_of},
    {"minimum", both, &Compiler::bound},
    {"maximum", both, &Compiler::bound},
    {"exclusiveMinimum", both, &Compiler::bound},
    {"exclusiveMaximum", both, &Compiler::bound},
    {"minLength", both, &Compiler::size},
    {"maxLength", both, &Compiler::size},
    {"pattern", both, &Compiler::pattern},
    {"minItems", both, &Compiler::size},
    {"maxItems", both, &Compiler::size},
    {"uniqueItems", both, &Compiler::unique_items},
    {"items", both, &Compiler::items},
    {"additionalItems", draft7, &Compiler::additional_items},
    {"contains", draft7, &Compiler::contains},
    {"minProperties", both, &Compiler::size},
    {"maxProperties", both, &Compiler::size},
    {"required", both, &Compiler::required},
    {"properties", both, &Compiler::properties},
    {"patternProperties", draft7, &Compiler::pattern_properties},
    {"additionalProperties", both, &Compiler::additional_properties},
    {"propertyNames", draft7, &Compiler::property_names},
    {"dependencies", draft7, &Compiler::dependencies},
    {"allOf", both, &Compiler::combine},
    {"anyOf", both, &Compiler::combine},
    {"oneOf", both, &Compiler::combine},
    {"not", both, &Compiler::apply},
    {"if", draft7, &Compiler::apply},
    {"then", draft7, &Compiler::apply},
    {"else", draft7, &Compiler::apply},
    {"definitions", draft7, &Compiler::definitions},
    {"$schema", draft7, &Compiler::check_dialect},
    {"$id", draft7, &Compiler::annotate_text},
    {"$comment", draft7, &Compiler::annotate_text},
    {"title", both, &Compiler::annotate_text},
    {"description", both, &Compiler::annotate_text},
    {"default", both, &Compiler::accept_any},
    {"examples", draft7, &Compiler::annotate_array},
    {"example", openapi30, &Compiler::accept_any},
    {"readOnly", both, &Compiler::annotate_flag},
    {"writeOnly", both, &Compiler::annotate_flag},
    {"deprecated", openapi30, &Compiler::annotate_flag},
    {"contentMediaType", draft7, &Compiler::annotate_text},
    {"contentEncoding", draft7, &Compiler::annotate_text},
    {"externalDocs", openapi30, &Compiler::annotate_object},
    {"xml", openapi30, &Compiler::annotate_object},
};

const Keyword* find_keyword(std::string_view name) {
  const auto keyword = std::ranges::find(keywords, name, &Keyword::name);
  return keyword == std::end(keywords) ? nullptr : &*keyword;
}

}  // namespace

SchemaCompiler::SchemaCompiler(const Value& document, Schema::Dialect dialect)
    : document_(document),
      dialect_(dialect),
      references_(dialect == Schema::Dialect::draft7 ? References(document) : References()) {}

SchemaGraph SchemaCompiler::compile(std::string_view pointer) {
  const Value* schema = document_.at(pointer);
  if (schema == nullptr) throw SchemaError(std::string(pointer), "there is no such schema");
  graph_.root = node_of(*schema, std::string(pointer));
  while (!tasks_.empty()) {
    const Task task = tasks_.back();
    tasks_.pop_back();
    compile_node(*task.node, *task.schema);
  }
  refuse_unknown();
  link(graph_);
  return std::move(graph_);
}

const SchemaNode* SchemaCompiler::node_of(const Value& schema, const std::string& pointer) {
  const auto [entry, is_new] = nodes_.try_emplace(pointer, nullptr);
  if (is_new) {
    entry->second = &graph_.nodes.emplace_back();
    entry->second->location = pointer;
    tasks_.push_back({entry->second, &schema});
  }
  return entry->second;
}

std::vector<const SchemaNode*> SchemaCompiler::nodes_of(const Place& place) {
  const Array* schemas = place.value.array();
  if (schemas == nullptr || schemas->empty()) {
    throw SchemaError(place.pointer(), "expected an array of at least one schema");
  }
  std::vector<const SchemaNode*> nodes;
  for (std::size_t i = 0; i < schemas->size(); ++i) {
    nodes.push_back(node_of((*schemas)[i], fmt::format("{}/{}", place.pointer(), i)));
  }
  return nodes;
}

void SchemaCompiler::compile_node(SchemaNode& node, const Value& schema) {
  if (const bool* all = schema.boolean(); all != nullptr && !openapi()) {
    node.refuses_all = !*all;
    return;
  }
  if (schema.object() == nullptr) {
    throw SchemaError(node.location, fmt::format("expected a schema, found {}", found(schema)));
  }
  if (const Value* reference = schema.find("$ref")) {
    compile_reference(node, *reference);
  } else {
    compile_keywords(node, schema);
  }
}

void SchemaCompiler::compile_keywords(SchemaNode& node, const Value& schema) {
  for (const auto& [name, value] : *schema.object()) {
    const std::string pointer = node.location + '/' + pointer_token(name);
    const Keyword* keyword = find_keyword(name);
    if (keyword == nullptr && openapi() && name.starts_with("x-")) continue;
    if (keyword == nullptr && !openapi()) {
      unknown_.push_back(pointer);
      continue;
    }
    if (keyword == nullptr) {
      throw SchemaError(pointer, fmt::format("the keyword \"{}\" is not supported", name));
    }
    if (!(keyword->dialects & (openapi() ? openapi30 : draft7))) {
      throw SchemaError(pointer, fmt::format("\"{}\" is no keyword of {}", name,
                                             openapi() ? "OpenAPI 3.0" : "JSON Schema draft 7"));
    }
    (this->*keyword->compile)({node, schema, keyword->name, value});
  }
}

void SchemaCompiler::compile_reference(SchemaNode& node, const Value& reference) {
  const std::string pointer = node.location + "/$ref";
  if (reference.string() == nullptr) throw SchemaError(pointer, "expected a string");
  const std::string target = references_.target(*reference.string(), node.location);
  const Value* schema = document_.at(target);
  if (schema == nullptr) {
    throw SchemaError(pointer,
                      fmt::format("the reference \"{}\" leads nowhere", *reference.string()));
  }
  targets_.insert(target);
  node.reference = node_of(*schema, target);
}

void SchemaCompiler::refuse_unknown() const {
  for (const std::string& pointer : unknown_) {
    const auto below = targets_.lower_bound(pointer + '/');
    if (targets_.contains(pointer)) continue;
    if (below != targets_.end() && below->starts_with(pointer + '/')) continue;
    throw SchemaError(pointer, fmt::format("the keyword \"{}\" is not supported",
                                           pointer.substr(pointer.rfind('/') + 1)));
  }
}

}  // namespace sp::schemas
