#include "report/har_reader.h"

#include <algorithm>
#include <cctype>
#include <cmath>

#include <fmt/format.h>

#include <sp/recordings/redaction.h>
#include <sp/schemas/ascii.h>
#include <sp/schemas/base64.h>
#include <sp/schemas/revision.h>

namespace sp::contract {

namespace {

using Headers = RecordedExchange::Headers;
using std::chrono::microseconds;

// A text that har_text() may have had to write as base64.
std::string exact(const schemas::JsonPlace& place) {
  if (!place.value().object()) return place.text();
  const schemas::JsonPlace encoded = place.member("base64");
  const auto bytes = schemas::from_base64(encoded.text());
  encoded.expect(bytes.has_value(), "base64");
  return *bytes;
}

// Secret headers are left out.
Headers headers_at(const schemas::JsonPlace& message) {
  Headers headers;
  for (const schemas::JsonPlace& row : message.member("headers").items()) {
    const auto part = [&](std::string_view name, std::string_view bytes) {
      const auto other = row.find(bytes);
      return other ? exact(*other) : row.member(name).text();
    };
    std::string name = part("name", "_name");
    if (recordings::is_secret_header(name)) continue;
    headers.emplace_back(std::move(name), part("value", "_value"));
  }
  return headers;
}

bool has_bearer(const schemas::JsonPlace& request) {
  constexpr std::string_view scheme = "Bearer ";
  for (const schemas::JsonPlace& row : request.member("headers").items()) {
    if (schemas::same_ignoring_case(row.member("name").text(), "authorization") &&
        schemas::same_ignoring_case(row.member("value").text().substr(0, scheme.size()), scheme)) {
      return true;
    }
  }
  return false;
}

std::string body_at(const schemas::JsonPlace& content) {
  const auto text = content.find("text");
  if (!text) return "";
  const auto encoding = content.find("encoding");
  if (!encoding || encoding->text().empty()) return text->text();
  encoding->expect(encoding->text() == "base64", "base64");
  const auto bytes = schemas::from_base64(text->text());
  text->expect(bytes.has_value(), "base64");
  return *bytes;
}

schemas::Instant instant_at(const schemas::JsonPlace& place) {
  const auto instant = schemas::parse_date_time(place.text());
  place.expect(instant.has_value(), "a date and time such as 2026-06-27T12:42:03.123Z");
  return *instant;
}

std::size_t count_at(const schemas::JsonPlace& place) {
  const std::int64_t number = place.integer();
  place.expect(number >= 0, "0 or more");
  return static_cast<std::size_t>(number);
}

// What any HAR says of an entry; `path` is the whole URL.
RecordedExchange common_part(const schemas::JsonPlace& entry) {
  RecordedExchange exchange;
  const schemas::JsonPlace request = entry.member("request");
  const schemas::JsonPlace response = entry.member("response");
  exchange.method = request.member("method").text();
  exchange.path = request.member("url").text();
  exchange.request_headers = headers_at(request);
  exchange.credentials = has_bearer(request) ? "token" : "none";
  exchange.sent_at = instant_at(entry.member("startedDateTime"));
  const schemas::JsonPlace time = entry.member("time");
  // Longer than a day is not a time that a request took; some tools write -1 for unknown.
  exchange.took = microseconds(std::llround(std::clamp(time.number(), 0.0, 86'400'000.0) * 1000));
  const schemas::JsonPlace status = response.member("status");
  status.expect(status.integer() >= 0 && status.integer() <= 999, "a status, or 0 for none");
  exchange.response_headers = headers_at(response);
  exchange.body = body_at(response.member("content"));
  if (status.integer() == 0) {
    const auto error = response.find("_error");
    exchange.fault = error && error->value().string() ? error->text() : "no response was recorded";
    return exchange;
  }
  exchange.status = static_cast<int>(status.integer());
  const auto version = response.find("httpVersion");
  if (version && version->value().string()) exchange.http_version = version->text();
  const auto size = response.find("bodySize");
  // Browsers write 0 or -1 for what they did not count.
  exchange.body_bytes = size && size->integer() > 0 ? count_at(*size) : exchange.body.size();
  return exchange;
}

// What only the suite's own files say of an entry.
void read_rest(const schemas::JsonPlace& rest, RecordedExchange& exchange) {
  exchange.number = count_at(rest.member("number"));
  exchange.operation = exact(rest.member("operation"));
  if (const auto route = rest.find("route")) exchange.route = exact(*route);
  for (const schemas::JsonPlace& probe : rest.member("probes").items()) {
    exchange.probes.push_back(probe.text());
  }
  exchange.credentials = exact(rest.member("credentials"));
  const schemas::JsonPlace attempt = rest.member("attempt");
  attempt.expect(attempt.integer() >= 1 && attempt.integer() <= 1'000'000, "1 or more");
  exchange.attempt = static_cast<int>(attempt.integer());
  exchange.path = exact(rest.member("path"));
  exchange.own_connection = rest.member("own_connection").boolean();
  exchange.reused_connection = rest.member("reused_connection").boolean();
  exchange.body_bytes = count_at(rest.member("body_bytes"));
  exchange.coding_problem = exact(rest.member("coding_problem"));
  exchange.fault = exact(rest.member("fault"));
  exchange.unreachable = rest.member("unreachable").boolean();
  exchange.nothing_came = rest.member("nothing_came").boolean();
  if (const auto repeats = rest.find("repeats")) exchange.repeats = count_at(*repeats);
  exchange.sent_at = instant_at(rest.member("sent_at"));
  exchange.took = microseconds(rest.member("took_us").integer());
}

HarContext context_at(const schemas::JsonPlace& rest) {
  const schemas::JsonPlace version = rest.member("schema_version");
  version.expect(version.integer() == 1, "1");
  HarContext context;
  context.base_url = rest.member("base_url").text();
  const schemas::JsonPlace revision = rest.member("revision");
  context.revision = revision.text();
  revision.expect(context.revision.empty() || schemas::parse_revision(context.revision),
                  "published or upstream");
  for (const schemas::JsonPlace& id : rest.member("run_ids").items()) {
    context.run_ids.push_back(id.integer());
  }
  const auto id = [&](std::string_view name) -> std::optional<std::int64_t> {
    const auto place = rest.find(name);
    return place ? std::optional(place->integer()) : std::nullopt;
  };
  context.sample_id = id("sample_id");
  context.regression_id = id("regression_id");
  context.output_id = id("output_id");
  if (const auto why = rest.find("unjudgeable")) context.unjudgeable = why->text();
  return context;
}

// Where the API is in a URL of it; empty when the URL does not say.
std::string api_in(std::string_view url) {
  constexpr std::string_view base_path = "/api/v1";
  const auto at = url.substr(0, url.find_first_of("?#")).find(base_path);
  if (at == std::string_view::npos) return "";
  const std::string_view rest = url.substr(at + base_path.size());
  const bool ends = rest.empty() || rest.front() == '/' || rest.front() == '?';
  return ends ? std::string(url.substr(0, at + base_path.size())) : "";
}

std::string origin_of(std::string_view url) {
  const auto scheme_end = url.find("://");
  if (scheme_end == std::string_view::npos) return "";
  return std::string(url.substr(0, url.find_first_of("/?#", scheme_end + 3)));
}

std::string base_url_of(const std::vector<schemas::JsonPlace>& entries) {
  std::string origin;
  for (const schemas::JsonPlace& entry : entries) {
    const schemas::JsonPlace url = entry.member("request").member("url");
    if (std::string base = api_in(url.text()); !base.empty()) return base;
    if (origin.empty()) origin = origin_of(url.text());
  }
  return origin;
}

// Nothing for an entry of another site, or whose body is not in the file.
std::optional<RecordedExchange> foreign(const schemas::JsonPlace& entry,
                                        const std::string& base_url) {
  RecordedExchange exchange = common_part(entry);
  const std::string& url = exchange.path;
  if (!url.starts_with(base_url)) return std::nullopt;
  std::string path = url.substr(base_url.size());
  path = path.substr(0, path.find('#'));
  if (!path.empty() && path.front() != '/' && path.front() != '?') return std::nullopt;
  const schemas::JsonPlace content = entry.member("response").member("content");
  const auto size = content.find("size");
  if (exchange.status && !content.find("text") && size && size->integer() > 0) return std::nullopt;
  exchange.path = std::move(path);
  // HTTP/2's ":status" and its kin are no headers.
  for (Headers* headers : {&exchange.request_headers, &exchange.response_headers}) {
    std::erase_if(*headers, [](const auto& header) { return header.first.starts_with(':'); });
  }
  return exchange;
}

}  // namespace

Har read_har(std::string_view text, const std::string& file) {
  const schemas::Document document = schemas::parse_file(text, file);
  const schemas::JsonPlace log = schemas::JsonPlace(document.root, file).member("log");
  const std::vector<schemas::JsonPlace> entries = log.member("entries").items();
  Har har;
  if (const auto rest = log.find("_sp")) {
    har.context = context_at(*rest);
    for (const schemas::JsonPlace& entry : entries) {
      read_rest(entry.member("_sp"), har.exchanges.emplace_back(common_part(entry)));
    }
    return har;
  }
  har.context.base_url = base_url_of(entries);
  for (const schemas::JsonPlace& entry : entries) {
    if (auto exchange = foreign(entry, har.context.base_url)) {
      exchange->number = har.exchanges.size();
      har.exchanges.push_back(std::move(*exchange));
    } else {
      ++har.left_out;
    }
  }
  return har;
}

}  // namespace sp::contract
