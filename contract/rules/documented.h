// Which members the contract document names, for telling those that it does not. They are
// allowed (the document leaves its objects open), and still worth a line: a member that
// clients come to rely on ought to be documented.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <sp/schemas/json.h>

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

}  // namespace sp::contract
