// The headers of an answer fit its body, and none has two values:
//   Content-Type: application/json, with parameters or without
//   Content-Length: the bytes that the body has
#include <algorithm>

#include <fmt/format.h>

#include <sp/schemas/ascii.h>
#include <sp/schemas/split.h>

#include "exchange/excerpt.h"
#include "rules/response/response.h"

namespace sp::contract::response {

namespace {

// "application/json", with parameters such as a charset or without.
bool is_json_type(std::string_view type) {
  return schemas::same_ignoring_case(schemas::trimmed(type.substr(0, type.find(';'))),
                                     "application/json");
}

void content_type(const Evidence& evidence, Verdict& verdict) {
  for (const Exchange* exchange : evidence.answers) {
    if (!exchange->carries_body()) continue;
    verdict.judged();
    const auto types = exchange->response->header("Content-Type");
    if (types.empty()) {
      verdict.fail(*exchange, "", Absent{"Content-Type: application/json", "no Content-Type"});
    } else if (!is_json_type(types.front())) {
      verdict.fail(*exchange, "",
                   Differs{"Content-Type: application/json",
                           fmt::format("Content-Type: {}", excerpt(types.front()))});
    }
  }
}

// A recording of somebody else has the text of a body, which is as long as what came only where
// there was no coding, and where nothing in it had to be replaced.
bool is_as_it_came(const Exchange& exchange) {
  return !exchange.probes.empty() ||
         (exchange.response->header("Content-Encoding").empty() &&
          exchange.response->body.text().find("\xEF\xBF\xBD") == std::string::npos);
}

void content_length(const Evidence& evidence, Verdict& verdict) {
  for (const Exchange* exchange : evidence.answers) {
    const auto lengths = exchange->response->header("Content-Length");
    if (lengths.empty() || !exchange->carries_body() || !is_as_it_came(*exchange)) continue;
    verdict.judged();
    const std::string sent = std::to_string(exchange->response->body_bytes);
    if (lengths.front() != sent) {
      verdict.fail(*exchange, "", fmt::format("Content-Length: {}, the size of the body", sent),
                   fmt::format("Content-Length: {}", excerpt(lengths.front())));
    }
  }
}

void headers_once(const Evidence& evidence, Verdict& verdict) {
  // Headers that a response has one value of (RFC 9110 and the contract).
  static constexpr std::string_view single[] = {"Content-Type",
                                                "Content-Length",
                                                "Date",
                                                "Location",
                                                "Retry-After",
                                                "X-RateLimit-Limit",
                                                "X-RateLimit-Remaining",
                                                "X-RateLimit-Reset"};
  for (const Exchange* exchange : evidence.answers) {
    verdict.judged();
    for (const std::string_view name : single) {
      const auto values = exchange->response->header(name);
      const bool differ = std::any_of(values.begin(), values.end(),
                                      [&](const auto& value) { return value != values.front(); });
      if (differ) {
        verdict.fail(*exchange, "", fmt::format("one value of {}", name),
                     fmt::format("{} and {}", excerpt(values.front()), excerpt(values.back())));
      }
    }
  }
}

}  // namespace

constexpr Rule content_type_rule{
    .name = "content_type",
    .title = "The body is declared as application/json.",
    .why = "HTTP libraries decide by this header whether to parse the body.",
    .contract = section_1,
    .probes = each_kind,
    .operations = {},
    .judge = content_type};

constexpr Rule content_length_rule{
    .name = "content_length",
    .title = "Content-Length is the size of the body.",
    .why = "A wrong length cuts the body short or breaks the next response on the connection.",
    .contract = "RFC 9110 section 8.6",
    .probes = each_kind,
    .operations = {},
    .judge = content_length};

constexpr Rule headers_once_rule{
    .name = "headers_once",
    .title = "A header that may have one value only does not come with two.",
    .why = "Clients disagree on which of the two counts.",
    .contract = "RFC 9110 section 5.3",
    .probes = each_kind,
    .operations = {},
    .judge = headers_once};

}  // namespace sp::contract::response
