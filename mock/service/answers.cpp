#include "service/answers.h"

#include <utility>
#include <variant>

#include <fmt/format.h>

#include <sp/schemas/api.h>
#include <sp/schemas/json.h>

#include "api/endpoints.h"
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

Response nothing_there(const Question& question) {
  if (question.target.readable) return to_response(unknown_path(question.target.raw_path));
  if (question.authenticated) return to_response(not_readable());
  return to_response(unauthorized(question.rejection));
}

// What the operation or route of the question answers, for Allow.
std::string allowed_methods(const Question& question) {
  const std::string& method =
      question.match.operation ? question.match.operation->method : question.route->method;
  return method == "GET" ? "GET, HEAD, OPTIONS" : method + ", OPTIONS";
}

Response wrong_method(const Question& question) {
  const std::string allowed = allowed_methods(question);
  Response response = to_response(
      method_not_allowed(question.method, question.target.raw_path, allowed), question.operation());
  response.headers.emplace_back("Allow", allowed);
  return response;
}

Response canned(const CannedRoute& route) {
  Response response;
  response.status = route.status;
  response.headers = route.headers;
  response.body = route.body;
  response.why = fmt::format("canned by the route {}", route.path);
  return response;
}

}  // namespace

Response answer_to(const Question& question, const Snapshot& snapshot) {
  if (!question.found()) return nothing_there(question);
  if (!question.method_fits()) return wrong_method(question);
  const std::string& id = question.operation();
  // 401 before anything that would tell a stranger what exists (contract section 1).
  const bool needs_token = !question.route || question.route->authenticate;
  if (needs_token && !question.authenticated) {
    return to_response(unauthorized(question.rejection), id);
  }
  if (const std::string* scope = question.missing_scope()) {
    return to_response(forbidden(*scope, question.token->scopes), id);
  }
  if (!question.target.readable) return to_response(not_readable(), id);
  if (question.route) return canned(*question.route);
  auto arguments = read_parameters(question.match, question.target);
  if (const auto* errors = std::get_if<FieldErrors>(&arguments)) {
    return to_response(validation_error(*errors), id);
  }
  return to_response(
      endpoint(id)(*snapshot.world, std::get<Arguments>(arguments), snapshot.revision), id);
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
  response.why = "told what is allowed";
  if (question.found()) response.headers.emplace_back("Allow", allowed_methods(question));
  return response;
}

Response unreadable_answer(int status, std::string_view why) {
  return to_response(http_error(status, why));
}

Response self_checked(Response response, schemas::Revision revision) {
  const auto& api = schemas::Api::of(revision);
  const schemas::Operation* operation = api.find(response.operation);
  const schemas::Response* documented = operation ? operation->response(response.status) : nullptr;
  const auto& schema =
      documented && documented->body ? *documented->body : api.component("ErrorEnvelope");
  const auto violations = schema.validate(schemas::parse(response.body).root);
  if (violations.empty()) return response;
  const auto& first = violations.front();
  return to_response(
      internal_error(fmt::format("the self-check found {} off contract: expected {}, found {}",
                                 first.instance, first.expected, first.found)),
      response.operation);
}

}  // namespace sp::mock
