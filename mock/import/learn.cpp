#include "import/learn.h"

#include <sp/schemas/date_time.h>

namespace sp::mock {

void Learning::learn(const ReadAnswer& answer) {
  if (!known_.began_at) known_.began_at = answer.from->answered_at();
  name_ids(answer);
  if (!answer.authenticated) return;
  if (answer.status == 404) return learn_refusal(answer);
  if (answer.status != 200 || !answer.body.root.object()) return;
  if (answer.operation == "getRunSummary") learn_summary(answer);
  if (answer.operation == "getErrorSummary") learn_error_summary(answer);
  if (answer.operation == "getRunSample") learn_result(answer);
  if (answer.operation == "getDiff") learn_diff(answer);
  if (answer.operation == "getSampleHistory") learn_history(answer);
}

void Learning::name_ids(const ReadAnswer& answer) {
  for (const auto& [name, value] : answer.asked) {
    if (!name.ends_with("_id")) continue;
    if (const auto id = answer.asked_id(name)) known_.named.insert(*id);
  }
}

void Learning::note_source(const ReadAnswer& answer, Id run, Id test) {
  const std::string& path = answer.from->exchange.path;
  const std::string without_query = path.substr(0, path.find('?'));
  known_.runs[run].known_from.add(without_query);
  if (test != 0) known_.tests[test].known_from.add(without_query);
}

std::optional<Id> Learning::sample_of(const SeenHistory& history) const {
  if (history.revision == schemas::Revision::upstream || known_.samples.contains(history.asked)) {
    return history.asked;
  }
  const auto test = known_.tests.find(history.asked);
  if (test == known_.tests.end()) return history.asked;
  return test->second.sample ? *test->second.sample : history.asked;
}

// The rows of a history are of the regression tests of one sample.
void Learning::conclude_sample(const SeenHistory& history) {
  const auto sample = sample_of(history);
  known_.samples[*sample];
  for (const auto& [offset, row] : history.rows) {
    telling_.tell(known_.tests[row.test].sample, sample, history.from,
                  [&] { return fmt::format("the sample of regression test {}", row.test); });
  }
}

namespace {

constexpr std::chrono::seconds next_second{1};

// Narrows the bounds of a run's creation by one filter: "created_after" or "created_before". Both
// include their instant.
void bound_creation(KnownRun& run, const std::string& filter, Instant bound, bool kept,
                    Source from) {
  const bool is_later = (filter == "created_after") == kept;
  if (is_later) {
    const Instant least = kept ? bound : bound + next_second;
    if (!run.created_from || *run.created_from < least) run.created_from = {least, from};
  } else {
    const Instant latest = kept ? bound : bound - next_second;
    if (!run.created_until || *run.created_until > latest) run.created_until = {latest, from};
  }
}

}  // namespace

void Learning::conclude_filtered(const SeenHistory& history, const SeenHistory& all) {
  std::set<Id> kept;
  for (const auto& [offset, row] : history.rows) kept.insert(row.run);
  std::map<std::string, Instant> bounds;
  for (const auto& [name, value] : history.filters) {
    if (!name.starts_with("created_")) return;
    const auto bound = schemas::parse_date_time(value);
    if (!bound) return;
    bounds.emplace(name, *bound);
  }
  for (const auto& [offset, row] : all.rows) {
    const bool is_kept = kept.contains(row.run);
    // What two bounds exclude is excluded by either.
    if (!is_kept && (bounds.size() > 1 || !history.whole())) continue;
    for (const auto& [name, bound] : bounds) {
      bound_creation(known_.runs[row.run], name, bound, is_kept, history.from);
    }
  }
}

void Learning::conclude() {
  for (const auto& [key, history] : histories_) conclude_sample(history);
  conclude_absences();
  conclude_lower_tests();
  for (const auto& [key, history] : histories_) {
    if (history.filters.empty()) {
      conclude_absent(history);
      continue;
    }
    const auto status = history.filters.find("status");
    if (status != history.filters.end() && history.revision == schemas::Revision::published) {
      for (const auto& [offset, row] : history.rows) {
        telling_.tell(known_.runs[row.run].last().status, run_status_named(status->second),
                      history.from, [&] { return fmt::format("the status of run {}", row.run); });
      }
    }
    const auto all =
        histories_.find(fmt::format("{} {}", history.asked, static_cast<int>(history.revision)));
    if (all != histories_.end() && all->second.whole()) conclude_filtered(history, all->second);
  }
}

}  // namespace sp::mock
