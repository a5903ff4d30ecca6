#include "har_entry.h"

#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <sp/recordings/har.h>
#include <sp/recordings/redaction.h>
#include <sp/schemas/base64.h>
#include <sp/schemas/percent.h>
#include <sp/schemas/split.h>
#include <sp/schemas/utf8.h>

#include "har_parts.h"

namespace sp::recordings {

OrderedJson json_of(const schemas::Value& value) {
  if (const schemas::Array* items = value.array()) {
    OrderedJson array = OrderedJson::array();
    for (const schemas::Value& item : *items) array.push_back(json_of(item));
    return array;
  }
  if (const schemas::Object* members = value.object()) {
    OrderedJson object = OrderedJson::object();
    for (const auto& [name, member] : *members) object[name] = json_of(member);
    return object;
  }
  if (const std::string_view* text = value.string()) return *text;
  if (const bool* flag = value.boolean()) return *flag;
  if (const auto integer = value.integer()) return *integer;
  if (const auto number = value.number()) return *number;
  return nullptr;
}

namespace {

using Json = OrderedJson;
using Headers = Exchange::Headers;

Json exact(std::string_view bytes) { return json_of(exact_text(bytes)); }

Json named(std::string_view name, std::string_view value) {
  Json row = {{"name", schemas::as_utf8(name)}, {"value", schemas::as_utf8(value)}};
  if (!schemas::is_utf8(name)) row["_name"] = exact(name);
  if (!schemas::is_utf8(value)) row["_value"] = exact(value);
  return row;
}

Json headers_of(const Headers& headers) {
  Json rows = Json::array();
  for (const auto& [name, value] : headers) {
    if (!is_secret_header(name)) rows.push_back(named(name, value));
  }
  return rows;
}

Json query_of(std::string_view path) {
  const auto decoded = [](std::string_view part) {
    return schemas::as_utf8(schemas::percent_decoded(part, schemas::Plus::blank));
  };
  Json rows = Json::array();
  const auto mark = path.find('?');
  const std::string_view query = mark == std::string_view::npos ? "" : path.substr(mark + 1);
  for (const auto& [name, value] : schemas::query_pairs(query)) {
    rows.push_back({{"name", decoded(name)}, {"value", decoded(value)}});
  }
  return rows;
}

Json request_of(const Exchange& exchange, const std::string& base_url) {
  return {{"method", exchange.method},
          {"url", schemas::as_utf8(base_url + exchange.path)},
          {"httpVersion", "HTTP/1.1"},
          {"cookies", Json::array()},
          {"headers", headers_of(exchange.request_headers)},
          {"queryString", query_of(exchange.path)},
          {"headersSize", -1},
          {"bodySize", 0}};
}

// The value of a header for the members that HAR has of its own; else empty.
std::string header(const Headers& headers, std::string_view name) {
  const std::string* value = header_in(headers, name);
  return value ? schemas::as_utf8(*value) : "";
}

std::string_view phrase(int status) {
  switch (status) {
    case 200: return "OK";
    case 302: return "Found";
    case 304: return "Not Modified";
    case 400: return "Bad Request";
    case 401: return "Unauthorized";
    case 403: return "Forbidden";
    case 404: return "Not Found";
    case 405: return "Method Not Allowed";
    case 422: return "Unprocessable Content";
    case 429: return "Too Many Requests";
    case 500: return "Internal Server Error";
    case 502: return "Bad Gateway";
    case 503: return "Service Unavailable";
    case 504: return "Gateway Timeout";
    default: return "";
  }
}

Json content_of(const Exchange& exchange, bool keeps_body) {
  if (!keeps_body && exchange.body_bytes > 0) {
    return {{"size", exchange.body_bytes},
            {"mimeType", header(exchange.response_headers, "content-type")}};
  }
  Json content = {{"size", exchange.body.size()},
                  {"mimeType", header(exchange.response_headers, "content-type")}};
  if (schemas::is_utf8(exchange.body)) {
    content["text"] = exchange.body;
  } else {
    content["text"] = schemas::base64(exchange.body);
    content["encoding"] = "base64";
  }
  return content;
}

// No response is the status 0, as browsers write it.
Json response_of(const Exchange& exchange, bool keeps_body) {
  return {{"status", exchange.status.value_or(0)},
          {"statusText", phrase(exchange.status.value_or(0))},
          {"httpVersion", exchange.status ? exchange.http_version : ""},
          {"cookies", Json::array()},
          {"headers", headers_of(exchange.response_headers)},
          {"content", content_of(exchange, keeps_body)},
          {"redirectURL", header(exchange.response_headers, "location")},
          {"headersSize", -1},
          {"bodySize", exchange.status ? Json(exchange.body_bytes) : Json(-1)}};
}

// What HAR has no place for, with the notes of the tool.
Json rest_of(const Exchange& exchange, const schemas::NewObject& notes) {
  Json rest = {{"number", exchange.number}};
  for (const auto& [name, value] : notes) rest[name] = json_of(value);
  if (!exchange.over_budget.empty()) rest["over_budget"] = exact(exchange.over_budget);
  rest.update({{"credentials", exact(exchange.credentials)},
               {"attempt", exchange.attempt},
               {"path", exact(exchange.path)},
               {"own_connection", exchange.own_connection},
               {"reused_connection", exchange.reused_connection},
               {"body_bytes", exchange.body_bytes},
               {"coding_problem", exact(exchange.coding_problem)},
               {"fault", exact(exchange.fault)},
               {"unreachable", exchange.unreachable},
               {"nothing_came", exchange.nothing_came},
               {"repeats", exchange.repeats ? Json(*exchange.repeats) : Json(nullptr)},
               {"sent_at", schemas::format_date_time(exchange.sent_at)},
               {"took_us", exchange.took.count()}});
  return rest;
}

// "2026-06-27T12:42:03.012Z": with milliseconds, as browsers write it.
std::string with_milliseconds(schemas::Instant instant) {
  const auto second = std::chrono::floor<std::chrono::seconds>(instant);
  const auto rest = std::chrono::floor<std::chrono::milliseconds>(instant - second);
  std::string text = schemas::format_date_time(second);
  text.insert(text.size() - 1, fmt::format(".{:03}", rest.count()));
  return text;
}

}  // namespace

OrderedJson creator_of(std::string_view tool, std::string_view version) {
  return {{"name", tool}, {"version", version}};
}

OrderedJson entry_of(const Exchange& exchange, const std::string& base_url,
                     const schemas::NewObject& notes, bool keeps_body) {
  const double milliseconds = std::chrono::duration<double, std::milli>(exchange.took).count();
  return {{"startedDateTime", with_milliseconds(exchange.sent_at)},
          {"time", milliseconds},
          {"request", request_of(exchange, base_url)},
          {"response", response_of(exchange, keeps_body)},
          {"cache", Json::object()},
          {"timings", {{"send", 0}, {"wait", milliseconds}, {"receive", 0}}},
          {"_sp", rest_of(exchange, notes)}};
}

schemas::Value exact_text(std::string_view bytes) {
  if (schemas::is_utf8(bytes)) return {std::string(bytes), 0};
  return {schemas::NewObject{{"base64", schemas::Value(schemas::base64(bytes), 0)}}, 0};
}

}  // namespace sp::recordings
