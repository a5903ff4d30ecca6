// An error is {"code": C, "message": M, "details": D}: C in snake_case, of at most 100 characters,
// and the one of the status; M a string of at most 500; D an object:
//   404 {"code": "not_found", "message": "No such run.", "details": {}}    holds
//   404 {"code": "not_found", "message": "No such run."}                   breaks members
//   404 {"code": "Not found", …}                                           breaks snake_case
//   404 {"code": "no_such_run", …}                                         breaks code_fits
#include <algorithm>

#include <fmt/format.h>

#include <sp/schemas/ascii.h>
#include <sp/schemas/utf8.h>

#include "exchange/excerpt.h"
#include "rules/envelope/envelope.h"
#include "seen/views.h"

namespace sp::contract::envelope {

namespace {

using schemas::Value;

constexpr std::size_t max_code = 100;
constexpr std::size_t max_message = 500;

// Null where the member is not there, which is a departure.
const Value* member_of(const Exchange& exchange, const Value& body, std::string_view name,
                       Verdict& verdict) {
  const Value* value = body.find(name);
  if (!value) {
    verdict.fail(exchange, fmt::format("/{}", name),
                 Absent{fmt::format("member \"{}\"", name), "no such member"});
  }
  return value;
}

void members(const Evidence& evidence, Verdict& verdict) {
  for (const Exchange* exchange : evidence.answers) {
    if (!is_error(*exchange)) continue;
    verdict.judged();
    const Value* body = exchange->response->value();
    if (!body || !body->object()) {
      verdict.fail(*exchange, "", "an object with code, message and details",
                   body ? body->dump(80) : excerpt(exchange->response->body.text()));
      continue;
    }
    for (const std::string_view name : {"code", "message"}) {
      const Value* value = member_of(*exchange, *body, name, verdict);
      if (!value || value->string()) continue;
      verdict.fail(*exchange, fmt::format("/{}", name), "a string", value->dump(80));
    }
    const Value* details = member_of(*exchange, *body, "details", verdict);
    if (!details || details->object()) continue;
    verdict.fail(*exchange, "/details", "an object ({} when there is nothing to add)",
                 details->dump(80));
  }
}

// Calls `judge` with each error whose body is an object.
template <class Judge>
void for_each_envelope(const Evidence& evidence, Verdict& verdict, const Judge& judge) {
  for (const Exchange* exchange : evidence.answers) {
    const Value* body = exchange->response->value();
    if (!is_error(*exchange) || !body || !body->object()) continue;
    verdict.judged();
    judge(*exchange, *body);
  }
}

void snake_case(const Evidence& evidence, Verdict& verdict) {
  for_each_envelope(evidence, verdict, [&](const Exchange& exchange, const Value& body) {
    const std::string_view* code = string_at(body, "code");
    if (!code || schemas::is_snake_case(*code)) return;
    verdict.fail(exchange, "/code", "a code in snake_case", excerpt(*code));
  });
}

// The code that the contract names for a status; empty where it names none. 500 is left out: the
// contract's own examples use another.
std::string_view code_for(int status) {
  switch (status) {
    case 400: return "validation_error";
    case 401: return "unauthorized";
    case 403: return "forbidden";
    case 404: return "not_found";
    case 405: return "method_not_allowed";
    case 429: return "rate_limited";
    default: return {};
  }
}

void code_fits(const Evidence& evidence, Verdict& verdict) {
  for_each_envelope(evidence, verdict, [&](const Exchange& exchange, const Value& body) {
    const int status = exchange.response->status;
    const std::string_view wanted = code_for(status);
    const std::string_view* code = string_at(body, "code");
    if (wanted.empty() || !code || *code == wanted) return;
    verdict.fail(exchange, "/code", fmt::format("{}, the code for status {}", wanted, status),
                 excerpt(*code));
  });
}

void check_length(const Exchange& exchange, const Value& body, std::string_view name,
                  std::size_t most, Verdict& verdict) {
  const std::string_view* text = string_at(body, name);
  const std::size_t length = text ? schemas::count_characters(*text) : 0;
  if (length <= most) return;
  verdict.fail(exchange, fmt::format("/{}", name), fmt::format("at most {} characters", most),
               fmt::format("{} characters", length));
}

void lengths(const Evidence& evidence, Verdict& verdict) {
  for_each_envelope(evidence, verdict, [&](const Exchange& exchange, const Value& body) {
    check_length(exchange, body, "code", max_code, verdict);
    check_length(exchange, body, "message", max_message, verdict);
  });
}

}  // namespace

// Asks with a value that is longer than any message may be, which a careless server echoes whole.
Probe long_value_probe(const schemas::Operation& operation) {
  const schemas::Parameter* in_query = operation.parameter("group_by");
  if (!in_query) in_query = operation.parameter("branch");
  const std::string name = in_query ? in_query->name : operation.parameters.front().name;
  const std::string value(600, 'x');
  if (names_more_than_a_run(operation, name)) {
    return with_query(operation, "long_value", Expectation::refused, name, value);
  }
  return always(operation, "long_value", Expectation::refused,
                [&operation, name, value](const Subjects& subjects) {
                  return Call{with(any_values(operation, subjects), name, value)};
                });
}

constexpr Rule members_rule{.name = "members",
                            .title = "Every error has a code, a message and a details object.",
                            .why =
                                "A client reads these three to tell people what went wrong; "
                                "without one of them, its own error handling fails.",
                            .contract = citation,
                            .probes = errors,
                            .operations = {},
                            .judge = members};

constexpr Rule snake_case_rule{.name = "snake_case",
                               .title = "The code of an error is in snake_case.",
                               .why = "Clients compare codes as constants.",
                               .contract = citation,
                               .probes = errors,
                               .operations = {},
                               .judge = snake_case};

constexpr Rule code_fits_rule{
    .name = "code_fits",
    .title = "The code of an error is the one that belongs to its status.",
    .why = "Clients that branch on the code would treat one error as another.",
    .contract = citation,
    .probes = errors,
    .operations = {},
    .judge = code_fits};

constexpr Rule lengths_rule{
    .name = "lengths",
    .title = "The code of an error has at most 100 characters, its message at most 500.",
    .why = "Clients reserve that much room, in tables and in databases.",
    .contract = citation,
    .probes = errors,
    .operations = {},
    .judge = lengths};

}  // namespace sp::contract::envelope
