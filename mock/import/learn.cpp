#include "import/learn.h"

#include <chrono>
#include <limits>

#include <sp/schemas/date_time.h>
#include <sp/schemas/number.h>

#include "import/rows_in_order.h"

namespace sp::mock {

void Learning::learn(const ReadAnswer& answer) {
  if (!known_.began_at) known_.began_at = answer.from->answered_at();
  name_ids(answer);
  if (!answer.authenticated) return;
  if (answer.status == 404) return learn_refusal(answer);
  if (answer.status != 200 || !answer.body.root().object()) return;
  if (answer.operation == "getRunSummary") learn_summary(answer);
  if (answer.operation == "getErrorSummary") learn_error_summary(answer);
  if (answer.operation == "getRunSample") learn_result(answer);
  if (answer.operation == "getDiff") learn_diff(answer);
  if (answer.operation == "getSampleHistory") learn_history(answer);
}

void Learning::name_ids(const ReadAnswer& answer) {
  for (const auto& [name, value] : answer.asked) {
    if (!name.ends_with("_id")) continue;
    if (const auto id = answer.asked_id(name)) {
      (name == "run_id" ? known_.named_runs : known_.named).insert(*id);
    }
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
                  [id = row.test] { return fmt::format("the sample of regression test {}", id); });
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

// The rows that a history without a filter has, as far as any answer shows them.
std::vector<KnownRow> Learning::known_rows(const SeenHistory& history) const {
  std::vector<KnownRow> rows;
  const auto sample = sample_of(history);
  for (const auto& [id, run] : known_.runs) {
    for (const auto& [test, result] : run.stages.back().results) {
      const bool is_there = !result.absent && (result.status || !result.outputs.empty());
      if (is_there && known_.tests.at(test).sample.value == sample) rows.push_back({id, test});
    }
  }
  return rows;
}

void Learning::conclude_platform(const SeenHistory& history) {
  const auto filter = history.filters.find("platform");
  if (filter == history.filters.end() || history.filters.size() != 1) return;
  const bool is_linux = filter->second == "linux";
  const RowsInOrder rows(history);
  for (const KnownRow& row : known_rows(history)) {
    KnownRun& run = known_.runs.at(row.run);
    if (run.platform || !rows.lacks(row)) continue;
    run.platform = {is_linux ? Platform::windows : Platform::linux, history.from};
  }
}

void Learning::conclude_dates(const SeenHistory& history) {
  std::map<std::string, Instant> bounds;
  for (const auto& [name, value] : history.filters) {
    const auto bound =
        name.starts_with("created_") ? schemas::parse_date_time(value) : std::nullopt;
    if (!bound) return;
    bounds.emplace(name, *bound);
  }
  const RowsInOrder rows(history);
  std::set<Id> kept;
  for (const auto& [offset, row] : history.rows) kept.insert(row.run);
  for (const Id run : kept) {
    for (const auto& [name, bound] : bounds) {
      bound_creation(known_.runs[run], name, bound, true, history.from);
    }
  }
  // What two bounds exclude is excluded by either.
  if (bounds.size() != 1) return;
  for (const KnownRow& row : known_rows(history)) {
    if (kept.contains(row.run) || !rows.lacks(row)) continue;
    bound_creation(known_.runs[row.run], bounds.begin()->first, bounds.begin()->second, false,
                   history.from);
  }
}

// In `published`, a history is filtered by the status of the run.
void Learning::conclude_statuses(const SeenHistory& history) {
  const auto filter = history.filters.find("status");
  if (history.revision != schemas::Revision::published || filter == history.filters.end()) return;
  const auto status = run_status_named(filter->second);
  if (!status) return;
  for (const auto& [offset, row] : history.rows) {
    telling_.tell(known_.runs[row.run].last().status, status, history.from,
                  [id = row.run] { return fmt::format("the status of run {}", id); });
  }
  if (history.filters.size() != 1) return;
  const RowsInOrder rows(history);
  for (const KnownRow& row : known_rows(history)) {
    if (rows.lacks(row)) known_.runs[row.run].last().other_than.insert(*status);
  }
}

// Keeps the history for what its total says. Dates leave rows out that nobody can place.
void Learning::keep(const SeenHistory& history) {
  if (!history.total) return;
  KnownHistory kept{.sample = *sample_of(history),
                    .test = std::nullopt,
                    .filters = history.filters,
                    .rows = history.rows,
                    .total = *history.total,
                    .is_by_run = history.revision == schemas::Revision::published};
  if (kept.filters.contains("created_after") || kept.filters.contains("created_before")) return;
  const auto test = kept.filters.extract("regression_test_id");
  if (!test.empty()) {
    const auto id = schemas::number_in(test.mapped());
    if (!id || *id < 1 || *id > std::numeric_limits<Id>::max()) return;
    kept.test = static_cast<Id>(*id);
  }
  known_.histories.push_back(std::move(kept));
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
    conclude_platform(history);
    conclude_dates(history);
    conclude_statuses(history);
  }
  for (const auto& [key, history] : histories_) keep(history);
}

}  // namespace sp::mock
