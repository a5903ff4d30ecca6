// The rule of the family `error_summary` that all groupings of a run say the same of how bad
// its errors are.
#include <algorithm>
#include <map>

#include <fmt/format.h>

#include <sp/schemas/number.h>

#include "exchange/excerpt.h"
#include "rules/error_summary/error_summary.h"
#include "seen/error_lists.h"

namespace sp::contract::error_summary {

namespace {

constexpr std::string_view severity_names[] = {"info", "warning", "error", "critical"};

void expect_severity(const SeenBucket& row, int rank, const ErrorList& list, const ErrorList& other,
                     Verdict& verdict) {
  if (!row.severity) return;
  verdict.judged();
  if (severity_rank(row.severity) == rank) return;
  contradict(verdict, row, "severity",
             fmt::format("{}, the worst by {}", severity_names[rank], other.name()),
             excerpt(*row.severity), {&list, &other});
}

// A category has all errors of a test or none, so it is at least as bad as the mildest test of
// each sample that it names, and as bad as the worst of all at most.
void check_category(const SeenBucket& row, const Groupings& run, const Raised& raised,
                    Verdict& verdict) {
  const auto severity = severity_rank(row.severity);
  if (!severity || !row.lists_all_samples()) return;
  int least = 0;
  int most = 0;
  for (const std::int64_t id : row.samples) {
    const Raised::OfSample* sample = raised.find(id);
    if (!sample) return;
    least = std::max(least, sample->mildest);
    most = std::max(most, sample->worst);
  }
  verdict.judged();
  if (*severity >= least && *severity <= most) return;
  contradict(verdict, row, "severity",
             fmt::format("{}, the worst of its samples by regression_id",
                         severity_names[*severity < least ? least : most]),
             excerpt(*row.severity), {run.category, run.regression});
}

// A sample is as bad as its worst test.
void compare_with_tests(const Groupings& run, const Raised& raised, Verdict& verdict) {
  if (run.sample) {
    for (const SeenBucket& row : run.sample->rows) {
      const Raised::OfSample* sample = raised.find(row.id());
      if (!sample) continue;
      expect_severity(row, sample->worst, *run.sample, *run.regression, verdict);
    }
  }
  if (!run.category) return;
  for (const SeenBucket& row : run.category->rows) check_category(row, run, raised, verdict);
}

// By severity, each sample stands under the worst that it has.
void compare_samples_with_severities(const Groupings& run, Verdict& verdict) {
  if (!run.severity || !run.sample || !run.severity->samples()) return;
  std::map<std::int64_t, int> worst;
  for (const SeenBucket& row : run.severity->rows) {
    const auto rank = severity_rank(row.key);
    if (!rank) return;
    for (const std::int64_t id : row.samples) {
      const auto [sample, added] = worst.try_emplace(id, *rank);
      sample->second = std::max(sample->second, *rank);
    }
  }
  for (const SeenBucket& row : run.sample->rows) {
    const auto id = row.id();
    const auto sample = id ? worst.find(*id) : worst.end();
    if (sample == worst.end()) continue;
    expect_severity(row, sample->second, *run.sample, *run.severity, verdict);
  }
}

// All errors of a type are of one severity (contract section 3), so the types of a severity
// are what it counts.
void compare_types_with_severities(const Groupings& run, Verdict& verdict) {
  if (!run.severity || !run.type) return;
  for (const SeenBucket& row : run.severity->rows) {
    if (!row.key || !row.count) continue;
    std::int64_t count = 0;
    SampleIds samples;
    bool counted = true;
    bool listed_all = row.lists_all_samples();
    for (const SeenBucket* type : rows_of_severity(*run.type, *row.key)) {
      counted &= type->count.has_value();
      count = schemas::bounded_sum(count, type->count.value_or(0));
      listed_all &= type->lists_all_samples();
      samples.insert(type->samples.begin(), type->samples.end());
    }
    if (!counted) continue;
    verdict.judged();
    if (*row.count != count) {
      contradict(verdict, row, "count",
                 fmt::format("{}, as the types of severity {} have together", count, *row.key),
                 std::to_string(*row.count), {run.severity, run.type});
    }
    if (listed_all && row.sample_set() != samples) {
      contradict(verdict, row, "sample_ids",
                 fmt::format("{}, as the types of severity {} name", listed(samples), *row.key),
                 listed(row.sample_set()), {run.severity, run.type});
    }
  }
}

}  // namespace

void severities_agree(const Evidence& evidence, Verdict& verdict) {
  const ErrorLists& lists = evidence.seen.errors();
  for (const Groupings& run : lists.groupings()) {
    if (const auto raised = raised_in(run)) compare_with_tests(run, *raised, verdict);
    compare_samples_with_severities(run, verdict);
    compare_types_with_severities(run, verdict);
  }
}

}  // namespace sp::contract::error_summary
