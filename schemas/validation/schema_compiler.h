// From schema objects to a SchemaGraph. Every keyword is looked up in one table: one that
// is not there for the dialect, or whose value it does not allow, is a SchemaError.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <sp/schemas/json.h>
#include <sp/schemas/schema.h>

#include "validation/references.h"
#include "validation/schema_node.h"

namespace sp::schemas {

class SchemaCompiler {
 public:
  // A keyword where it stands.
  struct Place {
    SchemaNode& node;     // that is being compiled
    const Value& schema;  // that the keyword is a member of
    std::string_view keyword;
    const Value& value;

    std::string pointer() const { return node.location + '/' + std::string(keyword); }
  };

  SchemaCompiler(const Value& document, Schema::Dialect dialect);

  // The schema at that pointer and all that it refers to.
  SchemaGraph compile(std::string_view pointer);

  // The keywords of the dialect, in schema_keywords.cpp.
  void accept_any(const Place& place);
  void annotate_text(const Place& place);
  void annotate_flag(const Place& place);
  void annotate_array(const Place& place);
  void annotate_object(const Place& place);
  void check_dialect(const Place& place);
  void type(const Place& place);
  void nullable(const Place& place);
  void enumeration(const Place& place);
  void constant(const Place& place);
  void format(const Place& place);
  void multiple_of(const Place& place);
  void bound(const Place& place);
  void size(const Place& place);
  void pattern(const Place& place);
  void unique_items(const Place& place);
  void items(const Place& place);
  void additional_items(const Place& place);
  void contains(const Place& place);
  void properties(const Place& place);
  void pattern_properties(const Place& place);
  void additional_properties(const Place& place);
  void property_names(const Place& place);
  void required(const Place& place);
  void dependencies(const Place& place);
  void combine(const Place& place);
  void apply(const Place& place);  // not, if, then, else
  void definitions(const Place& place);

 private:
  struct Task {
    SchemaNode* node;
    const Value* schema;
  };

  bool openapi() const { return dialect_ == Schema::Dialect::openapi30; }

  // The node of a schema, which is compiled later when it is new.
  const SchemaNode* node_of(const Value& schema, const std::string& pointer);
  std::vector<const SchemaNode*> nodes_of(const Place& place);
  void compile_node(SchemaNode& node, const Value& schema);
  void compile_keywords(SchemaNode& node, const Value& schema);
  void compile_reference(SchemaNode& node, const Value& reference);
  // A member that is no keyword may hold definitions, if a $ref leads into it.
  void refuse_unknown() const;

  const Value& document_;
  const Schema::Dialect dialect_;
  const References references_;
  SchemaGraph graph_;
  std::map<std::string, SchemaNode*, std::less<>> nodes_;  // by pointer
  std::vector<Task> tasks_;
  std::set<std::string, std::less<>> targets_;  // of all references
  std::vector<std::string> unknown_;            // pointers to members that are no keywords
};

// What can be said only when all nodes are there: leads references to their ends, refuses
// schemas that apply themselves to the same value again, finds discriminators.
void link(SchemaGraph& graph);

}  // namespace sp::schemas
