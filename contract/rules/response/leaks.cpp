// No answer shows what only the server and its owner have to know, in a member or in a header:
//   {"command": "--out=srt"}, Server: nginx                                 holds
//   {"debug": "/srv/app/models.py"}, {"triggered_by": "ada@example.org"}    is noted
//   Server: nginx/1.18.0, X-Powered-By: PHP/8.1, X-Backend: 10.0.3.17       is noted
//   X-Token: the token of the request                                       is noted
// Lines of a diff are not looked at: a subtitle may say anything. What an error tells of the
// server's inside is for envelope.internals to judge.
#include <algorithm>
#include <set>

#include <fmt/format.h>
#include <re2/re2.h>

#include <sp/schemas/ascii.h>
#include <sp/schemas/walk.h>

#include "exchange/excerpt.h"
#include "rules/envelope/internals.h"
#include "rules/response/response.h"

namespace sp::contract::response {

namespace {

using schemas::Value;

constexpr std::string_view mail_address = "a mail address";

bool has_mail_address(std::string_view text) {
  static const re2::RE2 address(R"((?i)\b[\w.+-]{1,64}@[a-z\d-]+(\.[a-z\d-]+)*\.[a-z]{2,24}\b)");
  return text.find('@') != std::string::npos && re2::RE2::PartialMatch(text, address);
}

// Headers whose values are URLs by right, or are HTTP's own.
bool is_free(std::string_view name) {
  static constexpr std::string_view names[] = {"Link",
                                               "Location",
                                               "Content-Location",
                                               "Content-Security-Policy",
                                               "Content-Security-Policy-Report-Only",
                                               "Report-To",
                                               "Reporting-Endpoints",
                                               "NEL",
                                               "Date",
                                               "ETag",
                                               "Last-Modified",
                                               "Expires",
                                               "Strict-Transport-Security",
                                               "Content-Type"};
  return schemas::lower_case(name).starts_with("access-control-") ||
         std::any_of(std::begin(names), std::end(names), [&](std::string_view known) {
           return schemas::same_ignoring_case(name, known);
         });
}

// What a header gives away; empty when nothing.
std::string_view given_away_by_header(const std::string& name, const std::string& value) {
  static const re2::RE2 version(R"(\b[A-Za-z][\w.+-]*/v?\d+\.\d)");
  static const re2::RE2 versions_of(R"((?i)^x-(powered-by|aspnet(mvc)?-version|generator)$)");
  static const re2::RE2 private_address(
      R"((?:^|[^\w.])(10\.\d+\.\d+\.\d+|192\.168\.\d+\.\d+|172\.(1[6-9]|2\d|3[01])\.\d+\.\d+)\b)");
  if (re2::RE2::PartialMatch(name, versions_of)) return "what the server is made with";
  if (is_free(name)) return {};
  if (re2::RE2::PartialMatch(value, version)) return "the version of a program";
  if (re2::RE2::PartialMatch(value, private_address)) return "an address inside the network";
  if (has_mail_address(value)) return mail_address;
  return envelope::internals_in(value) ? "something of the server's inside" : "";
}

bool asks_with_token_in_path(const Exchange& exchange) {
  return exchange.request.credentials == Credentials::in_query;
}

void check_headers(const Evidence& evidence, const Exchange& exchange, std::set<std::string>& known,
                   Verdict& verdict) {
  for (const auto& [name, value] : exchange.response->headers) {
    if (recordings::is_secret_header(name)) continue;  // a session is given on purpose
    const bool token = !asks_with_token_in_path(exchange) && evidence.shows_token(value);
    if (!known.insert(token ? name : fmt::format("{}: {}", name, value)).second) continue;
    const std::string_view given = token ? "the token" : given_away_by_header(name, value);
    if (given.empty()) continue;
    verdict.fail(exchange, "", fmt::format("no header that shows {}", given),
                 fmt::format("{}: {}", name, excerpt(value)));
  }
}

// Lines of a text that somebody compares.
bool is_line_of_diff(std::string_view pointer) {
  return pointer == "/content" || (pointer.starts_with("/hunks/") && pointer.ends_with("/text"));
}

std::string_view given_away_by_member(const Evidence& evidence, const Exchange& exchange,
                                      std::string_view text, const std::string& pointer) {
  if (!asks_with_token_in_path(exchange) && evidence.shows_token(text)) return "the token";
  if (is_line_of_diff(pointer)) return {};
  if (has_mail_address(text)) return mail_address;
  const bool success = exchange.response->status < 400;
  return success && envelope::internals_in(text) ? "something of the server's inside" : "";
}

void check_members(const Evidence& evidence, const Exchange& exchange, std::set<std::string>& known,
                   Verdict& verdict) {
  const Value* body = exchange.response->value();
  if (!body) return;
  schemas::for_each_value(*body, "", [&](const Value& value, const std::string& pointer) {
    constexpr std::size_t shortest = 5;
    const std::string_view* text = value.string();
    if (!text || text->size() < shortest || !known.emplace(*text).second) return;
    const std::string_view given = given_away_by_member(evidence, exchange, *text, pointer);
    if (given.empty()) return;
    verdict.fail(exchange, pointer, fmt::format("a value that does not show {}", given),
                 excerpt(*text));
  });
}

// Each text once, however many answers have it.
void leaks(const Evidence& evidence, Verdict& verdict) {
  std::set<std::string> headers;
  std::set<std::string> texts;
  for (const Exchange* exchange : evidence.answers) {
    verdict.judged();
    check_headers(evidence, *exchange, headers, verdict);
    check_members(evidence, *exchange, texts, verdict);
  }
}

}  // namespace

constexpr Rule leaks_rule{
    .name = "leaks",
    .title = "No answer shows the token, a mail address, or something of the server's inside.",
    .why = "Answers are kept in logs, caches and bug reports, which strangers read.",
    .contract = "contract section 1 [S2, D]",
    .probes = each_kind,
    .operations = {},
    .judge = leaks,
    .weight = Weight::note};

}  // namespace sp::contract::response
