#include "service/service.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <limits>
#include <mutex>
#include <string_view>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <sp/schemas/http_date.h>

#include "faults/effects.h"
#include "service/answers.h"
#include "service/cors.h"
#include "service/error_answer.h"
#include "service/prefer.h"
#include "service/redaction.h"
#include "service/reliance.h"

namespace sp::mock {

namespace {

void put_limit_headers(const RateDecision& limit, Headers& headers) {
  headers.emplace_back("X-RateLimit-Limit", std::to_string(limit.limit));
  headers.emplace_back("X-RateLimit-Remaining", std::to_string(limit.remaining));
  headers.emplace_back("X-RateLimit-Reset", std::to_string(limit.reset));
  if (!limit.allowed) headers.emplace_back("Retry-After", std::to_string(limit.retry_after));
}

bool same_on_the_wire(const Response& a, const Response& b) {
  return a.status == b.status && a.headers == b.headers && a.body == b.body && a.wire == b.wire;
}

// Whether an error goes out with the body of the success that it stands in for.
bool keeps_a_success(const Response& before, const Response& after) {
  return before.status < 400 && after.status >= 400 && !after.body.empty() &&
         before.body == after.body;
}

// Of a path below the base what is below it, else all of it.
std::string_view shown_path(std::string_view path) {
  return path.substr(begins_with_base(path) ? base_path.size() : 0);
}

// Whether the answer is another than the contract's, which nobody can hold it against.
bool is_by_quirk(const Question& question, const Snapshot& snapshot, const Response& response) {
  if (!snapshot.quirks.any()) return false;
  if (question.detour || question.asks_options) return true;
  Snapshot plain = snapshot;
  plain.quirks = {};
  const Response by_contract = answer_to(question, plain);
  return by_contract.status != response.status || by_contract.body != response.body;
}

// HEAD is answered without the body.
SentAnswer as_sent(const Request& request, const Response& response) {
  return {request.target, response.headers, request.method == "HEAD" ? "" : response.body};
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
      clock_(initial_->settings.clock),
      journal_(options.journal_size) {
  faults_.load(initial_->settings.faults);
  Router::of(revision());  // so that the first request need not wait for the document
}

schemas::Revision Service::revision_of(const ScenarioData& scenario) const {
  if (options_.revision) return *options_.revision;
  return scenario.settings.revision.value_or(schemas::Revision::published);
}

Service::Scenario Service::scenario() const {
  const std::shared_lock lock(scenario_mutex_);
  return scenario_;
}

void Service::load(Scenario scenario, bool for_now) {
  const std::unique_lock lock(scenario_mutex_);
  faults_.load(scenario->settings.faults);
  if (!for_now) initial_ = scenario;
  scenario_ = std::move(scenario);
  set_quirks_.reset();
}

void Service::set_quirks(const Quirks& quirks) {
  const std::unique_lock lock(scenario_mutex_);
  set_quirks_ = quirks;
}

Quirks Service::quirks() const {
  const std::shared_lock lock(scenario_mutex_);
  if (set_quirks_) return *set_quirks_;
  return options_.quirks.value_or(scenario_->settings.quirks);
}

void Service::reset() {
  Scenario initial;
  {
    const std::shared_lock lock(scenario_mutex_);
    initial = initial_;
  }
  load(initial);
  faults_.clear_added();
  clock_.restart(initial->settings.clock);
  limiter_.clear();
  journal_.clear();
}

std::string Service::token() const { return scenario()->settings.token_at(clock_.now()); }

std::string Service::without_tokens(std::string text) const {
  return mock::without_tokens(std::move(text), scenario()->settings.tokens);
}

Snapshot Service::snapshot() const {
  Snapshot snapshot;
  snapshot.scenario = scenario();
  snapshot.now = clock_.now();
  snapshot.quirks = quirks();
  snapshot.revision = revision_of(*snapshot.scenario);
  snapshot.world = snapshot.scenario->world_at(clock_.since_start());
  if (snapshot.quirks.has(Quirk::null_codes_compared)) {
    snapshot.null_codes_world = null_codes_.of(snapshot.world);
  }
  return snapshot;
}

Response Service::respond(const Request& request) {
  const Snapshot now = snapshot();
  const Settings& settings = now.scenario->settings;
  const Question question = question_of(request, now, options_.authenticate);
  RecordedRequest entry;
  entry.at = now.now;
  Response response;
  if (is_preflight(request) ||
      (request.method == "OPTIONS" && question.found() && !question.asks_options)) {
    response = answer_to_options(request, question, now);
  } else {
    const Limit limit = count(request, question, now);
    response = answer_without_faults(question, limit, now);
    if (!limit || limit->allowed) tell_quirks(request, now, limit, response, entry);
    const Preference wanted = options_.prefer ? preference_of(request) : Preference{};
    if (wanted.status && question.found()) {
      answer_as_preferred(wanted, question, limit, now, response, entry);
    } else {
      apply_faults(question, limit, now, response, entry);
    }
    response.wire.delay += wanted.delay;
    if (wanted.delay.count() > 0) {
      response.why += fmt::format("; delayed by {} ms because of its Prefer", wanted.delay.count());
    }
    for (const std::string& problem : wanted.problems) response.why += "; " + problem;
    entry.problems.insert(entry.problems.end(), wanted.problems.begin(), wanted.problems.end());
  }
  response.why = mock::without_tokens(std::move(response.why), settings.tokens);
  note(request, question, response, now, std::move(entry));
  if (const auto step = settings.clock.advance_per_request; step.count() > 0) clock_.advance(step);
  return response;
}

bool Service::is_limited(const Snapshot& snapshot) const {
  return options_.rate_limit && snapshot.scenario->settings.rate_limit;
}

std::optional<RateLimit> Service::rate_limit() const {
  const Snapshot now = snapshot();
  return is_limited(now) ? now.scenario->settings.rate_limit : std::nullopt;
}

// Where the limit is switched off, `upstream` still promises its three headers on every answer:
// they are of a limit that nobody reaches.
std::optional<RateLimit> Service::limit_at(const Snapshot& snapshot) const {
  if (is_limited(snapshot)) return snapshot.scenario->settings.rate_limit;
  if (snapshot.revision == schemas::Revision::upstream) {
    return RateLimit{.limit = std::numeric_limits<std::int32_t>::max()};
  }
  return std::nullopt;
}

// The platform counts what reaches an operation (contract section 1).
Service::Limit Service::count(const Request& request, const Question& question,
                              const Snapshot& snapshot) {
  const auto limit = limit_at(snapshot);
  if (!limit || !question.is_counted()) return std::nullopt;
  const std::string bucket =
      question.token ? "token " + question.token->token : "address " + request.remote_address;
  return limiter_.count(bucket, *limit, snapshot.now);
}

// What a browser asks before it sends a request with a token to another origin.
bool Service::is_preflight(const Request& request) const {
  return options_.cors && request.method == "OPTIONS" &&
         request.header("Access-Control-Request-Method") != nullptr;
}

Response Service::answer_to_options(const Request& request, const Question& question,
                                    const Snapshot& snapshot) const {
  Response response = options_answer(question);
  finish(question.origin, std::nullopt, snapshot.now, response);
  if (is_preflight(request)) put_preflight_headers(request, response.headers);
  return response;
}

// What every answer has beside its own headers.
void Service::finish(const std::string* origin, const Limit& limit, schemas::Instant now,
                     Response& response) const {
  if (limit) put_limit_headers(*limit, response.headers);
  if (options_.cors) put_cors_headers(origin, response.headers);
  response.headers.emplace_back("Date", schemas::format_http_date(now));
}

Response Service::answer_without_faults(const Question& question, const Limit& limit,
                                        const Snapshot& snapshot) const {
  Response response;
  try {
    response =
        limit && !limit->allowed ? limited_answer(question, *limit) : answer_to(question, snapshot);
    finish(question.origin, limit, snapshot.now, response);
    if (!options_.self_check || question.route || is_by_quirk(question, snapshot, response)) {
      return response;
    }
    const auto problem = departure(question, response, snapshot.revision);
    if (!problem) return response;
    response = failed_answer(question, "the self-check found " + *problem);
  } catch (const std::exception& error) {
    response = failed_answer(question, error.what());
  }
  finish(question.origin, limit, snapshot.now, response);
  return response;
}

// The API's own answer with that status: a 429 tells of a window that is used up, any other of the
// window as it is. Where the limit is switched off, no request was counted in a window of it.
Response Service::error_as_the_api(const Question& question, int status, const Limit& limit,
                                   const Snapshot& snapshot) const {
  Limit told = limit;
  if (status == 429) {
    const auto& settings = snapshot.scenario->settings.rate_limit;
    told = used_up(is_limited(snapshot) ? limit : std::nullopt, settings.value_or(RateLimit{}),
                   snapshot.now);
  } else if (told) {
    told->allowed = true;
  }
  Response response =
      error_answer(question, status, told.value_or(RateDecision{}), snapshot.revision);
  finish(question.origin, told, snapshot.now, response);
  return response;
}

void Service::tell_quirks(const Request& request, const Snapshot& snapshot, const Limit& limit,
                          Response& response, RecordedRequest& entry) const {
  if (limit && limit->only_by_worker) entry.quirks.emplace_back(to_string(Quirk::limit_by_worker));
  try {
    for (const Quirk quirk : quirks_behind(request, snapshot, options_.authenticate)) {
      entry.quirks.emplace_back(to_string(quirk));
    }
  } catch (const std::exception& error) {
    response.why += fmt::format("; the quirks that it depends on are unknown: {}", error.what());
  }
  if (entry.quirks.empty()) return;
  response.why += fmt::format("; because of the quirk{} {}", entry.quirks.size() > 1 ? "s" : "",
                              fmt::join(entry.quirks, ", "));
}

void Service::answer_as_preferred(const Preference& wanted, const Question& question,
                                  const Limit& limit, const Snapshot& snapshot, Response& response,
                                  RecordedRequest& entry) const {
  if (*wanted.status >= 400) {
    std::string why = fmt::format("because of its Prefer: {}; otherwise {}: {}", wanted.text,
                                  response.status, response.why);
    response = error_as_the_api(question, *wanted.status, limit, snapshot);
    response.why = std::move(why);
  } else if (*wanted.status == response.status) {
    response.why += fmt::format("; its Prefer: {} asks for the same", wanted.text);
  } else {
    entry.problems.push_back(fmt::format(
        "Prefer: {} is ignored: expected the status of an error, 400 to 599", wanted.text));
    response.why += "; " + entry.problems.back();
  }
}

void Service::apply_faults(const Question& question, const Limit& limit, const Snapshot& snapshot,
                           Response& response, RecordedRequest& entry) {
  if (!faults_.any()) return;
  const auto parameters = question.parameters();
  const auto path = shown_segments(question.target);
  const auto hits = faults_.hits({question.method, path, question.operation(), parameters,
                                  question.target.query, response.status, question.authenticated});
  if (hits.empty()) return;
  Question asked = question;
  for (const Hit& hit : hits) {
    if (hit.fault->then.ask)
      asked = asked_otherwise(std::move(asked), *hit.fault->then.ask, snapshot);
  }
  const bool asks = std::any_of(hits.begin(), hits.end(),
                                [](const Hit& hit) { return hit.fault->then.ask.has_value(); });
  const Response unasked = response;
  if (asks) response = answer_without_faults(asked, limit, snapshot);
  for (const Hit& hit : hits) {
    const FaultThen& then = hit.fault->then;
    const Response before = then.ask ? unasked : response;
    Response changed = response;
    if (then.error) {
      changed = error_as_the_api(asked, *then.error, limit, snapshot);
      changed.why = response.why;
    }
    if (const auto problem = apply(then, changed)) {
      faults_.did_not_fit(hit, *problem);
      entry.problems.push_back(*problem);
      response.why += fmt::format("; fault {} could not change the answer: {}", hit.id, *problem);
      continue;
    }
    response = std::move(changed);
    if (same_on_the_wire(before, response)) {
      response.why += fmt::format("; fault {} changed nothing", hit.id);
      continue;
    }
    faults_.fired(hit);
    entry.faults.push_back(hit.id);
    response.why += fmt::format("; fault {}: {}{}", hit.id, summary_of(then),
                                keeps_a_success(before, response)
                                    ? fmt::format(" with the body of the {}; \"error\": {} sends "
                                                  "the API's own",
                                                  before.status, response.status)
                                    : "");
  }
}

void Service::note(const Request& request, const Question& question, const Response& response,
                   const Snapshot& snapshot, RecordedRequest entry) {
  entry.method = request.method;
  entry.path = shown_path(question.target.raw_path);
  entry.query = question.target.query;
  entry.headers = request.headers;
  entry.operation = question.operation();
  entry.parameters = question.parameters();
  const std::vector<Token>& tokens = snapshot.scenario->settings.tokens;
  std::optional<SentAnswer> answer;
  if (options_.keep_answers && journal_.keeps_answer(response.body.size())) {
    answer = as_sent(request, response);
  }
  if (!options_.journal_tokens) {
    entry = redacted(std::move(entry), tokens);
    if (answer) answer = redacted(*std::move(answer), tokens);
  }
  entry.status = response.status;
  entry.why = response.why;
  journal_.note(std::move(entry), std::move(answer));
}

Response Service::unreadable(const Request& request, int status, std::string_view why) const {
  Response response = unreadable_answer(status, why);
  finish(request.header("Origin"), std::nullopt, clock_.now(), response);
  return response;
}

}  // namespace sp::mock
