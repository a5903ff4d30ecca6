#include "service/error_answer.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include <sp/schemas/api.h>
#include <sp/schemas/number.h>

#include "api/answer.h"
#include "service/answers.h"
#include "service/parameters.h"

namespace sp::mock {

namespace {

// Names the operation's first parameter of the query, else of the path, as the wrong one.
Answer refused(const Question& question) {
  const schemas::Operation* operation = question.match.operation;
  if (!operation || operation->parameters.empty()) return validation_error({});
  const auto& parameters = operation->parameters;
  const auto query =
      std::ranges::find(parameters, schemas::Parameter::In::query, &schemas::Parameter::in);
  const auto& named = query == parameters.end() ? parameters.front() : *query;
  return validation_error({{named.name, demand(named, "")}});
}

// `upstream` says which scope an operation needs; `published` knows none, so a deployment of it
// that refuses means the same one.
Answer without_scope(const Question& question) {
  const auto& upstream = schemas::Api::of(schemas::Revision::upstream);
  const schemas::Operation* operation = upstream.find(question.operation());
  const std::string scope = operation ? operation->scope.value_or("runs:read") : "runs:read";
  std::vector<std::string> scopes;
  if (question.token) scopes = question.token->scopes;
  std::erase(scopes, scope);
  return forbidden(scope, scopes);
}

// What the path names first is what is not there: a run, else a sample.
Answer gone(const Question& question, schemas::Revision revision) {
  if (!question.match.operation || question.match.parameters.empty())
    return unknown_path(question.target.raw_path);
  const auto& [name, text] = question.match.parameters.front();
  const auto id = schemas::number_in(text);
  if (!id || *id < 1) return unknown_path(question.target.raw_path);
  const bool is_run = name == "run_id";
  return not_found(revision, is_run ? "run" : "sample", *id,
                   fmt::format("{} {} not found.", is_run ? "Run" : "Sample", *id));
}

Answer envelope_of(const Question& question, int status, const RateDecision& limit,
                   schemas::Revision revision) {
  switch (status) {
    case 400: return refused(question);
    case 401: return unauthorized({});
    case 403: return without_scope(question);
    case 404: return gone(question, revision);
    case 405:
      return method_not_allowed(question.method, question.target.raw_path,
                                allowed_methods(question));
    case 429: return rate_limited(limit.retry_after, limit.limit, limit.window_seconds);
    case 500: return internal_error({});
    default: return http_error(status);
  }
}

}  // namespace

Response error_answer(const Question& question, int status, const RateDecision& limit,
                      schemas::Revision revision) {
  Answer answer = envelope_of(question, status, limit, revision);
  Response response;
  response.status = status;
  response.body = std::move(answer.body);
  response.operation = question.operation();
  response.headers.emplace_back("Content-Type", "application/json");
  if (status == 405) response.headers.emplace_back("Allow", allowed_methods(question));
  return response;
}

}  // namespace sp::mock
