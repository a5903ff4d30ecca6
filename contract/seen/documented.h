// Which members the contract document names, for telling those that it does not. They are
// allowed (the document leaves its objects open), and still worth a line: a member that
// clients come to rely on ought to be documented.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <sp/schemas/json.h>
#include <sp/schemas/revision.h>

namespace sp::contract {

// The members of one schema, those of its alternatives together. Immutable once made.
class DocumentedMembers {
 public:
  // Of the schema at `pointer` of an OpenAPI document.
  DocumentedMembers(const schemas::Value& document, std::string_view pointer);

  // JSON pointers of the members of `value` that have no name in the schema, each place
  // once, with the indexes it was first met at.
  std::vector<std::string> missing_in(const schemas::Value& value) const;

 private:
  struct Shape {
    // Nothing is known of what it holds: everything is documented.
    bool open = true;
    std::map<std::string, Shape, std::less<>> members = {};
    std::unique_ptr<Shape> items = {};
  };

  void add(const schemas::Value& document, const schemas::Value& schema, Shape& shape);
  static void collect(const schemas::Value& value, const Shape& shape, const std::string& pointer,
                      const std::string& place, std::map<std::string, std::string>& found);

  Shape root_;
};

// Those of all answers of a revision. Immutable; any number of threads may read it.
class DocumentedAnswers {
 public:
  // Made at the first call.
  static const DocumentedAnswers& of(schemas::Revision revision);

  // As above, of an answer of the operation with that status; nothing for answers that the
  // document has no schema for.
  std::vector<std::string> missing_in(const schemas::Value& body, std::string_view operation,
                                      int status) const;

 private:
  DocumentedAnswers(schemas::Revision revision, const schemas::Value& document);

  DocumentedMembers envelope_;
  std::map<std::string, DocumentedMembers, std::less<>> successes_;  // by operation
};

}  // namespace sp::contract
