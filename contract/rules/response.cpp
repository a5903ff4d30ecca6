// The family `response`: every answer is one that HTTP, JSON and the contract document
// allow at that place.
#include <algorithm>
#include <charconv>
#include <map>

#include <fmt/format.h>

#include "rules/catalogue.h"
#include "rules/excerpt.h"

namespace sp::contract {

namespace {

using schemas::Value;

constexpr std::string_view section_1 = "contract section 1 [S0-S4]";

const std::vector<std::string_view> success = {"ok"};
const std::vector<std::string_view> every_kind = {
    "ok", "anonymous", "unknown", "refused", "long_value", "wrong_method", "unknown_path"};

void answered(const Evidence& evidence, Verdict& verdict) {
  for ([[maybe_unused]] const Exchange* exchange : evidence.answers) verdict.judged();
  for (const Exchange* exchange : evidence.faults) {
    verdict.judged();
    verdict.fail(*exchange, "", "a complete HTTP response", exchange->fault);
  }
}

// Statuses that section 1 names for every operation, beside those of the contract document.
bool allowed(const schemas::Operation& operation, int status) {
  return operation.documents(status) || status == 400 || status == 405 ||
         (status >= 500 && status <= 599);
}

void status(const Evidence& evidence, Verdict& verdict) {
  for (const Exchange* exchange : evidence.answers) {
    verdict.judged();
    const int got = exchange->response->status;
    if (!allowed(evidence.operation, got)) {
      verdict.fail(*exchange, "", "one of 200, 400, 401, 404, 405, 429 and 5xx",
                   fmt::format("status {}", got));
    }
  }
}

// Whether the answer says nothing about the rule: the limit was reached, or a deployment
// holds only the hash of a text and has nothing to diff (contract section 5 [B]).
bool may_not_succeed(const Exchange& exchange) {
  const int status = exchange.response->status;
  return status == 429 || (exchange.request.operation == "getDiff" && status == 404);
}

void succeeds(const Evidence& evidence, Verdict& verdict) {
  for (const Exchange* exchange : evidence.answers) {
    if (may_not_succeed(*exchange)) continue;
    verdict.judged();
    if (exchange->response->status != 200) {
      verdict.fail(*exchange, "", "status 200",
                   fmt::format("status {}", exchange->response->status));
    }
  }
}

// "application/json", with parameters such as a charset or without.
bool is_json_type(std::string_view type) {
  const std::string_view essence = type.substr(0, type.find(';'));
  const auto end = essence.find_last_not_of(" \t");
  const std::string_view wanted = "application/json";
  return end != std::string_view::npos &&
         std::equal(essence.begin(), essence.begin() + end + 1, wanted.begin(), wanted.end(),
                    [](char a, char b) { return (a >= 'A' && a <= 'Z' ? a + 32 : a) == b; });
}

void content_type(const Evidence& evidence, Verdict& verdict) {
  for (const Exchange* exchange : evidence.answers) {
    verdict.judged();
    const auto types = exchange->response->header("Content-Type");
    if (types.empty()) {
      verdict.fail(*exchange, "", "Content-Type: application/json", "no Content-Type");
    } else if (!is_json_type(types.front())) {
      verdict.fail(*exchange, "", "Content-Type: application/json",
                   fmt::format("Content-Type: {}", excerpt(types.front())));
    }
  }
}

void json(const Evidence& evidence, Verdict& verdict) {
  for (const Exchange* exchange : evidence.answers) {
    verdict.judged();
    if (!exchange->response->json) {
      verdict.fail(*exchange, "", "a body that is one JSON value in UTF-8",
                   fmt::format("{}; the body begins {}", *exchange->response->json_problem,
                               excerpt(exchange->response->body)));
    }
  }
}

void unique_keys(const Evidence& evidence, Verdict& verdict) {
  for (const Exchange* exchange : evidence.answers) {
    if (!exchange->response->json) continue;
    verdict.judged();
    for (const schemas::Repeat& repeat : exchange->response->json->repeats) {
      verdict.fail(*exchange, repeat.pointer, "each member once", "the same name again");
    }
  }
}

// Calls `visit` with every value below `value` and its pointer.
template <class Visit>
void walk(const Value& value, const std::string& pointer, const Visit& visit) {
  visit(value, pointer);
  if (const schemas::Object* object = value.object()) {
    for (const schemas::Member& member : *object) {
      walk(member.value, pointer + "/" + schemas::pointer_token(member.name), visit);
    }
  } else if (const schemas::Array* array = value.array()) {
    for (std::size_t i = 0; i < array->size(); ++i) {
      walk((*array)[i], fmt::format("{}/{}", pointer, i), visit);
    }
  }
}

// No member of the five bodies is anything but an integer, so every number counts.
void integers(const Evidence& evidence, Verdict& verdict) {
  for (const Exchange* exchange : evidence.answers) {
    const Value* body = exchange->answered(200);
    if (!body) continue;
    verdict.judged();
    walk(*body, "", [&](const Value& value, const std::string& pointer) {
      if (value.is_number() && !value.written_as_integer()) {
        verdict.fail(*exchange, pointer, "a number written as an integer", value.dump(40));
      }
    });
  }
}

void schema(const Evidence& evidence, Verdict& verdict) {
  for (const Exchange* exchange : evidence.answers) {
    const Value* body = exchange->answered(200);
    const schemas::Response* documented = evidence.operation.response(200);
    if (!body || !documented->body) continue;
    verdict.judged();
    for (schemas::Violation& violation : documented->body->validate(*body)) {
      verdict.fail(*exchange, std::move(violation.instance), std::move(violation.expected),
                   std::move(violation.found));
    }
  }
}

// Whether the body names what was asked for under `name`; a body without the member is the
// schema's to judge. In `published` a sample id may also be asked for as a regression test
// id (contract section 4).
bool names_what_was_asked(const Value& body, std::string_view name, const std::string& asked) {
  const auto is = [&](std::string_view member) {
    const Value* value = body.find(member);
    const auto id = value ? value->integer() : std::nullopt;
    return id && std::to_string(*id) == asked;
  };
  return is(name) || (name == "sample_id" && is("regression_id"));
}

void ids(const Evidence& evidence, Verdict& verdict) {
  for (const Exchange* exchange : evidence.answers) {
    const Value* body = exchange->answered(200);
    if (!body) continue;
    for (const auto& [name, asked] : exchange->request.values) {
      const Value* value = body->find(name);
      if (!value || !name.ends_with("_id")) continue;
      verdict.judged();
      if (!names_what_was_asked(*body, name, asked)) {
        verdict.fail(*exchange, "/" + name, asked, value->dump(40));
      }
    }
  }
}

void content_length(const Evidence& evidence, Verdict& verdict) {
  for (const Exchange* exchange : evidence.answers) {
    const auto lengths = exchange->response->header("Content-Length");
    if (lengths.empty()) continue;
    verdict.judged();
    const std::string sent = std::to_string(exchange->response->body_size);
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

const std::vector<Rule>& response_rules() {
  static const std::vector<Rule> rules = {
      {"response",
       "answered",
       "Every request gets a complete HTTP response.",
       "A client that waits for an answer that never comes hangs or retries forever.",
       section_1,
       every_kind,
       {},
       answered},
      {"response",
       "status",
       "The status is one that the contract names.",
       "Clients branch on the status; one that nobody documented takes a branch nobody tested.",
       "contract section 1 [S0-S4, B]",
       every_kind,
       {},
       status},
      {"response",
       "succeeds",
       "A request for something that exists is answered with 200.",
       "Nothing else can be done with an endpoint that does not answer.",
       section_1,
       success,
       {},
       succeeds},
      {"response",
       "content_type",
       "The body is declared as application/json.",
       "HTTP libraries decide by this header whether to parse the body.",
       section_1,
       every_kind,
       {},
       content_type},
      {"response",
       "json",
       "The body is one JSON value in UTF-8.",
       "A parser throws on anything else.",
       section_1,
       every_kind,
       {},
       json},
      {"response",
       "unique_keys",
       "No object in the body has a member twice.",
       "Which of the two a client sees depends on its JSON library.",
       section_1,
       every_kind,
       {},
       unique_keys},
      {"response",
       "integers",
       "Integers are written as integers.",
       "Typed clients refuse 1.0 or 1e3 where an integer is documented.",
       "contract sections 2 to 6",
       success,
       {},
       integers},
      {"response",
       "schema",
       "A successful body matches the schema of its operation.",
       "Generated clients and typed models are built from that schema.",
       "contract sections 2 to 6",
       {"ok", "by_sample", "unified"},
       {},
       schema},
      {"response",
       "ids",
       "The ids in the body are the ids that were asked for.",
       "A client that caches by id would show one thing under the name of another.",
       "contract sections 2, 4 and 5",
       success,
       {"getRunSummary", "getRunSample", "getDiff"},
       ids},
      {"response",
       "content_length",
       "Content-Length is the size of the body.",
       "A wrong length cuts the body short or breaks the next response on the connection.",
       "RFC 9110 section 8.6",
       every_kind,
       {},
       content_length},
      {"response",
       "headers_once",
       "A header with one meaning does not come with two values.",
       "Clients disagree on which of the two counts.",
       "RFC 9110 section 5.3",
       every_kind,
       {},
       headers_once},
  };
  return rules;
}

}  // namespace sp::contract
