#include "http/service.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <limits>
#include <mutex>

#include <fmt/format.h>

#include <sp/schemas/api.h>
#include <sp/schemas/http_date.h>
#include <sp/schemas/json.h>

#include "api/endpoints.h"
#include "http/cors.h"
#include "http/parameters.h"

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

// What the operation or route of the question answers, for Allow.
std::string allowed_methods(const Question& question) {
  const std::string& method =
      question.match.operation ? question.match.operation->method : question.route->method;
  return method == "GET" ? "GET, HEAD, OPTIONS" : method + ", OPTIONS";
}

void put_limit_headers(const RateDecision& limit, Headers& headers) {
  headers.emplace_back("X-RateLimit-Limit", std::to_string(limit.limit));
  headers.emplace_back("X-RateLimit-Remaining", std::to_string(limit.remaining));
  headers.emplace_back("X-RateLimit-Reset", std::to_string(limit.reset));
  if (!limit.allowed) headers.emplace_back("Retry-After", std::to_string(limit.retry_after));
}

Answer not_readable() {
  return validation_error({{"url", "Must be percent-encoded UTF-8 (write a '%' as %25)."}});
}

bool same_on_the_wire(const Response& a, const Response& b) {
  return a.status == b.status && a.headers == b.headers && a.body == b.body && a.wire == b.wire;
}

Response canned(const CannedRoute& route) {
  Response response;
  response.status = route.status;
  response.headers = route.headers;
  response.body = route.body;
  response.why = fmt::format("canned by the route {}", route.path);
  return response;
}

ServiceOptions with_environment(ServiceOptions options) {
  options.self_check = options.self_check || std::getenv("SP_MOCK_SELF_CHECK") != nullptr;
  return options;
}

}  // namespace

Service::Service(Scenario scenario, const ServiceOptions& options)
    : options_(with_environment(options)),
      initial_(std::move(scenario)),
      scenario_(initial_),
      clock_(initial_->clock),
      journal_(options.journal_size) {
  faults_.load(initial_->faults);
  Router::of(revision());  // so that the first request need not wait for the document
}

schemas::Revision Service::revision_of(const ScenarioData& scenario) const {
  if (options_.revision) return *options_.revision;
  return scenario.revision.value_or(schemas::Revision::published);
}

Service::Scenario Service::scenario() const {
  const std::shared_lock lock(scenario_mutex_);
  return scenario_;
}

void Service::load(Scenario scenario, bool for_now) {
  const std::unique_lock lock(scenario_mutex_);
  faults_.load(scenario->faults);
  if (!for_now) initial_ = scenario;
  scenario_ = std::move(scenario);
}

void Service::reset() {
  Scenario initial;
  {
    const std::shared_lock lock(scenario_mutex_);
    initial = initial_;
  }
  load(initial);
  faults_.clear_added();
  clock_.restart(initial->clock);
  limiter_.clear();
  journal_.clear();
}

std::string Service::token() const { return scenario()->token_at(clock_.now()); }

Service::Moment Service::moment() const {
  Moment moment{scenario(), nullptr, clock_.now(), {}};
  moment.revision = revision_of(*moment.scenario);
  moment.world = moment.scenario->world_at(clock_.since_start());
  return moment;
}

Response Service::respond(const Request& request) {
  const Moment now = moment();
  const Question question = understand(request, now);
  RecordedRequest entry;
  entry.at = now.now;
  Response response;
  const bool preflight =
      options_.cors && request.header("Access-Control-Request-Method") != nullptr;
  if (request.method == "OPTIONS" && (question.found() || preflight)) {
    response.status = 204;
    response.why = "told what is allowed";
    if (question.found()) response.headers.emplace_back("Allow", allowed_methods(question));
    if (options_.cors) put_cors_headers(response.headers);
    if (preflight) put_preflight_headers(request, response.headers);
    response.headers.emplace_back("Date", schemas::format_http_date(now.now));
  } else {
    const auto limit = count(request, question, now);
    response = truth(question, limit, now);
    disturb(question, limit, now, response, entry);
  }
  const auto& tokens = now.scenario->tokens;
  response.why = without_tokens(std::move(response.why), tokens);
  record(request, question, response, tokens, std::move(entry));
  if (const auto step = now.scenario->clock.advance_per_request; step.count() > 0) {
    clock_.advance(step);
  }
  return response;
}

Question Service::understand(const Request& request, const Moment& moment) const {
  Question question;
  question.method = request.method;
  question.target = Target::parse(request.target);
  if (const auto segments = below_base(question.target)) {
    question.match = Router::of(moment.revision).match(*segments, 0);
    if (!question.match.operation) {
      question.route = find_route(moment.scenario->routes, request.method, *segments);
    }
  }
  auto token = authenticate(request, moment.scenario->tokens, moment.now);
  if (const auto* valid = std::get_if<const Token*>(&token)) {
    question.token = *valid;
  } else {
    question.rejection = std::move(std::get<Rejection>(token).why);
  }
  question.authenticated = question.token || !options_.authenticate;
  return question;
}

// Where the limit is switched off, `upstream` still promises its three headers on every answer:
// they are of a limit that nobody reaches.
std::optional<RateLimit> Service::limit_at(const Moment& moment) const {
  const auto& settings = moment.scenario->rate_limit;
  if (settings && options_.rate_limit) return settings;
  if (moment.revision == schemas::Revision::upstream) {
    return RateLimit{.limit = std::numeric_limits<std::int32_t>::max()};
  }
  return std::nullopt;
}

// The platform counts what reaches an operation (contract section 1).
std::optional<RateDecision> Service::count(const Request& request, const Question& question,
                                           const Moment& moment) {
  const auto settings = limit_at(moment);
  if (!settings || !question.found() || !question.method_fits()) return std::nullopt;
  const std::string bucket =
      question.token ? "token " + question.token->token : "address " + request.remote_address;
  return limiter_.count(bucket, *settings, moment.now);
}

Response Service::truth(const Question& question, const std::optional<RateDecision>& limit,
                        const Moment& moment) const {
  Response response;
  if (limit && !limit->allowed) {
    response = to_response(rate_limited(limit->retry_after, limit->limit, limit->window_seconds),
                           question.operation());
  } else {
    try {
      response = outcome(question, moment);
      if (options_.self_check && !question.route) check(response, moment.revision);
    } catch (const std::exception& error) {
      response = to_response(internal_error(error.what()), question.operation());
    }
  }
  if (limit) put_limit_headers(*limit, response.headers);
  if (options_.cors) put_cors_headers(response.headers);
  response.headers.emplace_back("Date", schemas::format_http_date(moment.now));
  return response;
}

Response Service::outcome(const Question& question, const Moment& moment) const {
  const std::string& id = question.operation();
  if (!question.found() && question.target.readable) {
    return to_response(unknown_path(question.target.raw_path));
  }
  if (!question.found() && question.authenticated) return to_response(not_readable());
  if (!question.found()) return to_response(unauthorized(question.rejection));
  if (!question.method_fits()) {
    const std::string allowed = allowed_methods(question);
    Response response =
        to_response(method_not_allowed(question.method, question.target.raw_path, allowed), id);
    response.headers.emplace_back("Allow", allowed);
    return response;
  }
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
  return to_response(endpoint(id)(*moment.world, std::get<Arguments>(arguments), moment.revision),
                     id);
}

void Service::check(Response& response, schemas::Revision revision) {
  const auto& api = schemas::Api::of(revision);
  const schemas::Operation* operation = api.find(response.operation);
  const schemas::Response* documented = operation ? operation->response(response.status) : nullptr;
  const auto& schema =
      documented && documented->body ? *documented->body : api.component("ErrorEnvelope");
  const auto violations = schema.validate(schemas::parse(response.body).root);
  if (violations.empty()) return;
  const auto& first = violations.front();
  response = to_response(
      internal_error(fmt::format("the self-check found {} off contract: expected {}, found {}",
                                 first.instance, first.expected, first.found)),
      response.operation);
}

void Service::disturb(const Question& question, const std::optional<RateDecision>& limit,
                      const Moment& moment, Response& response, RecordedRequest& entry) {
  if (!faults_.any()) return;
  const auto parameters = question.parameters();
  const auto hits = faults_.hits({question.operation(), parameters, question.target.query,
                                  response.status, question.authenticated});
  if (hits.empty()) return;
  Question asked = question;
  for (const Hit& hit : hits) {
    if (hit.fault->then.ask) asked = asked_otherwise(std::move(asked), *hit.fault->then.ask);
  }
  const bool asks = std::any_of(hits.begin(), hits.end(),
                                [](const Hit& hit) { return hit.fault->then.ask.has_value(); });
  const Response unasked = response;
  if (asks) response = truth(asked, limit, moment);
  for (const Hit& hit : hits) {
    const Response before = response;
    if (const auto problem = apply(hit.fault->then, response)) {
      faults_.did_not_fit(hit, *problem);
      entry.problems.push_back(*problem);
      response.why += fmt::format("; fault {} left it unchanged: {}", hit.id, *problem);
    } else if (same_on_the_wire(before, response) && !hit.fault->then.ask) {
      response.why += fmt::format("; fault {} changed nothing", hit.id);
    } else if (hit.fault->then.ask && same_on_the_wire(unasked, response)) {
      response.why += fmt::format("; fault {} changed nothing", hit.id);
    } else {
      faults_.fired(hit);
      entry.faults.push_back(hit.id);
      response.why += fmt::format("; fault {}: {}", hit.id, summary_of(hit.fault->then));
    }
  }
}

Response Service::unreadable(int status) const {
  Response response = to_response(http_error(status));
  response.headers.emplace_back("Date", schemas::format_http_date(clock_.now()));
  return response;
}

}  // namespace sp::mock
