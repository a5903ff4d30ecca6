#include "session/session.h"

#include <algorithm>
#include <chrono>

#include <fmt/format.h>

namespace sp::contract {

namespace {

// A deployment that answers nothing this often in a row has died.
constexpr std::size_t max_faults_in_a_row = 3;

schemas::Instant now() {
  return std::chrono::time_point_cast<schemas::Instant::duration>(std::chrono::system_clock::now());
}

void parse_body(Response& response) {
  try {
    response.json = schemas::parse(response.body);
  } catch (const schemas::SyntaxError& error) {
    response.json_problem = fmt::format("line {}, column {}: expected {}, found {}", error.line,
                                        error.column, error.expected, error.found);
  }
}

}  // namespace

Session::Session(Target target, const Options& options, const schemas::Api& api,
                 Transport& transport)
    : target_(std::move(target)), options_(options), api_(api), transport_(transport) {}

void Session::carry_out(const Plan& plan) {
  open();
  for (const auto& stage : plan.stages) {
    for (const Probe* probe : stage) {
      if (unjudgeable_) return;
      if (!given_up_.contains(probe->operation)) ask(*probe);
    }
  }
}

// The target's runs, until one is found: the rest of the plan is about that one.
void Session::open() {
  std::optional<std::string> problem;
  for (std::size_t left = target_.run_ids.size(); left > 0; --left) {
    if (requests_ >= options_.max_requests) {
      over_budget_ = true;
      problem = fmt::format("{}; more runs were not tried, because --max-requests is {}",
                            problem.value_or("nothing was asked"), options_.max_requests);
      break;
    }
    const Call call = opening().calls(learn(target_, transcript_)).front();
    Exchange& exchange = send(opening(), to_request(call, *api_.find(opening().operation)));
    problem = problem_with(exchange);
    if (!problem) {
      opened_ = true;
      return;
    }
    std::rotate(target_.run_ids.begin(), target_.run_ids.begin() + 1, target_.run_ids.end());
    const bool other_runs_may_do =
        exchange.response && (exchange.response->status == 404 || exchange.response->status == 400);
    if (!other_runs_may_do) break;
    // What it shows is how an unknown run is answered.
    exchange.probes = {find_probe("getRunSummary", "unknown")};
  }
  unjudgeable_ = problem;
}

std::optional<std::string> Session::problem_with(const Exchange& opening) const {
  if (!opening.response) {
    return fmt::format("{} {}: {}. Check --base-url and that the server runs.", target_.base_url,
                       opening.unreachable ? "cannot be reached" : "did not answer", opening.fault);
  }
  const std::string run = *opening.request.value("run_id");
  switch (opening.response->status) {
    case 401:
      return fmt::format(
          "{} does not accept the token (status 401). Set SP_API_TOKEN to a valid one.",
          target_.base_url);
    case 403:
      return fmt::format("{} accepts the token but grants it no access to runs (status 403).",
                         target_.base_url);
    case 404:
      return fmt::format(
          "{} has no run {} (status 404). Name one that exists with --run-id, and check that "
          "--base-url ends with the API's base path.",
          target_.base_url, run);
    case 400:
      return fmt::format(
          "{} refuses {} as the id of a run (status 400). Name one that exists "
          "with --run-id.",
          target_.base_url, run);
    case 429:
      return fmt::format(
          "{} has no requests left for the token in this window (status 429). Try "
          "again when it ended.",
          target_.base_url);
    default: return std::nullopt;
  }
}

void Session::ask(const Probe& probe) {
  const schemas::Operation& operation = *api_.find(probe.operation);
  for (const Call& call : probe.calls(learn(target_, transcript_))) {
    Request request = to_request(call, operation);
    if (Exchange* known = transcript_.find(request)) {
      if (!known->is_for(probe.operation, probe.kind)) known->probes.push_back(&probe);
      continue;
    }
    if (requests_ >= options_.max_requests) {
      over_budget_ = true;
      return;
    }
    send(probe, std::move(request));
    if (faults_in_a_row_ >= max_faults_in_a_row) {
      look_whether_it_lives(probe);
      return;
    }
  }
}

// An operation that answers nothing is broken; a deployment that answers nothing has died.
void Session::look_whether_it_lives(const Probe& probe) {
  faults_in_a_row_ = 0;
  Request request = transcript_.exchanges().front().request;
  const auto outcome = transport_.send(request);
  ++requests_;
  if (const auto* fault = std::get_if<TransportFault>(&outcome)) {
    unjudgeable_ = fmt::format("{} stopped answering: {}", target_.base_url, fault->what);
  } else {
    given_up_.insert(probe.operation);
  }
}

Exchange& Session::send(const Probe& probe, Request request) {
  Exchange exchange;
  exchange.probes = {&probe};
  exchange.sent_at = now();
  const auto start = std::chrono::steady_clock::now();
  auto outcome = transport_.send(request);
  exchange.took = std::chrono::duration_cast<std::chrono::microseconds>(
      std::chrono::steady_clock::now() - start);
  exchange.request = std::move(request);
  ++requests_;
  if (auto* response = std::get_if<Response>(&outcome)) {
    parse_body(*response);
    exchange.response = std::move(*response);
    faults_in_a_row_ = 0;
  } else {
    auto& fault = std::get<TransportFault>(outcome);
    exchange.fault = std::move(fault.what);
    exchange.unreachable = fault.unreachable;
    ++faults_in_a_row_;
  }
  return transcript_.add(std::move(exchange));
}

}  // namespace sp::contract
