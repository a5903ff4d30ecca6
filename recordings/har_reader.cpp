#include <utility>

#include <sp/recordings/har.h>
#include <sp/schemas/base64.h>

#include "foreign_har.h"
#include "har_parts.h"

namespace sp::recordings {
namespace {

using schemas::JsonPlace;

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

// What HAR itself has a place for.
void read_common(const JsonPlace& entry, Exchange& exchange) {
  const JsonPlace request = entry.member("request");
  const JsonPlace response = entry.member("response");
  exchange.method = request.member("method").text();
  exchange.request_headers = headers_at(request);
  static_cast<void>(instant_at(entry.member("startedDateTime")));  // sent_at is more exact
  const JsonPlace status = response.member("status");
  status.expect(status.integer() >= 0 && status.integer() <= 999, "a status, or 0 for none");
  exchange.response_headers = headers_at(response);
  exchange.body = body_at(response.member("content"));
  if (status.integer() == 0) return;
  exchange.status = static_cast<int>(status.integer());
  exchange.http_version = response.member("httpVersion").text();
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
  if (const auto over = rest.find("over_budget")) exchange.over_budget = exact_text(*over);
  exchange.fault = exact_text(rest.member("fault"));
  exchange.unreachable = rest.member("unreachable").boolean();
  exchange.nothing_came = rest.member("nothing_came").boolean();
  if (const auto repeats = rest.find("repeats")) exchange.repeats = count_at(*repeats);
  exchange.sent_at = instant_at(rest.member("sent_at"));
  const JsonPlace took = rest.member("took_us");
  constexpr std::int64_t day = 86'400'000'000;
  took.expect(took.integer() >= 0 && took.integer() <= day, "0 to 86400000000, which is a day");
  exchange.took = std::chrono::microseconds(took.integer());
}

Har read_ours(const JsonPlace& rest, const std::vector<JsonPlace>& entries) {
  rest.expect_version(1);
  Har har;
  har.base_url = rest.member("base_url").text();
  har.notes = rest;
  for (const JsonPlace& place : entries) {
    HarEntry& entry = har.entries.emplace_back();
    read_common(place, entry.exchange);
    entry.notes = place.member("_sp");
    read_rest(*entry.notes, entry.exchange);
  }
  return har;
}

}  // namespace

Har read_har(const schemas::Document& document, const std::string& file,
             const Attachments& attachments, const std::string& base_url) {
  const JsonPlace log = JsonPlace(document.root, file).member("log");
  const std::vector<JsonPlace> entries = log.member("entries").items();
  const auto rest = log.find("_sp");
  return rest ? read_ours(*rest, entries) : read_foreign(entries, attachments, base_url);
}

std::string exact_text(const JsonPlace& place) {
  if (!place.value().object()) return place.text();
  const JsonPlace encoded = place.member("base64");
  const auto bytes = schemas::from_base64(encoded.text());
  encoded.expect(bytes.has_value(), "base64");
  return *bytes;
}

}  // namespace sp::recordings
