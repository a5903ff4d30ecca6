#include <utility>

#include <fmt/format.h>

#include <sp/recordings/har.h>
#include <sp/schemas/base64.h>

#include "base_url.h"
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
  read_sending(rest, exchange);
  if (const auto repeats = rest.find("repeats")) exchange.repeats = count_at(*repeats);
}

Har read_ours(const JsonPlace& rest, const std::vector<JsonPlace>& entries,
              std::string_view base_url) {
  Har har;
  const JsonPlace base = rest.member("base_url");
  har.base_url = base.text();
  if (!base_url.empty() && without_slash(base_url) != without_slash(har.base_url)) {
    base.refuse(fmt::format("the base URL that was asked for, {}", base_url));
  }
  har.grows = false;
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
             const Attachments& attachments, std::string_view base_url) {
  const JsonPlace log = JsonPlace(document.root(), file).member("log");
  const std::vector<JsonPlace> rows = log.member("entries").items();
  const auto rest = log.find("_sp");
  if (rest) rest->expect_version(1);
  const auto upstream = rest ? rest->find("upstream") : std::nullopt;
  if (rest && !upstream) return read_ours(*rest, rows, base_url);
  Har har = read_foreign(rows, {.file = file,
                                .attachments = attachments,
                                .base_url = base_url,
                                .upstream = upstream ? upstream->text() : ""});
  if (upstream) har.grows = !log.member("_ended").boolean();
  if (log.find("_cut_off")) {
    har.remarks.emplace_back(
        "the recording breaks off: whoever wrote it was still at work, or was killed, and an "
        "exchange that is not wholly there is left out");
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
