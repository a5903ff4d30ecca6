// What others of several runs show, and the one that the rest is about does not.
#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

#include "seen/error_lists.h"
#include "seen/views.h"
#include "session/session.h"

namespace sp::contract {

namespace {

// What is asked about one of them: how it fails, in which tests, and a result that does so.
constexpr std::size_t most_of_each = 3;

// The samples of an error summary that tells how the run fails, by type of error.
using Failures = std::map<std::string, std::set<std::string>, std::less<>>;

Failures failures_of(std::int64_t run, const Transcript& transcript,
                     const schemas::Operation& error_summary) {
  Failures failures;
  for (const Page& page : pages_of(transcript.first_view(), error_summary)) {
    if (page.asked("run_id") != std::to_string(run)) continue;
    for (const SeenBucket& row : buckets_of(page)) {
      if (!row.group_by || !row.key || *row.group_by != "type") continue;
      auto& samples = failures[std::string(*row.key)];
      for (const std::int64_t id : row.samples) samples.insert(std::to_string(id));
    }
  }
  return failures;
}

// Those that were found beside the first, and have results that fail.
std::vector<std::int64_t> others_that_fail(const Target& target, const Transcript& transcript) {
  std::vector<std::int64_t> runs;
  for (const Exchange& exchange : transcript.exchanges()) {
    const auto summaries = summaries_of({&exchange});
    if (summaries.empty() || exchange.repeats) continue;
    const SeenSummary& run = summaries.front();
    const bool fails = run.fail.value_or(0) + run.missing_output.value_or(0) > 0;
    const bool is_other = run.run_id && *run.run_id != target.run_ids.front() &&
                          std::count(target.run_ids.begin(), target.run_ids.end(), *run.run_id) > 0;
    if (fails && is_other && runs.size() < asked_to_choose_a_run(target)) {
      runs.push_back(*run.run_id);
    }
  }
  return runs;
}

// Of the types that `seen` has not.
std::set<std::string> samples_of_new_types(const Failures& failures, const Failures& seen) {
  std::set<std::string> samples;
  for (const auto& [type, its_samples] : failures) {
    if (!seen.contains(type)) samples.insert(its_samples.begin(), its_samples.end());
  }
  return samples;
}

std::vector<Call> first_of(std::vector<Call> calls) {
  calls.resize(std::min<std::size_t>(calls.size(), 1));
  return calls;
}

// What the probe asks of results of the samples.
std::vector<Call> about(const Probe& probe, const std::set<std::string>& samples,
                        Subjects subjects) {
  std::erase_if(subjects.failing,
                [&](const auto& result) { return !samples.contains(result.sample_id); });
  return first_of(probe.calls(subjects));
}

}  // namespace

std::size_t asked_of_other_runs(const Target& target) {
  return most_of_each * asked_to_choose_a_run(target);
}

void Session::see_other_runs(const Plan& plan) {
  const Probe& errors = *catalogue_->probe("getErrorSummary/ok");
  const Probe& tests = *catalogue_->probe("getErrorSummary/by_regression");
  const Probe& results = *catalogue_->probe("getRunSample/ok");
  if (unjudgeable_ || !plan.asks(results)) return;
  const schemas::Operation& error_summary = *catalogue_->api().find(errors.operation);
  Failures seen = failures_of(target_.run_ids.front(), transcript_, error_summary);
  for (const std::int64_t run : others_that_fail(target_, transcript_)) {
    doing_ = fmt::format("run {}", run);
    Target other;
    other.run_ids = {run};
    const auto subjects = [&] { return learn(other, transcript_, options_.seed.number); };
    if (unjudgeable_ || !may_send(true)) return;
    ask(errors, first_of(errors.calls(subjects())));
    Failures failures = failures_of(run, transcript_, error_summary);
    const auto samples = samples_of_new_types(failures, seen);
    seen.merge(failures);
    if (samples.empty()) continue;
    // By one revision a result is named by its sample, by the other one by its test.
    if (about(results, samples, subjects()).empty()) ask(tests, first_of(tests.calls(subjects())));
    ask(results, about(results, samples, subjects()));
  }
}

}  // namespace sp::contract
