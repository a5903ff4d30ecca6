// Where a `$ref` leads: URI references against the `$id`s of a document (draft 7, section
// 8; RFC 3986, section 5).
#pragma once

#include <map>
#include <string>
#include <string_view>

#include <sp/schemas/json.h>

namespace sp::schemas {

class References {
 public:
  // A document without `$id`s: all references begin with '#'.
  References() = default;
  // The `$id`s of the schema `document`. Throws SchemaError when one is used twice.
  explicit References(const Value& document);

  // The pointer to the schema that `reference`, written in the schema at `from`, means.
  // Throws SchemaError for a reference out of the document; whether anything is at the
  // pointer is for the caller to see.
  std::string target(std::string_view reference, const std::string& from) const;

 private:
  void collect(const Value& schema, const std::string& pointer, const std::string& base);
  void add(const std::string& uri, const std::string& pointer);
  const std::string& base_of(std::string_view pointer) const;

  std::map<std::string, std::string, std::less<>> bases_;  // schema with an $id -> its URI
  std::map<std::string, std::string, std::less<>> places_ = {{"", ""}};  // URI -> schema
};

// `reference` resolved against `base`.
std::string resolve_uri(std::string_view base, std::string_view reference);

}  // namespace sp::schemas
