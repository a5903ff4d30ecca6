// The first requests of a pass: they tell whether the target can be judged, and which of its runs
// the rest is about.
#include <algorithm>
#include <tuple>

#include <fmt/format.h>

#include "seen/views.h"
#include "session/redirect.h"
#include "session/session.h"

namespace sp::contract {

namespace {

// The newest run that a page of a history names; nothing for what is no such page.
std::optional<std::int64_t> newest_run(const Exchange& history) {
  const schemas::Value* body = history.answered(200);
  std::optional<std::int64_t> newest;
  if (!body) return newest;
  for (const schemas::Value& row : array_at(*body, "data")) {
    const auto run = integer_at(row, "run_id");
    if (run && *run >= 1 && *run <= largest_id) newest = std::max(newest.value_or(0), *run);
  }
  return newest;
}

// How much there is to see of a run: first of how many kinds its results are, then how many failed.
using Richness = std::tuple<int, std::int64_t>;

Richness richness_of(const Exchange& summary) {
  const auto seen = summaries_of({&summary});
  if (seen.empty()) return {};
  const SeenSummary& run = seen.front();
  const auto kinds = [](std::initializer_list<std::optional<std::int64_t>> counts) {
    return static_cast<int>(std::count_if(counts.begin(), counts.end(),
                                          [](const auto& count) { return count.value_or(0) > 0; }));
  };
  return {kinds({run.pass, run.fail, run.skipped, run.missing_output, run.errors}),
          run.fail.value_or(0)};
}

constexpr std::size_t most_runs_compared = 4;

// Whether another run of the target may be there.
bool names_nothing(const Exchange& opening) {
  return opening.response && (opening.response->status == 404 || opening.response->status == 400);
}

// What it shows is how an unknown run is answered.
void take_for_unknown(Exchange& opening) {
  opening.probes = {"getRunSummary/unknown"};
  opening.expectation = Expectation::not_found;
}

}  // namespace

std::size_t asked_to_choose_a_run(const Target& target) {
  if (target.latest_run || target.run_ids.empty()) return 0;
  return std::min(target.run_ids.size(), most_runs_compared) - 1;
}

void Session::find_run() {
  doing_ = "the first request";
  if (target_.latest_run) unjudgeable_ = find_latest_run();
  if (unjudgeable_) return;
  std::optional<std::string> problem;
  for (std::size_t left = target_.run_ids.size(); left > 0; --left) {
    if (!may_send(true)) {
      problem = fmt::format("{}; more runs were not tried, because --max-requests is {}",
                            problem.value_or("nothing was asked"), options_.max_requests);
      break;
    }
    Exchange& exchange = ask_summary(target_.run_ids.front());
    problem = problem_with(exchange, {"run", "--run-id", target_.run_ids.front()});
    if (!problem) {
      opened_ = true;
      compare_runs(exchange, left - 1);
      return;
    }
    std::rotate(target_.run_ids.begin(), target_.run_ids.begin() + 1, target_.run_ids.end());
    if (!names_nothing(exchange)) break;
    take_for_unknown(exchange);
  }
  unjudgeable_ = problem;
}

// Puts the newest run of the sample's history first; else tells why that cannot be done.
std::optional<std::string> Session::find_latest_run() {
  const Probe& probe = *catalogue_->probe("getSampleHistory/ok");
  const std::int64_t sample = *target_.sample_id;
  const Call call{{{"sample_id", std::to_string(sample)}}};
  Exchange& history = send(probe, to_request(call, *catalogue_->api().find(probe.operation)));
  if (auto problem = problem_with(history, {"sample", "--sample-id", sample})) return problem;
  const auto run = newest_run(history);
  if (!run) {
    const int status = history.response->status;
    return fmt::format(
        "{}{}: expected a history, whose newest run is the latest, found {}. Name a run "
        "with --run-id.",
        target_.base_url, history.request.path,
        status != 200           ? fmt::format("status {}", status)
        : history.answered(200) ? "no run in it"
                                : "what is no JSON, or too large");
  }
  target_.run_ids.insert(target_.run_ids.begin(), *run);
  return std::nullopt;
}

Exchange& Session::ask_summary(std::int64_t run) {
  const Probe& probe = opening(*catalogue_);
  const Call call{{{"run_id", std::to_string(run)}}};
  return send(probe, to_request(call, *catalogue_->api().find(probe.operation)));
}

// Of the first run and so many behind it that were not tried yet, the one that shows the most comes
// first. The newest was asked for by that.
void Session::compare_runs(const Exchange& found, std::size_t others) {
  if (target_.latest_run) return;
  auto& runs = target_.run_ids;
  std::size_t best = 0;
  Richness most = richness_of(found);
  for (std::size_t i = 1; i <= std::min(others, most_runs_compared - 1); ++i) {
    if (!may_send(true)) break;
    Exchange& other = ask_summary(runs[i]);
    if (names_nothing(other)) take_for_unknown(other);
    if (richness_of(other) <= most) continue;
    most = richness_of(other);
    best = i;
  }
  std::rotate(runs.begin(), runs.begin() + static_cast<std::ptrdiff_t>(best),
              runs.begin() + static_cast<std::ptrdiff_t>(best) + 1);
}

std::optional<std::string> Session::problem_with(const Exchange& opening,
                                                 const Beginning& with) const {
  if (!opening.response) {
    const auto waited = options_.wait_for_target.count();
    return fmt::format(
        "{} {}: {}. Check --base-url and that the server runs{}.", target_.base_url,
        opening.unreachable ? "cannot be reached" : "did not answer", opening.fault,
        waited > 0 ? fmt::format("; --wait-for-target waited {} s for it", waited) : "");
  }
  if (is_redirect(*opening.response)) return redirect_problem(target_.base_url, opening);
  switch (opening.response->status) {
    case 401:
      return fmt::format(
          "{} does not accept the token (status 401). Set SP_API_TOKEN to a valid one.",
          target_.base_url);
    case 403:
      return fmt::format("{} accepts the token but grants it no access to {}s (status 403).",
                         target_.base_url, with.kind);
    case 404:
      return fmt::format(
          "{} has no {} {} (status 404). Name one that exists with {}, and check that "
          "--base-url ends with the API's base path.",
          target_.base_url, with.kind, with.id, with.flag);
    case 400:
      return fmt::format(
          "{} refuses {} as the id of a {} (status 400). Name one that exists "
          "with {}.",
          target_.base_url, with.id, with.kind, with.flag);
    case 407:
      return fmt::format(
          "{} is behind a proxy that asks who you are (status 407). Name a user and a password in "
          "http_proxy, as http://USER:PASSWORD@HOST:PORT.",
          target_.base_url);
    case 429:
      return fmt::format(
          "{} has no requests left for the token in this window (status 429). Try "
          "again when the window has ended.",
          target_.base_url);
    default: return std::nullopt;
  }
}

}  // namespace sp::contract
