#include "verdict/revisions/differences.h"

#include <algorithm>
#include <iterator>

#include <fmt/format.h>

#include <sp/schemas/ascii.h>

#include "verdict/revisions/schema_differences.h"

namespace sp::contract {

namespace {

using schemas::Value;

constexpr std::string_view body_type = "application/json";

// The operations of a document by their ids, and what a request's first line has for them.
struct Operations {
  Named named;
  std::vector<std::string> requests;  // as named

  Told request(const std::string& id) const {
    const auto same = std::find_if(named.begin(), named.end(),
                                   [&](const auto& operation) { return operation.first == id; });
    if (same == named.end()) return std::nullopt;
    return requests[static_cast<std::size_t>(same - named.begin())];
  }
};

Operations operations_of(const Value& root) {
  Operations operations;
  const Value* paths = root.find("paths");
  if (!paths || !paths->object()) return operations;
  for (const auto& [path, item] : *paths->object()) {
    if (!item.object()) continue;
    for (const auto& [method, operation] : *item.object()) {
      const Value* id = operation.find("operationId");
      if (!id || !id->string()) continue;
      operations.named.emplace_back(*id->string(), &operation);
      operations.requests.push_back(fmt::format("{} {}", schemas::upper_case(method), path));
    }
  }
  return operations;
}

Told text_of(const Value* value) {
  if (!value) return std::nullopt;
  return schemas::text_of(*value);
}

// The strings of an array.
Named names_of(const Value* array) {
  Named names;
  if (!array || !array->array()) return names;
  for (const Value& name : *array->array()) {
    if (name.string()) names.emplace_back(*name.string(), &name);
  }
  return names;
}

// Compares one operation that both documents have.
class OperationDifferences {
 public:
  OperationDifferences(const Documents& documents, Notes& notes, Sides operation)
      : documents_(documents), notes_(notes), schemas_(documents, notes), operation_(operation) {}

  void compare() {
    const Sides scope = documents_.member(operation_, "x-required-scope");
    notes_.compare({"scope", ""}, "scope", text_of(scope.published), text_of(scope.upstream));
    compare_parameters();
    const Sides responses = documents_.member(operation_, "responses");
    compare_statuses(responses);
    const Sides success = documents_.member(responses, "200");
    compare_headers(documents_.member(success, "headers"));
    compare_body("body", success);
    // The document has one envelope for all errors; `default` is where it always stands.
    compare_body("error", documents_.member(responses, "default"));
  }

 private:
  Told described(const Value* holder, const Value* schema) const {
    if (!holder) return std::nullopt;
    const Told in = text_of(holder->find("in"));
    return (in ? *in + ", " : "") + (is_required(*holder) ? "required " : "optional ") +
           (schema ? schemas_.wording(*schema) : "value");
  }

  // A header that the document promises in words is no less sure than a required one.
  static bool is_required(const Value& holder) {
    return flag(holder, "required") || flag(holder, "x-promised");
  }

  // Parameters and headers: what has a schema, and says itself whether it is required.
  void compare_holders(const Place& place, const Sides& holders) {
    const Sides schemas = documents_.member(holders, "schema");
    if (!holders.both()) {
      notes_.compare(place, "presence", described(holders.published, schemas.published),
                     described(holders.upstream, schemas.upstream));
      return;
    }
    const Sides in = documents_.member(holders, "in");
    notes_.compare(place, "in", text_of(in.published), text_of(in.upstream));
    notes_.compare(place, "required", told(is_required(*holders.published)),
                   told(is_required(*holders.upstream)));
    schemas_.compare(place, schemas);
  }

  void compare_parameters() {
    const Sides lists = documents_.member(operation_, "parameters");
    for (const auto& [name, sides] : documents_.elements(lists, "name")) {
      compare_holders({"parameter", name}, sides);
    }
    // Unknown ones are ignored, but for these: a client must not even send them.
    const Sides refused = documents_.member(operation_, "x-refused-query");
    for (const auto& [name, sides] :
         paired(names_of(refused.published), names_of(refused.upstream))) {
      notes_.compare({"parameter", name}, "refused", told(sides.published != nullptr),
                     told(sides.upstream != nullptr));
    }
  }

  void compare_headers(const Sides& headers) {
    for (const auto& [name, sides] : documents_.members(headers)) {
      compare_holders({"header", name}, sides);
    }
  }

  void compare_statuses(const Sides& responses) {
    const auto documented = [](const Value* response) {
      return response ? Told("documented") : std::nullopt;
    };
    for (const auto& [status, sides] : documents_.members(responses)) {
      notes_.compare({"status", status}, "presence", documented(sides.published),
                     documented(sides.upstream));
    }
  }

  void compare_body(const std::string& section, const Sides& response) {
    const Sides content = documents_.member(response, "content");
    const Sides body = documents_.member(documents_.member(content, body_type), "schema");
    schemas_.note_presence({section, ""}, body);
    schemas_.compare({section, ""}, body);
  }

  const Documents& documents_;
  Notes& notes_;
  SchemaDifferences schemas_;
  Sides operation_;
};

}  // namespace

std::vector<Difference> differences(const Value& published, const Value& upstream) {
  const Documents documents(published, upstream);
  const Operations ours = operations_of(published);
  const Operations theirs = operations_of(upstream);
  std::vector<Difference> all;
  for (const auto& [id, sides] : paired(ours.named, theirs.named)) {
    Notes notes(id);
    notes.compare({"path", ""}, sides.both() ? "path" : "presence", ours.request(id),
                  theirs.request(id));
    if (sides.both()) OperationDifferences(documents, notes, sides).compare();
    std::vector<Difference> found = notes.take();
    std::move(found.begin(), found.end(), std::back_inserter(all));
  }
  return all;
}

}  // namespace sp::contract
