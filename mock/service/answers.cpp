#include "service/answers.h"

#include <utility>

#include <fmt/format.h>

#include <sp/schemas/api.h>
#include <sp/schemas/json.h>
#include <sp/schemas/number.h>

#include "api/endpoints.h"
#include "api/refusal.h"
#include "quirks/redirect_page.h"
#include "service/canned_route.h"
#include "service/parameters.h"

namespace sp::mock {

namespace {

Response to_response(Answer answer, std::string operation = {}) {
  Response response;
  response.status = answer.status;
  response.body = std::move(answer.body);
  response.operation = std::move(operation);
  response.why = std::move(answer.why);
  response.headers.emplace_back("Content-Type", "application/json");
  return response;
}

Answer not_readable() {
  return validation_error({{"url", "Must be percent-encoded UTF-8 (write a '%' as %25)."}});
}

// The revision, other than the one that is served, of which the path is one; nothing when none is.
std::optional<schemas::Revision> other_revision_with(const Question& question,
                                                     schemas::Revision served) {
  const auto other = served == schemas::Revision::published ? schemas::Revision::upstream
                                                            : schemas::Revision::published;
  const auto segments = below_base(question.target);
  const bool has_it = segments && Router::of(other).match(*segments, 0).operation;
  return has_it ? std::optional(other) : std::nullopt;
}

Response nothing_there(const Question& question, schemas::Revision served) {
  if (question.target.readable) {
    Response response = to_response(unknown_path(question.target.raw_path));
    if (const auto other = other_revision_with(question, served)) {
      response.why += fmt::format("; {0} has one: --revision {0}", schemas::to_string(*other));
    }
    if (question.route_has_other_query) response.why += "; a route has it, but for another query";
    return response;
  }
  if (question.authenticated) return to_response(not_readable());
  return to_response(unauthorized(question.rejection));
}

Response wrong_method(const Question& question) {
  const std::string allowed = allowed_methods(question);
  Response response = to_response(
      method_not_allowed(question.method, question.target.raw_path, allowed), question.operation());
  response.headers.emplace_back("Allow", allowed);
  return response;
}

std::optional<std::string> header_departure(const schemas::Header& header,
                                            const Response& response) {
  const std::string* value = find_header(response.headers, header.name);
  if (!value) {
    if (!header.required) return std::nullopt;
    return fmt::format("header {} departs from the contract: expected one, found none",
                       header.name);
  }
  const auto number = schemas::number_in(*value);
  const bool fits = number && header.schema.accepts(schemas::Value(*number, 0));
  if (fits || header.schema.accepts(schemas::Value(*value, 0))) return std::nullopt;
  return fmt::format("header {} departs from the contract: found {}", header.name, *value);
}

Answer answer_of_operation(const Question& question, const Snapshot& snapshot) {
  const Quirks& quirks = snapshot.quirks;
  const auto [arguments, errors] = read_parameters(question.match, question.target, quirks);
  const bool looks_up_first =
      quirks.has(Quirk::first_refusal_only) && !errors.empty() && !refused_before_lookup(errors);
  if (!errors.empty() && !looks_up_first) return refusal(errors, quirks);
  Answer answer = endpoint(question.operation())(snapshot.shown_world(), arguments,
                                                 {snapshot.revision, quirks});
  return errors.empty() || answer.status >= 400 ? answer : refusal(errors, quirks);
}

// What the platform's router answers where slashes meet in a path that it has.
Response by_detour(const Question& question) {
  const std::string& location = question.detour->location;
  if (location.empty()) return wrong_method(question);
  Response response;
  response.status = 308;
  response.headers = {{"Content-Type", "text/html; charset=utf-8"}, {"Location", location}};
  response.body = redirect_page(location);
  response.why = "the path contains //";
  return response;
}

Response platform_options_answer(const Question& question) {
  Response response;
  response.headers = {{"Content-Type", "text/html; charset=utf-8"},
                      {"Allow", allowed_methods(question)}};
  response.operation = question.operation();
  response.why = "lists the allowed methods";
  return response;
}

}  // namespace

Response answer_to(const Question& question, const Snapshot& snapshot) {
  if (question.detour && !question.detour->allow.empty()) return by_detour(question);
  if (!question.found()) return nothing_there(question, snapshot.revision);
  if (!question.method_fits() && !question.asks_options) return wrong_method(question);
  const std::string& id = question.operation();
  // 401 before anything that would tell a stranger what exists (contract section 1).
  const bool needs_token = !question.route || question.route->authenticate;
  if (needs_token && !question.authenticated) {
    return to_response(unauthorized(question.rejection), id);
  }
  if (question.asks_options) return platform_options_answer(question);
  if (const std::string* scope = question.missing_scope()) {
    return to_response(forbidden(*scope, question.token->scopes), id);
  }
  if (!question.target.readable) return to_response(not_readable(), id);
  if (question.route) return canned_answer(question, snapshot);
  return to_response(answer_of_operation(question, snapshot), id);
}

Response limited_answer(const Question& question, const RateDecision& limit) {
  return to_response(rate_limited(limit.retry_after, limit.limit, limit.window_seconds),
                     question.operation());
}

Response failed_answer(const Question& question, std::string why) {
  return to_response(internal_error(std::move(why)), question.operation());
}

Response options_answer(const Question& question) {
  Response response;
  response.status = 204;
  response.why = "lists the allowed methods";
  if (question.found()) response.headers.emplace_back("Allow", allowed_methods(question));
  return response;
}

Response unreadable_answer(int status, std::string_view why) {
  return to_response(http_error(status, why));
}

std::string allowed_methods(const Question& question) {
  if (question.detour && !question.detour->allow.empty()) return question.detour->allow;
  if (!question.found()) return "GET, HEAD, OPTIONS";
  const std::string& method =
      question.match.operation ? question.match.operation->method : question.route->method;
  return method == "GET" ? "GET, HEAD, OPTIONS" : method + ", OPTIONS";
}

std::optional<std::string> departure(const Question& question, const Response& response,
                                     schemas::Revision revision) {
  const auto& api = schemas::Api::of(revision);
  const schemas::Operation* operation = api.find(response.operation);
  const schemas::Response* documented = operation ? operation->response(response.status) : nullptr;
  const auto& schema =
      documented && documented->body ? *documented->body : api.component("ErrorEnvelope");
  const auto violations = schema.validate(schemas::parse(response.body).root());
  if (!violations.empty()) {
    const auto& first = violations.front();
    return fmt::format("{} departs from the contract: expected {}, found {}", first.instance,
                       first.expected, first.found);
  }
  // The platform answers another method without the headers that it promises (contract section 1).
  if (!documented || !question.method_fits()) return std::nullopt;
  for (const schemas::Header& header : documented->headers) {
    if (auto problem = header_departure(header, response)) return problem;
  }
  return std::nullopt;
}

}  // namespace sp::mock
