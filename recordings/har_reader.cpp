#include <algorithm>
#include <cmath>

#include <sp/recordings/har.h>
#include <sp/recordings/redaction.h>
#include <sp/schemas/ascii.h>
#include <sp/schemas/base64.h>

namespace sp::recordings {
namespace {

using Headers = Exchange::Headers;
using schemas::JsonPlace;
using std::chrono::microseconds;

// Secret headers are left out.
Headers headers_at(const JsonPlace& message) {
  Headers headers;
  for (const JsonPlace& row : message.member("headers").items()) {
    const auto part = [&](std::string_view name, std::string_view bytes) {
      const auto other = row.find(bytes);
      return other ? exact_text(*other) : row.member(name).text();
    };
    std::string name = part("name", "_name");
    if (is_secret_header(name)) continue;
    headers.emplace_back(std::move(name), part("value", "_value"));
  }
  return headers;
}

bool has_bearer(const JsonPlace& request) {
  constexpr std::string_view scheme = "Bearer ";
  for (const JsonPlace& row : request.member("headers").items()) {
    if (schemas::same_ignoring_case(row.member("name").text(), "authorization") &&
        schemas::same_ignoring_case(row.member("value").text().substr(0, scheme.size()), scheme)) {
      return true;
    }
  }
  return false;
}

std::string body_at(const JsonPlace& content) {
  const auto text = content.find("text");
  if (!text) return "";
  const auto encoding = content.find("encoding");
  if (!encoding || encoding->text().empty()) return text->text();
  encoding->expect(encoding->text() == "base64", "base64");
  const auto bytes = schemas::from_base64(text->text());
  text->expect(bytes.has_value(), "base64");
  return *bytes;
}

schemas::Instant instant_at(const JsonPlace& place) {
  const auto instant = schemas::parse_date_time(place.text());
  place.expect(instant.has_value(), "a date and time such as 2026-06-27T12:42:03.123Z");
  return *instant;
}

std::size_t count_at(const JsonPlace& place) {
  const std::int64_t number = place.integer();
  place.expect(number >= 0, "0 or more");
  return static_cast<std::size_t>(number);
}

// What any HAR says of an entry; `path` is the whole URL.
Exchange common_part(const JsonPlace& entry) {
  Exchange exchange;
  const JsonPlace request = entry.member("request");
  const JsonPlace response = entry.member("response");
  exchange.method = request.member("method").text();
  exchange.path = request.member("url").text();
  exchange.request_headers = headers_at(request);
  exchange.credentials = has_bearer(request) ? "token" : "none";
  exchange.sent_at = instant_at(entry.member("startedDateTime"));
  const JsonPlace time = entry.member("time");
  // Longer than a day is not a time that a request took; some tools write -1 for unknown.
  exchange.took = microseconds(std::llround(std::clamp(time.number(), 0.0, 86'400'000.0) * 1000));
  const JsonPlace status = response.member("status");
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

// What only the files of HarWriter say of an entry.
void read_rest(const JsonPlace& rest, Exchange& exchange) {
  exchange.number = count_at(rest.member("number"));
  exchange.credentials = exact_text(rest.member("credentials"));
  const JsonPlace attempt = rest.member("attempt");
  attempt.expect(attempt.integer() >= 1 && attempt.integer() <= 1'000'000, "1 or more");
  exchange.attempt = static_cast<int>(attempt.integer());
  exchange.path = exact_text(rest.member("path"));
  exchange.own_connection = rest.member("own_connection").boolean();
  exchange.reused_connection = rest.member("reused_connection").boolean();
  exchange.body_bytes = count_at(rest.member("body_bytes"));
  exchange.coding_problem = exact_text(rest.member("coding_problem"));
  exchange.fault = exact_text(rest.member("fault"));
  exchange.unreachable = rest.member("unreachable").boolean();
  exchange.nothing_came = rest.member("nothing_came").boolean();
  if (const auto repeats = rest.find("repeats")) exchange.repeats = count_at(*repeats);
  exchange.sent_at = instant_at(rest.member("sent_at"));
  exchange.took = microseconds(rest.member("took_us").integer());
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

std::string base_url_of(const std::vector<JsonPlace>& entries) {
  std::string origin;
  for (const JsonPlace& entry : entries) {
    const JsonPlace url = entry.member("request").member("url");
    if (std::string base = api_in(url.text()); !base.empty()) return base;
    if (origin.empty()) origin = origin_of(url.text());
  }
  return origin;
}

// Nothing for an entry of another site, or whose body is not in the file.
std::optional<Exchange> foreign(const JsonPlace& entry, const std::string& base_url) {
  Exchange exchange = common_part(entry);
  const std::string& url = exchange.path;
  if (!url.starts_with(base_url)) return std::nullopt;
  std::string path = url.substr(base_url.size());
  path = path.substr(0, path.find('#'));
  if (!path.empty() && path.front() != '/' && path.front() != '?') return std::nullopt;
  const JsonPlace content = entry.member("response").member("content");
  const auto size = content.find("size");
  if (exchange.status && !content.find("text") && size && size->integer() > 0) return std::nullopt;
  exchange.path = std::move(path);
  // HTTP/2's ":status" and its kin are no headers.
  for (Headers* headers : {&exchange.request_headers, &exchange.response_headers}) {
    std::erase_if(*headers, [](const auto& header) { return header.first.starts_with(':'); });
  }
  return exchange;
}

Har read_ours(const JsonPlace& rest, const std::vector<JsonPlace>& entries) {
  const JsonPlace version = rest.member("schema_version");
  version.expect(version.integer() == 1, "1");
  Har har;
  har.base_url = rest.member("base_url").text();
  har.notes = rest;
  for (const JsonPlace& place : entries) {
    HarEntry& entry = har.entries.emplace_back();
    entry.exchange = common_part(place);
    entry.notes = place.member("_sp");
    read_rest(*entry.notes, entry.exchange);
  }
  return har;
}

}  // namespace

Har read_har(const schemas::Document& document, const std::string& file) {
  const JsonPlace log = JsonPlace(document.root, file).member("log");
  const std::vector<JsonPlace> entries = log.member("entries").items();
  if (const auto rest = log.find("_sp")) return read_ours(*rest, entries);
  Har har;
  har.base_url = base_url_of(entries);
  for (const JsonPlace& entry : entries) {
    if (auto exchange = foreign(entry, har.base_url)) {
      exchange->number = har.entries.size();
      har.entries.push_back({*std::move(exchange), std::nullopt});
    } else {
      ++har.left_out;
    }
  }
  return har;
}

std::string exact_text(const JsonPlace& place) {
  if (!place.value().object()) return place.text();
  const JsonPlace encoded = place.member("base64");
  const auto bytes = schemas::from_base64(encoded.text());
  encoded.expect(bytes.has_value(), "base64");
  return *bytes;
}

}  // namespace sp::recordings
