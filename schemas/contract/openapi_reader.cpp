#include "contract/openapi_reader.h"

#include <algorithm>
#include <array>
#include <charconv>

#include <fmt/format.h>

#include <sp/schemas/ascii.h>

namespace sp::schemas {
namespace {

constexpr std::array methods = {"get",     "put",  "post",  "delete",
                                "options", "head", "patch", "trace"};

// 200 as a number; nothing for `default`.
std::optional<int> status_number(std::string_view status, const std::string& pointer) {
  if (status == "default") return std::nullopt;
  int number = 0;
  const char* const end = status.data() + status.size();
  const auto result = std::from_chars(status.data(), end, number);
  if (result.ec != std::errc() || result.ptr != end || number < 100 || number > 599) {
    throw SchemaError(pointer, "expected a status from 100 to 599 or \"default\"");
  }
  return number;
}

}  // namespace

std::string OpenApiReader::below(const Place& place, std::string_view name) {
  return place.pointer + '/' + pointer_token(name);
}

OpenApiReader::Place OpenApiReader::required(const Place& place, std::string_view name) {
  const Value* value = place.value->find(name);
  if (value == nullptr) throw SchemaError(place.pointer, fmt::format("\"{}\" is missing", name));
  return {value, below(place, name)};
}

std::string OpenApiReader::text(const Place& place, std::string_view name) {
  const Place member = required(place, name);
  if (member.value->string() == nullptr) throw SchemaError(member.pointer, "expected a string");
  return std::string(*member.value->string());
}

std::string OpenApiReader::text_or_empty(const Place& place, std::string_view name) {
  return place.value->find(name) != nullptr ? text(place, name) : "";
}

bool OpenApiReader::flag(const Place& place, std::string_view name) {
  const Value* value = place.value->find(name);
  if (value == nullptr) return false;
  if (value->boolean() == nullptr) throw SchemaError(below(place, name), "expected a boolean");
  return *value->boolean();
}

std::vector<std::string> OpenApiReader::texts(const Place& place, std::string_view name) {
  const Value* list = place.value->find(name);
  if (list == nullptr) return {};
  const std::string pointer = below(place, name);
  if (list->array() == nullptr) throw SchemaError(pointer, "expected an array of strings");
  std::vector<std::string> strings;
  for (const Value& item : *list->array()) {
    if (item.string() == nullptr) throw SchemaError(pointer, "expected an array of strings");
    strings.emplace_back(*item.string());
  }
  return strings;
}

const Object& OpenApiReader::object(const Place& place) {
  if (place.value->object() == nullptr) throw SchemaError(place.pointer, "expected an object");
  return *place.value->object();
}

OpenApiReader::Place OpenApiReader::resolve(Place place) const {
  constexpr int longest_chain = 16;
  for (int steps = 0; place.value->find("$ref") != nullptr; ++steps) {
    const std::string pointer = below(place, "$ref");
    const std::string reference = text(place, "$ref");
    if (steps == longest_chain) throw SchemaError(pointer, "the reference leads round in circles");
    const Value* target =
        reference.starts_with('#') ? document_.at(std::string_view(reference).substr(1)) : nullptr;
    if (target == nullptr) {
      throw SchemaError(pointer, fmt::format("the reference \"{}\" leads nowhere", reference));
    }
    place = {target, reference.substr(1)};
  }
  return place;
}

Schema OpenApiReader::schema(const Place& place) {
  const Place target = resolve(place);
  const auto known = schemas_.find(target.pointer);
  if (known != schemas_.end()) return known->second;
  const Schema compiled = Schema::compile(document_, Schema::Dialect::openapi30, target.pointer);
  return schemas_.emplace(target.pointer, compiled).first->second;
}

void OpenApiReader::check_version() const {
  const std::string version = text({&document_, ""}, "openapi");
  if (!version.starts_with("3.0.")) {
    throw SchemaError("/openapi", fmt::format("expected version 3.0, found \"{}\"", version));
  }
}

std::string OpenApiReader::info(std::string_view name) const {
  return text(required({&document_, ""}, "info"), name);
}

std::vector<Operation> OpenApiReader::operations() {
  std::vector<Operation> operations;
  const Place paths = required({&document_, ""}, "paths");
  for (const auto& [path, value] : object(paths)) {
    const Place item = {&value, below(paths, path)};
    for (const auto& [method, definition] : object(item)) {
      if (std::ranges::find(methods, method) == methods.end()) continue;
      operations.push_back(operation(method, path, item, {&definition, below(item, method)}));
    }
  }
  return operations;
}

std::vector<std::pair<std::string, Schema>> OpenApiReader::components() {
  std::vector<std::pair<std::string, Schema>> components;
  const Value* definitions = document_.at("/components/schemas");
  if (definitions == nullptr) return components;
  const Place place = {definitions, "/components/schemas"};
  for (const auto& [name, value] : object(place)) {
    components.emplace_back(name, schema({&value, below(place, name)}));
  }
  return components;
}

Operation OpenApiReader::operation(std::string_view method, std::string_view path,
                                   const Place& item, const Place& place) {
  Operation operation;
  operation.id = text(place, "operationId");
  operation.method = upper_case(method);
  operation.path = path;
  operation.summary = text_or_empty(place, "summary");
  if (place.value->find("x-required-scope") != nullptr) {
    operation.scope = text(place, "x-required-scope");
  }
  operation.refused_query = texts(place, "x-refused-query");
  read_parameters(item, operation.parameters);
  read_parameters(place, operation.parameters);
  std::stable_partition(operation.parameters.begin(), operation.parameters.end(),
                        [](const Parameter& p) { return p.in == Parameter::In::path; });
  const Place responses = required(place, "responses");
  for (const auto& [status, value] : object(responses)) {
    operation.responses.push_back(response(status, {&value, below(responses, status)}));
  }
  std::stable_partition(operation.responses.begin(), operation.responses.end(),
                        [](const Response& r) { return r.status.has_value(); });
  return operation;
}

void OpenApiReader::read_parameters(const Place& holder, std::vector<Parameter>& parameters) {
  const Value* list = holder.value->find("parameters");
  if (list == nullptr) return;
  const std::string pointer = below(holder, "parameters");
  if (list->array() == nullptr) throw SchemaError(pointer, "expected an array");
  for (std::size_t i = 0; i < list->array()->size(); ++i) {
    parameters.push_back(
        parameter(resolve({&(*list->array())[i], fmt::format("{}/{}", pointer, i)})));
  }
}

Parameter OpenApiReader::parameter(const Place& place) {
  const std::string in = text(place, "in");
  if (in != "path" && in != "query") {
    throw SchemaError(below(place, "in"), "expected \"path\" or \"query\"");
  }
  const Place definition = required(place, "schema");
  const Place resolved = resolve(definition);
  const Value* type = resolved.value->find("type");
  const Value* fallback = resolved.value->find("default");
  return {.name = text(place, "name"),
          .in = in == "path" ? Parameter::In::path : Parameter::In::query,
          .required = flag(place, "required"),
          .integer = type != nullptr && type->string() != nullptr && *type->string() == "integer",
          .schema = schema(definition),
          .definition = *resolved.value,
          .fallback = fallback != nullptr ? std::optional(*fallback) : std::nullopt};
}

Response OpenApiReader::response(std::string_view status, const Place& written) {
  const std::optional<int> number = status_number(status, written.pointer);
  const Place place = resolve(written);
  Response response{number, text(place, "description"), std::nullopt, {}, {}};
  if (const Value* headers = place.value->find("headers")) {
    const Place list = {headers, below(place, "headers")};
    for (const auto& [name, value] : object(list)) {
      response.headers.push_back(header(name, resolve({&value, below(list, name)})));
    }
  }
  const Value* content = place.value->find("content");
  const Value* media_type = content != nullptr ? content->find("application/json") : nullptr;
  if (media_type != nullptr) {
    const Place json = {media_type, below(place, "content") + "/application~1json"};
    response.body = schema(required(json, "schema"));
    response.examples = examples(json);
  }
  return response;
}

Header OpenApiReader::header(std::string_view name, const Place& place) {
  const bool promised = flag(place, "required") || flag(place, "x-promised");
  return {std::string(name), promised, schema(required(place, "schema"))};
}

std::vector<Value> OpenApiReader::examples(const Place& media_type) const {
  std::vector<Value> values;
  if (const Value* example = media_type.value->find("example")) values.push_back(*example);
  if (const Value* examples = media_type.value->find("examples")) {
    const Place list = {examples, below(media_type, "examples")};
    for (const auto& [name, value] : object(list)) {
      values.push_back(*required(resolve({&value, below(list, name)}), "value").value);
    }
  }
  return values;
}

}  // namespace sp::schemas
