// A row is as bad as the worst of its errors, so every grouping tells the same of a sample:
//   severity(sample) = max severity(its tests by regression_id)
//   severity(sample) = max severity under which group_by=severity names it
//   count(severity)  = sum of count(types of that severity)
// A category has all errors of a test or none, so it is at least as bad as the mildest test of each
// sample that it names, and at most as bad as the worst of all.
#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "exchange/excerpt.h"
#include "rules/error_summary/error_summary.h"
#include "rules/laws.h"

namespace sp::contract::error_summary {

namespace {

void expect_severity(const SeenBucket& row, int rank, const ErrorList& list, const ErrorList& other,
                     Verdict& verdict) {
  if (!row.severity) return;
  verdict.judged();
  if (severity_rank(row.severity) == rank) return;
  contradict(verdict, row, "severity",
             FreeText{fmt::format("{}, the worst severity that the sample has with {}",
                                  severity_names[static_cast<std::size_t>(rank)], other.name()),
                      excerpt(*row.severity)},
             {&list, &other});
}

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
             FreeText{fmt::format("{} {}, as the row's samples have with group_by=regression_id",
                                  *severity < least ? "at least" : "at most",
                                  severity_names[*severity < least ? least : most]),
                      excerpt(*row.severity)},
             {run.category, run.regression});
}

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

using WorstOfSamples = std::map<std::int64_t, int>;

// By the rows of group_by=severity that name the sample; nothing when one is of no known severity.
std::optional<WorstOfSamples> worst_by_severities(const ErrorList& by_severity) {
  WorstOfSamples worst;
  for (const SeenBucket& row : by_severity.rows) {
    const auto rank = severity_rank(row.key);
    if (!rank) return std::nullopt;
    for (const std::int64_t id : row.samples) {
      const auto sample = worst.try_emplace(id, *rank).first;
      sample->second = std::max(sample->second, *rank);
    }
  }
  return worst;
}

void compare_samples_with_severities(const Groupings& run, Verdict& verdict) {
  if (!run.severity || !run.sample || !run.severity->samples()) return;
  const auto worst = worst_by_severities(*run.severity);
  if (!worst) return;
  for (const SeenBucket& row : run.sample->rows) {
    const auto id = row.id();
    const auto sample = id ? worst->find(*id) : worst->end();
    if (sample == worst->end()) continue;
    expect_severity(row, sample->second, *run.sample, *run.severity, verdict);
  }
}

// The samples that the rows list; nothing when one does not list all of its own.
std::optional<SampleIds> samples_of(const std::vector<const SeenBucket*>& rows) {
  SampleIds samples;
  for (const SeenBucket* row : rows) {
    if (!row->lists_all_samples()) return std::nullopt;
    samples.insert(row->samples.begin(), row->samples.end());
  }
  return samples;
}

// All errors of a type are of one severity (contract section 3).
void compare_types_with_severities(const Groupings& run, Verdict& verdict) {
  if (!run.severity || !run.type) return;
  for (const SeenBucket& row : run.severity->rows) {
    if (!row.key || !row.count) continue;
    const auto types = rows_of_severity(*run.type, *row.key);
    const auto count = adds_up(types, [](const SeenBucket* type) { return type->count; });
    if (!count) continue;
    verdict.judged();
    if (*row.count != *count) {
      contradict(
          verdict, row, "count",
          Differs{std::to_string(*count), std::to_string(*row.count),
                  fmt::format("the sum of the rows of severity {} with group_by=type", *row.key)},
          {run.severity, run.type});
    }
    const auto samples = samples_of(types);
    if (samples && row.lists_all_samples() && row.sample_set() != *samples) {
      contradict(verdict, row, "sample_ids",
                 Differs{listed(*samples), listed(row.sample_set()),
                         fmt::format("the rows of severity {} with group_by=type", *row.key)},
                 {run.severity, run.type});
    }
  }
}

void severities_agree(const Evidence& evidence, Verdict& verdict) {
  for (const Groupings& run : evidence.seen.errors().groupings()) {
    if (const auto raised = raised_in(run)) compare_with_tests(run, *raised, verdict);
    compare_samples_with_severities(run, verdict);
    compare_types_with_severities(run, verdict);
  }
}

}  // namespace

constexpr Rule severities_agree_rule{
    .name = "severities_agree",
    .title = "Every grouping tells the same severity for a sample's errors.",
    .why = "A filter by severity would show a sample in one view and hide it in another.",
    .contract = derivation,
    .probes = each_grouping,
    .operations = here,
    .judge = severities_agree};

}  // namespace sp::contract::error_summary
