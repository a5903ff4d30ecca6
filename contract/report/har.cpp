#include "report/har.h"

#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <sp/recordings/redaction.h>
#include <sp/schemas/ascii.h>
#include <sp/schemas/base64.h>
#include <sp/schemas/percent.h>
#include <sp/schemas/split.h>
#include <sp/schemas/utf8.h>

#include "plan/request.h"

namespace sp::contract {

namespace {

using Json = nlohmann::ordered_json;
using Headers = RecordedExchange::Headers;

// A text that is read back as it was, whatever its bytes.
Json exact(std::string_view bytes) {
  if (schemas::is_utf8(bytes)) return std::string(bytes);
  return {{"base64", schemas::base64(bytes)}};
}

Json named(std::string_view name, std::string_view value) {
  Json row = {{"name", schemas::as_utf8(name)}, {"value", schemas::as_utf8(value)}};
  if (!schemas::is_utf8(name)) row["_name"] = exact(name);
  if (!schemas::is_utf8(value)) row["_value"] = exact(value);
  return row;
}

Json headers_of(const Headers& headers) {
  Json rows = Json::array();
  for (const auto& [name, value] : headers) {
    if (!recordings::is_secret_header(name)) rows.push_back(named(name, value));
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

Json request_of(const RecordedExchange& exchange, const std::string& base_url) {
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
  const auto found = std::find_if(headers.begin(), headers.end(), [&](const auto& pair) {
    return schemas::same_ignoring_case(pair.first, name);
  });
  return found == headers.end() ? "" : schemas::as_utf8(found->second);
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

Json content_of(const RecordedExchange& exchange) {
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
Json response_of(const RecordedExchange& exchange) {
  return {{"status", exchange.status.value_or(0)},
          {"statusText", phrase(exchange.status.value_or(0))},
          {"httpVersion", exchange.status ? exchange.http_version : ""},
          {"cookies", Json::array()},
          {"headers", headers_of(exchange.response_headers)},
          {"content", content_of(exchange)},
          {"redirectURL", header(exchange.response_headers, "location")},
          {"headersSize", -1},
          {"bodySize", exchange.status ? Json(exchange.body_bytes) : Json(-1)}};
}

Json rest_of(const RecordedExchange& exchange) {
  return {{"number", exchange.number},
          {"operation", exact(exchange.operation)},
          {"route", exact(exchange.route)},
          {"probes", exchange.probes},
          {"credentials", exact(exchange.credentials)},
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
          {"took_us", exchange.took.count()}};
}

// "2026-06-27T12:42:03.012Z": with milliseconds, as browsers write it.
std::string with_milliseconds(schemas::Instant instant) {
  const auto second = std::chrono::floor<std::chrono::seconds>(instant);
  const auto rest = std::chrono::floor<std::chrono::milliseconds>(instant - second);
  std::string text = schemas::format_date_time(second);
  text.insert(text.size() - 1, fmt::format(".{:03}", rest.count()));
  return text;
}

Json entry_of(const RecordedExchange& exchange, const std::string& base_url) {
  const double milliseconds = std::chrono::duration<double, std::milli>(exchange.took).count();
  return {{"startedDateTime", with_milliseconds(exchange.sent_at)},
          {"time", milliseconds},
          {"request", request_of(exchange, base_url)},
          {"response", response_of(exchange)},
          {"cache", Json::object()},
          {"timings", {{"send", 0}, {"wait", milliseconds}, {"receive", 0}}},
          {"_sp", rest_of(exchange)}};
}

Json context_of(const HarContext& context) {
  const auto id = [](const std::optional<std::int64_t>& value) {
    return value ? Json(*value) : Json(nullptr);
  };
  return {{"schema_version", 1},
          {"base_url", schemas::as_utf8(context.base_url)},
          {"revision", schemas::as_utf8(context.revision)},
          {"run_ids", context.run_ids},
          {"sample_id", id(context.sample_id)},
          {"regression_id", id(context.regression_id)},
          {"output_id", id(context.output_id)},
          {"unjudgeable",
           context.unjudgeable ? Json(schemas::as_utf8(*context.unjudgeable)) : Json(nullptr)}};
}

}  // namespace

std::string har_text(const HarContext& context, const std::vector<RecordedExchange>& exchanges) {
  Json entries = Json::array();
  for (const RecordedExchange& exchange : exchanges) {
    entries.push_back(entry_of(exchange, context.base_url));
  }
  const Json har = {{"log",
                     {{"version", "1.2"},
                      {"creator", {{"name", "sp-contract"}, {"version", SP_VERSION}}},
                      {"pages", Json::array()},
                      {"entries", std::move(entries)},
                      {"_sp", context_of(context)}}}};
  return har.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace sp::contract
