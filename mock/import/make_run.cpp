// The results of a run: those that answers show, and as many more as its counts and its errors
// need.
#include <algorithm>

#include <sp/schemas/number.h>

#include "import/world_maker.h"

namespace sp::mock {

namespace {

const KnownBuckets& buckets_by(const KnownStage& stage, Grouping grouping) {
  return stage.buckets[static_cast<std::size_t>(grouping)];
}

std::int64_t count_of(const Drafts& drafts, ResultStatus status) {
  return std::ranges::count_if(drafts,
                               [&](const auto& row) { return row.second.status == status; });
}

}  // namespace

bool WorldMaker::may_have_result(Id test, const KnownStage& stage, const Drafts& drafts) {
  if (drafts.contains(test)) return false;
  const auto known = stage.results.find(test);
  return known == stage.results.end() || !known->second.absent;
}

Id WorldMaker::free_test_of(Id sample, const KnownStage& stage, const Drafts& drafts) {
  for (const auto& [id, of_sample] : sample_of_) {
    if (of_sample == sample && may_have_result(id, stage, drafts)) return id;
  }
  return new_test(sample);
}

// Where errors were only asked for by other groupings than by regression test, their rows still
// name samples.
void WorldMaker::add_failing_of_samples(const KnownStage& stage, Drafts& drafts) {
  if (buckets_by(stage, Grouping::regression_id).from) return;
  std::set<Id> failing;
  for (const Grouping grouping : {Grouping::type, Grouping::sample_id, Grouping::severity}) {
    for (const auto& [offset, bucket] : buckets_by(stage, grouping).rows) {
      failing.insert(bucket.sample_ids.begin(), bucket.sample_ids.end());
    }
  }
  for (const auto& [test, draft] : drafts) {
    if (draft.status != ResultStatus::pass && !draft.is_open()) failing.erase(sample_of_.at(test));
  }
  for (auto& [test, draft] : drafts) {
    if (draft.is_open() && failing.erase(sample_of_.at(test)) > 0) draft.errors.differing = 1;
  }
  for (const Id sample : failing) {
    drafts[free_test_of(sample, stage, drafts)].errors.differing = 1;
  }
  for (const auto& [offset, bucket] : buckets_by(stage, Grouping::sample_id).rows) {
    const auto sample = schemas::number_in(bucket.key);
    for (auto& [test, draft] : drafts) {
      if (draft.settled || sample_of_.at(test) != sample) continue;
      draft.count = static_cast<int>(std::min<std::int64_t>(bucket.count, 1000));
      draft.only_warnings = bucket.severity <= Severity::warning;
      break;
    }
  }
}

void WorldMaker::add_made_up(const KnownStage& stage, Drafts& drafts, ResultStatus status,
                             std::int64_t how_many) {
  if (how_many <= 0) return;
  constexpr std::int64_t most = 100'000;  // results that anybody wants made up
  const auto wanted = static_cast<std::size_t>(std::min(how_many, most));
  std::vector<Id> tests;
  for (const auto& [id, sample] : sample_of_) {
    if (tests.size() == wanted) break;
    if (may_have_result(id, stage, drafts)) tests.push_back(id);
  }
  while (tests.size() < wanted) tests.push_back(new_test(new_sample()));
  Draft draft{.status = status, .settled = true, .made_up = true};
  if (status == ResultStatus::fail) draft.errors.differing = 1;
  if (status == ResultStatus::missing_output) draft.errors.missing = 1;
  for (const Id test : tests) drafts.emplace(test, draft);
}

void WorldMaker::fill_counts(Id run, const KnownStage& stage, Drafts& drafts) {
  struct Kind {
    const Told<std::int64_t>& told;
    ResultStatus status;
    std::string_view name;
  };
  const KnownCounts& counts = stage.counts;
  for (const Kind& kind :
       {Kind{counts.fail, ResultStatus::fail, "fail_count"},
        Kind{counts.missing_output, ResultStatus::missing_output, "missing_output_count"},
        Kind{counts.pass, ResultStatus::pass, "pass_count"}}) {
    if (!kind.told) continue;
    const std::int64_t lacking = *kind.told - count_of(drafts, kind.status);
    add_made_up(stage, drafts, kind.status, lacking);
    if (lacking < 0) {
      telling_.note(
          fmt::format("{} of run {}", kind.name, run),
          fmt::format("the {} of run {} is {} in {}, but other answers show {} such "
                      "results: they count",
                      kind.name, run, *kind.told, kind.told.from->place(), *kind.told - lacking));
    }
  }
  const bool all_pass = std::ranges::all_of(drafts, [](const auto& row) {
    return row.second.status == ResultStatus::pass ||
           row.second.status == ResultStatus::not_started;
  });
  // A run that fails without a failure has a result that was skipped.
  if (status_by(stage, drafts) == RunStatus::fail && all_pass &&
      counts.skipped.value.value_or(1) > 0) {
    add_made_up(stage, drafts, ResultStatus::skipped, 1);
  }
}

// The run counts more errors than its results show: some have several.
void WorldMaker::fill_errors(const KnownStage& stage, Drafts& drafts) {
  if (!stage.counts.errors || buckets_by(stage, Grouping::type).whole()) return;
  std::int64_t lacking = *stage.counts.errors;
  for (const auto& [test, draft] : drafts) lacking -= draft.errors.all();
  const auto has_room = [&](Id test, const Draft& draft) {
    constexpr int most_outputs = 20;
    const auto outputs = static_cast<int>(known_.tests.at(test).outputs.size());
    return draft.errors.missing + draft.errors.differing <
           (tests_with_told_outputs_.contains(test) ? outputs : most_outputs);
  };
  for (bool more = true; lacking > 0 && more;) {
    more = false;
    for (auto& [test, draft] : drafts) {
      const bool is_open = draft.may_miss_more || draft.made_up || (!draft.settled && !draft.count);
      if (lacking == 0 || !is_open || draft.errors.all() == 0 || !has_room(test, draft)) continue;
      ++(draft.errors.missing > 0 ? draft.errors.missing : draft.errors.differing);
      --lacking;
      more = true;
    }
  }
}

WorldMaker::DraftedStage WorldMaker::draft(Id run, const KnownStage& stage) {
  Drafts drafts = drafts_of(stage, known_);
  add_failing_of_samples(stage, drafts);
  settle_errors(drafts, stage, sample_of_);
  fill_counts(run, stage, drafts);
  fill_errors(stage, drafts);
  DraftedStage drafted{.known = &stage, .status = status_by(stage, drafts)};
  for (auto& [test, draft] : drafts) drafted.results.emplace(test, DraftedResult{draft});
  return drafted;
}

// The regression tests that belong to the run: those with a result, and more of the file as far as
// the run's total goes.
std::optional<std::vector<Id>> WorldMaker::tests_of(const DraftedRun& run) {
  std::optional<std::int64_t> total;
  std::set<Id> tests;
  for (const DraftedStage& stage : run.stages) {
    if (stage.known->counts.total) total = *stage.known->counts.total;
    for (const auto& [test, result] : stage.results) tests.insert(test);
  }
  if (!total) return std::nullopt;
  constexpr std::int64_t most = 100'000;
  const auto wanted = static_cast<std::size_t>(std::min(*total, most));
  while (known_.tests.size() < wanted) new_test(new_sample());
  for (const auto& [test, known] : known_.tests) {
    if (tests.size() >= wanted) break;
    tests.insert(test);
  }
  return std::vector<Id>(tests.begin(), tests.end());
}

}  // namespace sp::mock
