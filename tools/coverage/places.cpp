#include "coverage/places.h"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include <sp/schemas/api.h>
#include <sp/schemas/split.h>

namespace sp::coverage {

namespace {

// The properties of a schema, of all of its alternatives together.
class Properties {
 public:
  explicit Properties(schemas::Revision revision)
      : document_(Json::parse(schemas::openapi_text(revision))) {}

  // Of the schema at a pointer.
  void read(const std::string& pointer) { add(document_.at(Json::json_pointer(pointer)), ""); }

  const std::vector<std::string>& places() const { return places_; }
  const std::vector<Json>& values(const std::string& place) { return values_[place]; }

 private:
  void add(const Json& schema, const std::string& place) {
    if (schema.contains("$ref")) {
      add(document_.at(Json::json_pointer(schema.at("$ref").get<std::string>().substr(1))), place);
      return;
    }
    for (const char* keyword : {"allOf", "anyOf", "oneOf"}) {
      if (!schema.contains(keyword)) continue;
      for (const Json& part : schema.at(keyword)) add(part, place);
    }
    for (const char* keyword : {"properties", "x-properties"}) {
      if (!schema.contains(keyword)) continue;
      for (const auto& [name, property] : schema.at(keyword).items()) {
        const std::string member = fmt::format("{}/{}", place, name);
        if (std::find(places_.begin(), places_.end(), member) == places_.end()) {
          places_.push_back(member);
        }
        add(property, member);
      }
    }
    if (schema.contains("enum")) {
      for (const Json& value : schema.at("enum")) values_[place].push_back(value);
    }
    if (schema.contains("items")) add(schema.at("items"), place + "/*");
  }

  Json document_;
  std::vector<std::string> places_;
  std::map<std::string, std::vector<Json>> values_;  // by place
};

Properties properties_of_answer(schemas::Revision revision, std::string_view operation) {
  std::string path = schemas::Api::of(revision).find(operation)->path;
  for (auto at = path.find('/'); at != std::string::npos; at = path.find('/', at + 2)) {
    path.replace(at, 1, "~1");
  }
  Properties properties(revision);
  properties.read(
      fmt::format("/paths/{}/get/responses/200/content/application~1json/schema", path));
  return properties;
}

}  // namespace

std::vector<std::string> members_of_answer(schemas::Revision revision, std::string_view operation) {
  return properties_of_answer(revision, operation).places();
}

std::vector<Json> values_of_answer(schemas::Revision revision, std::string_view operation,
                                   const std::string& place) {
  return properties_of_answer(revision, operation).values(place);
}

std::vector<std::string> members_of_error(schemas::Revision revision) {
  Properties properties(revision);
  properties.read("/components/schemas/ErrorEnvelope");
  return properties.places();
}

std::vector<std::string> headers_of_answers(schemas::Revision revision) {
  std::vector<std::string> names = {"Content-Type", "Content-Length", "Date", "Allow"};
  for (const schemas::Operation& operation : schemas::Api::of(revision).operations()) {
    for (const schemas::Response& response : operation.responses) {
      for (const schemas::Header& header : response.headers) {
        const bool known = std::find(names.begin(), names.end(), header.name) != names.end();
        if (!known) names.push_back(header.name);
      }
    }
  }
  return names;
}

namespace {

void visit_from(Json& value, const std::vector<std::string_view>& steps, std::size_t at,
                const Visit& visit) {
  const std::string step(steps[at]);
  const bool last = at + 1 == steps.size();
  if (step == "*" && value.is_array()) {
    for (std::size_t i = 0; i < value.size(); ++i) {
      if (last) {
        visit(value, i);
      } else {
        visit_from(value[i], steps, at + 1, visit);
      }
    }
  } else if (value.is_object() && value.contains(step)) {
    if (last) {
      visit(value, step);
    } else {
      visit_from(value[step], steps, at + 1, visit);
    }
  }
}

}  // namespace

void for_each_at(Json& body, std::string_view place, const Visit& visit) {
  visit_from(body, schemas::split(place.substr(1), '/'), 0, visit);
}

}  // namespace sp::coverage
