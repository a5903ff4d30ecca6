// Faults as JSON: reading the form of a scenario file, and writing the C++ form in it.
#include "scenario/fault.h"

#include <stdexcept>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "scenario/fields.h"
#include "scenario/form.h"
#include "scenario/query_conditions.h"

namespace sp::mock {

namespace {

using schemas::Value;
using Json = nlohmann::ordered_json;

std::optional<std::int64_t> number(const Value& object, std::string_view name) {
  const Value* value = object.find(name);
  return value ? value->integer() : std::nullopt;
}

std::optional<bool> flag(const Value& object, std::string_view name) {
  const Value* value = object.find(name);
  const bool* set = value ? value->boolean() : nullptr;
  return set ? std::optional(*set) : std::nullopt;
}

std::optional<std::string> json_field(const Value& object, std::string_view name) {
  const Value* value = object.find(name);
  return value ? std::optional(value->dump()) : std::nullopt;
}

FaultWhen when_from(const Value& value) {
  FaultWhen when;
  when.operation = text_field(value, "operation");
  when.path = text_field(value, "path");
  when.method = text_field(value, "method");
  when.run_id = number(value, "run_id");
  when.sample_id = number(value, "sample_id");
  when.regression_id = number(value, "regression_id");
  when.output_id = number(value, "output_id");
  when.query = query_conditions_of(value);
  if (const auto status = number(value, "status")) when.status = static_cast<int>(*status);
  when.authenticated = flag(value, "authenticated");
  when.skip = static_cast<std::uint64_t>(number(value, "skip").value_or(0));
  if (const auto times = number(value, "times")) when.times = static_cast<std::uint64_t>(*times);
  when.every = static_cast<std::uint64_t>(number(value, "every").value_or(1));
  if (const Value* share = value.find("share")) when.share = share->number();
  when.seed = static_cast<std::uint64_t>(number(value, "seed").value_or(1));
  return when;
}

Ask ask_from(const Value& value) {
  Ask ask;
  for (const auto& [name, asked] : members_field(value, "query")) {
    ask.query[std::string(name)] = asked.is_null() ? std::nullopt : std::optional(text_of(asked));
  }
  for (const auto& [name, asked] : members_field(value, "path")) {
    ask.path[std::string(name)] = text_of(asked);
  }
  ask.authenticated = flag(value, "authenticated");
  return ask;
}

HeaderChange header_from(const Value& value) {
  if (value.is_null()) return DropHeader{};
  if (const std::string_view* text = value.string()) return std::string(*text);
  if (value.array()) return RepeatHeader{texts_of(value)};
  const auto factor = [&](std::string_view name, double otherwise) {
    const Value* member = value.find(name);
    return member ? member->number().value_or(otherwise) : otherwise;
  };
  return ComputeHeader{factor("multiply", 1), factor("add", 0)};
}

FaultThen then_from(const Value& value) {
  FaultThen then;
  if (const Value* ask = value.find("ask")) then.ask = ask_from(*ask);
  if (const auto error = number(value, "error")) then.error = static_cast<int>(*error);
  if (const auto status = number(value, "status")) then.status = static_cast<int>(*status);
  for (const auto& [name, change] : members_field(value, "headers")) {
    then.headers[std::string(name)] = header_from(change);
  }
  then.patch = json_field(value, "patch");
  then.merge_patch = json_field(value, "merge_patch");
  then.body = json_field(value, "body");
  then.raw = text_field(value, "raw");
  then.delay = std::chrono::milliseconds(number(value, "delay_ms").value_or(0));
  if (const auto rate = number(value, "drip_bytes_per_second")) {
    then.drip_bytes_per_second = static_cast<std::uint64_t>(*rate);
  }
  if (const Value* length = value.find("content_length")) {
    then.content_length_add = number(*length, "add").value_or(0);
  }
  if (const auto close = text_field(value, "close")) {
    then.close = *close == "in_body" ? CloseAt::in_body : CloseAt::before_headers;
  }
  return then;
}

Json parsed(std::string_view member, const std::string& text) {
  Json value = Json::parse(text, nullptr, false);
  if (value.is_discarded()) {
    throw std::invalid_argument(fmt::format("{}: expected JSON, found {}", member, text));
  }
  return value;
}

Json to_json(const FaultWhen& when) {
  Json json = Json::object();
  const auto put = [&](const char* name, const auto& value) {
    if (value) json[name] = *value;
  };
  put("operation", when.operation);
  put("path", when.path);
  put("method", when.method);
  put("run_id", when.run_id);
  put("sample_id", when.sample_id);
  put("regression_id", when.regression_id);
  put("output_id", when.output_id);
  for (const auto& [name, condition] : when.query) {
    const auto* value = std::get_if<std::string>(&condition);
    json["query"][name] = value                                       ? Json(*value)
                          : std::holds_alternative<Absent>(condition) ? Json(nullptr)
                                                                      : Json(true);
  }
  put("status", when.status);
  put("authenticated", when.authenticated);
  if (when.skip > 0) json["skip"] = when.skip;
  put("times", when.times);
  if (when.every != 1) json["every"] = when.every;
  put("share", when.share);
  if (when.seed != 1) json["seed"] = when.seed;
  return json;
}

Json to_json(const Ask& ask) {
  Json json = Json::object();
  for (const auto& [name, value] : ask.query) {
    json["query"][name] = value ? Json(*value) : Json(nullptr);
  }
  for (const auto& [name, value] : ask.path) json["path"][name] = value;
  if (ask.authenticated) json["authenticated"] = *ask.authenticated;
  return json;
}

Json to_json(const HeaderChange& change) {
  if (const auto* value = std::get_if<std::string>(&change)) return *value;
  if (const auto* repeat = std::get_if<RepeatHeader>(&change)) return repeat->values;
  const auto* compute = std::get_if<ComputeHeader>(&change);
  return compute ? Json{{"multiply", compute->multiply}, {"add", compute->add}} : Json(nullptr);
}

Json to_json(const FaultThen& then) {
  Json json = Json::object();
  if (then.ask) json["ask"] = to_json(*then.ask);
  if (then.error) json["error"] = *then.error;
  if (then.status) json["status"] = *then.status;
  for (const auto& [name, change] : then.headers) json["headers"][name] = to_json(change);
  if (then.patch) json["patch"] = parsed("patch", *then.patch);
  if (then.merge_patch) json["merge_patch"] = parsed("merge_patch", *then.merge_patch);
  if (then.body) json["body"] = parsed("body", *then.body);
  if (then.raw) json["raw"] = *then.raw;
  if (then.delay.count() != 0) json["delay_ms"] = then.delay.count();
  if (then.drip_bytes_per_second) json["drip_bytes_per_second"] = *then.drip_bytes_per_second;
  if (then.content_length_add != 0) json["content_length"]["add"] = then.content_length_add;
  if (then.close) json["close"] = *then.close == CloseAt::in_body ? "in_body" : "before_headers";
  return json;
}

std::shared_ptr<const Fault> fault_of(FaultWhen when, FaultThen then, std::string text) {
  std::optional<PathPattern> path;
  if (when.path) path.emplace(*when.path);
  return std::make_shared<const Fault>(
      Fault{std::move(when), std::move(then), std::move(text), std::move(path)});
}

}  // namespace

std::shared_ptr<const Fault> prepared(FaultWhen when, FaultThen then) {
  const Json json = {{"when", to_json(when)}, {"then", to_json(then)}};
  std::string text = json.dump(-1, ' ', false, Json::error_handler_t::replace);
  for (const auto& violation : fault_schema().validate(schemas::parse(text).root())) {
    throw std::invalid_argument(fmt::format("{}: expected {}, found {}", violation.instance,
                                            violation.expected, violation.found));
  }
  return fault_of(std::move(when), std::move(then), std::move(text));
}

std::shared_ptr<const Fault> fault_from(const Value& value) {
  static const Value none;
  const Value* when = value.find("when");
  const Value* then = value.find("then");
  return fault_of(when_from(when ? *when : none), then_from(then ? *then : none), value.dump());
}

}  // namespace sp::mock
