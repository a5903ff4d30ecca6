// An error shows nothing of the server's inside (internals.h), but may repeat the request's words:
//   {"message": "No such run."}                                         holds
//   {"message": "sqlalchemy.exc.OperationalError: …"}                   breaks
//   {"message": "Invalid token: …"}, with the token                     breaks
//   /runs/%2Fetc%2Fpasswd/summary    {"message": "No run /etc/passwd"}  holds
#include <sp/schemas/percent.h>

#include "exchange/excerpt.h"
#include "rules/envelope/envelope.h"
#include "rules/envelope/internals.h"

namespace sp::contract::envelope {

namespace {

// The words of an error, without those that hold the request's own path or values.
std::string own_words_of(const Exchange& exchange) {
  const schemas::Value* body = exchange.response->value();
  std::string text = body ? strings_of(*body) : exchange.response->body.text();
  const std::string path(without_query(exchange.request.path));
  text = without_echoes(text, path);
  text = without_echoes(text, schemas::percent_decoded(path, schemas::Plus::blank));
  for (const auto& [name, value] : exchange.request.values) {
    if (value.size() > 3) text = without_echoes(text, value);
  }
  return text;
}

void internals(const Evidence& evidence, Verdict& verdict) {
  for (const Exchange* exchange : evidence.answers) {
    if (!is_error(*exchange)) continue;
    verdict.judged();
    const std::string words = own_words_of(*exchange);
    // A token in the URL is a part of what was asked for.
    const bool asked_with_it = exchange->request.credentials == Credentials::in_query;
    if (!asked_with_it && evidence.shows_token(words)) {
      verdict.fail(*exchange, "", "no token", "the token of the request");
      continue;
    }
    const auto at = internals_in(words);
    if (!at) continue;
    verdict.fail(*exchange, "", "no HTML page, stack trace, database query or file path",
                 excerpt(std::string_view(words).substr(*at)));
  }
}

}  // namespace

constexpr Rule internals_rule{
    .name = "internals",
    .title = "An error shows no HTML page, stack trace, database query, file path or token.",
    .why = "These tell a stranger how the server is built.",
    .contract = "contract section 1 [S2, D]",
    .probes = errors,
    .operations = {},
    .judge = internals};

}  // namespace sp::contract::envelope
