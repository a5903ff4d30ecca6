// What an error says fits the answer that it is in:
//   404 {"message": "Run 9317 not found."}              holds
//   404 {"message": ""}                                 breaks message_is_text, as "not_found" does
//   404 {"message": "Run {id} not found."}              breaks message_is_text: it was not filled
//   in 404 {"status": 500}, {"details": {"status": 500}}   breaks status_agrees
#include <algorithm>

#include <fmt/format.h>
#include <re2/re2.h>

#include <sp/schemas/split.h>

#include "exchange/excerpt.h"
#include "rules/envelope/envelope.h"
#include "rules/envelope/internals.h"
#include "seen/views.h"

namespace sp::contract::envelope {

namespace {

using schemas::Value;

// What stands where a program did not put a value: "{id}", "${id}", "%s", "%(id)d", "undefined".
bool is_not_filled_in(std::string_view text) {
  static const re2::RE2 gaps(
      R"(\$?\{[A-Za-z_.]*\}|%(\([a-z_]+\))?[sd]\b|\bundefined\b|\[object \w+\]|\bNaN\b)");
  return re2::RE2::PartialMatch(text, gaps);
}

// Without the words of the request, which may be anything.
std::string own_words(const Exchange& exchange, std::string_view message) {
  std::string text(message);
  for (const auto& [name, value] : exchange.request.values) text = without_echoes(text, value);
  return text;
}

void check_message(const Exchange& exchange, const Value& body, Verdict& verdict) {
  const std::string_view* message = string_at(body, "message");
  const std::string_view* code = string_at(body, "code");
  if (!message) return;
  verdict.judged();
  const std::string_view text = schemas::trimmed(*message);
  if (text.empty()) {
    verdict.fail(exchange, "/message", "a sentence for people", "an empty message");
  } else if (code && text == *code) {
    verdict.fail(exchange, "/message", "a sentence for people, beside the code",
                 fmt::format("the code: {}", excerpt(*message)));
  } else if (is_not_filled_in(own_words(exchange, *message))) {
    verdict.fail(exchange, "/message", "a sentence with each value filled in", excerpt(*message));
  }
}

void message_is_text(const Evidence& evidence, Verdict& verdict) {
  for (const Exchange* exchange : evidence.answers) {
    const Value* body = exchange->response->value();
    if (is_error(*exchange) && body && body->object()) check_message(*exchange, *body, verdict);
  }
}

void check_status(const Exchange& exchange, const Value& object, const std::string& place,
                  Verdict& verdict) {
  for (const std::string_view name : {"status", "status_code", "http_status", "statusCode"}) {
    const auto told = integer_at(object, name);
    if (!told || *told < 100 || *told > 599 || *told == exchange.response->status) continue;
    verdict.fail(exchange, fmt::format("{}/{}", place, name),
                 fmt::format("{}, the status of the answer", exchange.response->status),
                 std::to_string(*told));
  }
}

void status_agrees(const Evidence& evidence, Verdict& verdict) {
  for (const Exchange* exchange : evidence.answers) {
    const Value* body = exchange->response->value();
    if (!is_error(*exchange) || !body || !body->object()) continue;
    verdict.judged();
    check_status(*exchange, *body, "", verdict);
    const Value* details = body->find("details");
    if (details && details->object()) check_status(*exchange, *details, "/details", verdict);
  }
}

}  // namespace

constexpr Rule message_is_text_rule{
    .name = "message_is_text",
    .title = "The message of an error is a sentence for people, with each value filled in.",
    .why = "It is shown to people as it is: \"Run {id} not found\" helps nobody.",
    .contract = citation,
    .probes = errors,
    .operations = {},
    .judge = message_is_text};

constexpr Rule status_agrees_rule{
    .name = "status_agrees",
    .title = "A status that an error tells in its body is the status of the answer.",
    .why = "Clients that do not see the status of an answer go by the body.",
    .contract = citation,
    .probes = errors,
    .operations = {},
    .judge = status_agrees};

}  // namespace sp::contract::envelope
