// JSON Schema, compiled once and asked often. Two dialects: draft 7, and the schema object
// of OpenAPI 3.0.3. A keyword that is not supported is an error when a schema is compiled,
// never ignored afterwards.
//
// A Schema is a handle on immutable data: cheap to copy, safe to share between threads.
#pragma once

#include <cstdint>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace sp::schemas {

class Value;

// One place where a value departs from a schema.
struct Violation {
  std::string instance;  // JSON pointer to the offending value
  std::string schema;    // JSON pointer to the keyword, from the root of the schema's document
  std::string expected;  // "at most 100", "one of queued, running, pass", …
  std::string found;     // the offending value, cut to a readable length
  std::uint32_t line;    // of the offending value in its text; 0 when unknown
  // If the value is an object that lacks a member: the name of that; otherwise empty.
  std::string missing = {};
};

class SchemaError : public std::runtime_error {
 public:
  SchemaError(std::string pointer, const std::string& what);
  std::string pointer;  // of the keyword, from the root of the document
};

class Schema {
 public:
  enum class Dialect { draft7, openapi30 };

  // The schema at `pointer` of `document`, with all that it refers to inside that document.
  // Throws SchemaError for an unsupported keyword, a malformed one, or a reference that
  // leads nowhere or out of the document.
  static Schema compile(const Value& document, Dialect dialect, std::string_view pointer = "");

  // Every departure, in the order of the value's text; none if the value conforms. If a value has
  // the wrong type, no other departure of it is listed. If no alternative of `anyOf` or `oneOf`
  // matches, the departures are those from the one that fits best.
  std::vector<Violation> validate(const Value& value) const;
  bool accepts(const Value& value) const;

 private:
  struct Compiled;
  explicit Schema(std::shared_ptr<const Compiled> compiled) : compiled_(std::move(compiled)) {}
  std::shared_ptr<const Compiled> compiled_;
};

}  // namespace sp::schemas
