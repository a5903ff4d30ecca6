// The family `envelope`: every error, whatever its status, speaks the same language
// (contract section 1).
#include <algorithm>

#include <fmt/format.h>

#include <sp/schemas/percent.h>
#include <sp/schemas/split.h>
#include <sp/schemas/utf8.h>

#include "exchange/excerpt.h"
#include "rules/catalogue.h"
#include "rules/envelope/internals.h"

namespace sp::contract {

namespace {

using schemas::Value;

constexpr const char* citation = "contract section 1, error envelope [S0-S4]";
constexpr std::size_t max_code = 100;
constexpr std::size_t max_message = 500;

// What is asked so that there are errors to judge. Every error of the operation counts,
// whatever it was asked for.
constexpr Names errors = {"ok",         "anonymous",    "unknown",
                          "long_value", "wrong_method", "unknown_path"};

bool is_error(const Exchange& exchange) {
  return exchange.response->status >= 400 && exchange.carries_body() && !exchange.is_unreadable();
}

// Calls `judge` with every error whose body is an object.
template <class Judge>
void for_each_envelope(const Evidence& evidence, Verdict& verdict, const Judge& judge) {
  for (const Exchange* exchange : evidence.answers) {
    const Value* body = exchange->response->value();
    if (!is_error(*exchange) || !body || !body->object()) continue;
    verdict.judged();
    judge(*exchange, *body);
  }
}

void check_string(const Exchange& exchange, const Value& body, std::string_view name,
                  Verdict& verdict) {
  const Value* value = body.find(name);
  if (!value) {
    verdict.fail(exchange, fmt::format("/{}", name), fmt::format("member \"{}\"", name),
                 "no such member");
  } else if (!value->string()) {
    verdict.fail(exchange, fmt::format("/{}", name), "a string", value->dump(80));
  }
}

void members(const Evidence& evidence, Verdict& verdict) {
  for (const Exchange* exchange : evidence.answers) {
    if (!is_error(*exchange)) continue;
    verdict.judged();
    const Value* body = exchange->response->value();
    if (!body || !body->object()) {
      verdict.fail(*exchange, "", "an object with code, message and details",
                   body ? body->dump(80) : excerpt(exchange->response->body));
      continue;
    }
    check_string(*exchange, *body, "code", verdict);
    check_string(*exchange, *body, "message", verdict);
    const Value* details = body->find("details");
    if (!details) {
      verdict.fail(*exchange, "/details", "member \"details\"", "no such member");
    } else if (!details->object()) {
      verdict.fail(*exchange, "/details", "an object ({} when there is nothing to add)",
                   details->dump(80));
    }
  }
}

bool is_snake_case(std::string_view code) {
  const auto fine = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
  };
  return !code.empty() && std::all_of(code.begin(), code.end(), fine) && code.front() >= 'a' &&
         code.back() != '_' && code.find("__") == std::string_view::npos;
}

void snake_case(const Evidence& evidence, Verdict& verdict) {
  for_each_envelope(evidence, verdict, [&](const Exchange& exchange, const Value& body) {
    const Value* code = body.find("code");
    if (code && code->string() && !is_snake_case(*code->string())) {
      verdict.fail(exchange, "/code", "a code in snake_case", excerpt(*code->string()));
    }
  });
}

// The codes that the contract names. 500 is left out: its own examples use another.
std::string_view code_of(int status) {
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
    const std::string_view wanted = code_of(exchange.response->status);
    const Value* code = body.find("code");
    if (wanted.empty() || !code || !code->string() || *code->string() == wanted) return;
    verdict.fail(exchange, "/code", fmt::format("{} for {}", wanted, exchange.response->status),
                 excerpt(*code->string()));
  });
}

void lengths(const Evidence& evidence, Verdict& verdict) {
  for_each_envelope(evidence, verdict, [&](const Exchange& exchange, const Value& body) {
    const auto check = [&](std::string_view name, std::size_t most) {
      const Value* value = body.find(name);
      const std::size_t length =
          value && value->string() ? schemas::count_characters(*value->string()) : 0;
      if (length > most) {
        verdict.fail(exchange, fmt::format("/{}", name), fmt::format("at most {} characters", most),
                     fmt::format("{} characters", length));
      }
    };
    check("code", max_code);
    check("message", max_message);
  });
}

// The words of an error, without those that hold the request's own path or values.
std::string words_of(const Exchange& exchange) {
  const Value* body = exchange.response->value();
  std::string text = body ? strings_of(*body) : exchange.response->body;
  const std::string path = exchange.request.path.substr(0, exchange.request.path.find('?'));
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
    const std::string words = words_of(*exchange);
    const auto at = internals_in(words);
    if (!at) continue;
    verdict.fail(*exchange, "", "no page, stack trace, query or file path",
                 excerpt(std::string_view(words).substr(*at)));
  }
}

// A limit that is reached says nothing of what would have come.
bool limited(const Exchange& exchange) { return exchange.response->status == 429; }

void unknown_path(const Evidence& evidence, Verdict& verdict) {
  for (const Exchange* exchange : evidence.own) {
    if (limited(*exchange)) continue;
    verdict.judged();
    if (exchange->response->status != 404) {
      verdict.fail(*exchange, "", "status 404",
                   fmt::format("status {}", exchange->response->status));
    }
  }
}

// Whether a list of methods, as in an Allow header, has GET.
bool names_get(std::string_view allow) {
  const auto methods = schemas::comma_list(allow);
  return std::ranges::find(methods, "GET") != methods.end();
}

void wrong_method(const Evidence& evidence, Verdict& verdict) {
  for (const Exchange* exchange : evidence.own) {
    // Without a token, 401 may come first.
    const bool turned_away =
        exchange->response->status == 401 && !authenticates(exchange->request.credentials);
    if (limited(*exchange) || turned_away) continue;
    verdict.judged();
    if (exchange->response->status != 405) {
      verdict.fail(*exchange, "", "status 405",
                   fmt::format("status {}", exchange->response->status));
      continue;
    }
    const auto allow = exchange->response->header("Allow");
    if (allow.empty() || !names_get(allow.front())) {
      verdict.fail(*exchange, "", "an Allow header that names GET",
                   allow.empty() ? "no Allow header" : excerpt(allow.front()));
    }
  }
}

// A value longer than any message may be, which a careless server echoes whole.
Probe long_value(const schemas::Operation& operation) {
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

// With the token for one operation and without for the others: what is allowed does not
// depend on who asks, and the token's requests are scarce.
Probe wrong_method_probe(const schemas::Operation& operation) {
  const bool with_token = operation.id == "getRunSummary";
  Probe probe = always(operation, "wrong_method", Expectation::wrong_method,
                       [&operation, with_token](const Subjects& subjects) {
                         return Call{any_values(operation, subjects), "POST",
                                     with_token ? Credentials::token : Credentials::none};
                       });
  probe.counts_for_token = with_token;
  return probe;
}

Probe unknown_path_probe(const schemas::Operation& operation) {
  return always(
      operation, "unknown_path", Expectation::not_found, [&operation](const Subjects& subjects) {
        return Call{any_values(operation, subjects), "GET", Credentials::token, "/no-such-path"};
      });
}

std::vector<Probe> probes_of_the_family(const schemas::Api& api) {
  std::vector<Probe> all;
  for (const std::string_view id : operation_ids) {
    // A run's summary has its bad ids elsewhere.
    if (id != "getRunSummary") all.push_back(long_value(*api.find(id)));
    all.push_back(wrong_method_probe(*api.find(id)));
  }
  all.push_back(unknown_path_probe(*api.find("getRunSummary")));
  return all;
}

}  // namespace

Family envelope_family(const Contract& contract) {
  return {
      "envelope",
      {
          {"members",
           "Every error has a code, a message and a details object.",
           "A client reads these three to tell people what went wrong; it fails on its own error "
           "path when one is not there.",
           citation,
           errors,
           {},
           members},
          {"snake_case",
           "The code of an error is in snake_case.",
           "Clients compare codes as constants.",
           citation,
           errors,
           {},
           snake_case},
          {"code_fits",
           "The code of an error is the one that belongs to its status.",
           "Clients that branch on the code would treat one error as another.",
           citation,
           errors,
           {},
           code_fits},
          {"lengths",
           "Code and message keep to their lengths.",
           "Clients reserve that much room, in tables and in databases.",
           citation,
           errors,
           {},
           lengths},
          {"internals",
           "An error shows no page, stack trace or file path.",
           "What tells a stranger how the server is built does not belong in an answer.",
           "contract section 1 [S2, D]",
           errors,
           {},
           internals},
          {"unknown_path",
           "An unknown path is a 404.",
           "A mistyped URL must look like one, not like a success.",
           "contract section 1 [B]",
           {"unknown_path"},
           {"getRunSummary"},
           unknown_path},
          {"wrong_method",
           "An unsupported method is a 405 that names what is allowed.",
           "HTTP libraries and proxies read Allow.",
           "contract section 1 [B]",
           {"wrong_method"},
           {},
           wrong_method},
      },
      probes_of_the_family(contract.api)};
}

}  // namespace sp::contract
