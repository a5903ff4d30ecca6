#include "seen/documented.h"

#include <fmt/format.h>

#include <sp/schemas/api.h>

namespace sp::contract {

using schemas::Value;

DocumentedMembers::DocumentedMembers(const Value& document, std::string_view pointer) {
  if (const Value* schema = document.at(pointer)) add(document, *schema, root_);
}

void DocumentedMembers::add(const Value& document, const Value& schema, Shape& shape) {
  if (const Value* reference = schema.find("$ref"); reference && reference->string()) {
    const Value* target = document.at(reference->string()->substr(1));
    if (target) add(document, *target, shape);
    return;
  }
  for (const char* keyword : {"allOf", "anyOf", "oneOf"}) {
    const Value* parts = schema.find(keyword);
    if (!parts || !parts->array()) continue;
    for (const Value& part : *parts->array()) add(document, part, shape);
  }
  // Those that the platform sends although its document does not name them are no news either.
  for (const char* keyword : {"properties", "x-properties"}) {
    const Value* properties = schema.find(keyword);
    if (!properties || !properties->object()) continue;
    shape.open = false;
    for (const schemas::Member& member : *properties->object()) {
      add(document, member.value, shape.members[std::string(member.name)]);
    }
  }
  if (const Value* items = schema.find("items")) {
    if (!shape.items) shape.items = std::make_unique<Shape>();
    add(document, *items, *shape.items);
  }
}

void DocumentedMembers::collect(const Value& value, const Shape& shape, const std::string& pointer,
                                const std::string& place,
                                std::map<std::string, std::string>& found) {
  if (const schemas::Object* object = value.object(); object && !shape.open) {
    for (const schemas::Member& member : *object) {
      const std::string step = "/" + schemas::pointer_token(member.name);
      const auto known = shape.members.find(member.name);
      if (known == shape.members.end()) {
        found.emplace(place + step, pointer + step);
      } else {
        collect(member.value, known->second, pointer + step, place + step, found);
      }
    }
  } else if (const schemas::Array* array = value.array(); array && shape.items) {
    for (std::size_t i = 0; i < array->size(); ++i) {
      collect((*array)[i], *shape.items, fmt::format("{}/{}", pointer, i), place + "/*", found);
    }
  }
}

std::vector<std::string> DocumentedMembers::missing_in(const Value& value) const {
  std::map<std::string, std::string> found;
  collect(value, root_, "", "", found);
  std::vector<std::string> pointers;
  for (const auto& [place, pointer] : found) pointers.push_back(pointer);
  return pointers;
}

const DocumentedAnswers& DocumentedAnswers::of(schemas::Revision revision) {
  const auto read = [](schemas::Revision wanted) {
    return DocumentedAnswers(wanted, schemas::parse(schemas::openapi_text(wanted)).root());
  };
  if (revision == schemas::Revision::upstream) {
    static const DocumentedAnswers upstream = read(schemas::Revision::upstream);
    return upstream;
  }
  static const DocumentedAnswers published = read(schemas::Revision::published);
  return published;
}

DocumentedAnswers::DocumentedAnswers(schemas::Revision revision, const Value& document)
    : envelope_(document, "/components/schemas/ErrorEnvelope") {
  for (const schemas::Operation& operation : schemas::Api::of(revision).operations()) {
    const std::string schema =
        fmt::format("/paths/{}/get/responses/200/content/application~1json/schema",
                    schemas::pointer_token(operation.path));
    successes_.emplace(operation.id, DocumentedMembers(document, schema));
  }
}

std::vector<std::string> DocumentedAnswers::missing_in(const Value& body,
                                                       std::string_view operation,
                                                       int status) const {
  if (status >= 400) return envelope_.missing_in(body);
  const auto members = successes_.find(operation);
  return status == 200 && members != successes_.end() ? members->second.missing_in(body)
                                                      : std::vector<std::string>();
}

}  // namespace sp::contract
