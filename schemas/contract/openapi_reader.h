// Reads the operations of an OpenAPI 3.0 document: what Api::parse is made of.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <sp/schemas/api.h>
#include <sp/schemas/json.h>

namespace sp::schemas {

class OpenApiReader {
 public:
  explicit OpenApiReader(const Value& document) : document_(document) {}

  // All throw SchemaError.
  void check_version() const;
  std::vector<Operation> operations();
  std::vector<std::pair<std::string, Schema>> components();

  // A string member of the `info` object.
  std::string info(std::string_view name) const;

 private:
  // A value of the document and where it stands.
  struct Place {
    const Value* value;
    std::string pointer;
  };

  static std::string below(const Place& place, std::string_view name);
  static Place required(const Place& place, std::string_view name);
  static std::string text(const Place& place, std::string_view name);
  static std::string text_or_empty(const Place& place, std::string_view name);
  static bool flag(const Place& place, std::string_view name);
  // The strings of a member that is a list; none when there is no such member.
  static std::vector<std::string> texts(const Place& place, std::string_view name);
  static const Object& object(const Place& place);

  // Where a reference object leads; the place itself when it is none.
  Place resolve(Place place) const;
  Schema schema(const Place& place);

  Operation operation(std::string_view method, std::string_view path, const Place& item,
                      const Place& place);
  void read_parameters(const Place& holder, std::vector<Parameter>& parameters);
  Parameter parameter(const Place& place);
  Response response(std::string_view status, const Place& place);
  Header header(std::string_view name, const Place& place);
  std::vector<Value> examples(const Place& media_type) const;

  const Value& document_;
  std::map<std::string, Schema> schemas_;  // by pointer: several responses share one
};

}  // namespace sp::schemas
