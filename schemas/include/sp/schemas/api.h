// The contract as data: the operations of the API, their parameters and their responses,
// read from the OpenAPI document of a revision (schemas/openapi/). What the mock enforces
// and what the suite judges by both come from here.
//
// An Api is immutable; any number of threads may read it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <sp/schemas/json.h>
#include <sp/schemas/revision.h>
#include <sp/schemas/schema.h>

namespace sp::schemas {

struct Parameter {
  enum class In { path, query };
  std::string name;
  In in;
  bool required;
  bool integer;  // its schema's type is integer; else string
  Schema schema;
  Value definition;               // the schema as written: bounds, enumeration, format, …
  std::optional<Value> fallback;  // the documented default
};

struct Header {
  std::string name;
  bool required;  // by `required`, or because the document says so in words (x-promised)
  Schema schema;
};

struct Response {
  std::optional<int> status;  // nothing for `default`
  std::string description;
  std::optional<Schema> body;  // of application/json
  std::vector<Header> headers;
  std::vector<Value> examples;  // of the body
};

struct Operation {
  std::string id;      // getRunSummary, …
  std::string method;  // GET
  std::string path;    // /runs/{run_id}/summary
  std::string summary;
  std::vector<Parameter> parameters;  // path first, in the order of the document
  std::vector<Response> responses;    // `default` last
  std::optional<std::string> scope;   // which a token needs (x-required-scope), if any
  // Names of query parameters that the operation does not have and answers with 400. It ignores all
  // others that it does not have (x-refused-query).
  std::vector<std::string> refused_query;

  const Parameter* parameter(std::string_view name) const;
  // The response that the document has for that status, or else its `default`; null if it has
  // neither.
  const Response* response(int status) const;
  // Whether the document names this very status.
  bool documents(int status) const;
};

class Api {
 public:
  // The API of a revision, from the document in the binary, compiled at the first call.
  static const Api& of(Revision revision);
  // From the text of an OpenAPI 3.0 document. Throws SyntaxError or SchemaError.
  static Api parse(std::string_view openapi);

  const std::string& title() const { return title_; }
  const std::string& version() const { return version_; }
  const std::vector<Operation>& operations() const { return operations_; }
  // Null when no operation has that id.
  const Operation* find(std::string_view id) const;
  // The schema of components.schemas with that name. Throws std::out_of_range.
  const Schema& component(std::string_view name) const;

 private:
  std::string title_;
  std::string version_;
  std::vector<Operation> operations_;
  std::vector<std::pair<std::string, Schema>> components_;
};

// The text of the OpenAPI document of a revision, and of the JSON Schemas that come with
// the tools ("scenario.schema.json", "report.schema.json"). Throws std::out_of_range for a
// file that is not embedded.
std::string_view openapi_text(Revision revision);
std::string_view schema_text(std::string_view file);

}  // namespace sp::schemas
