// What a sample raises is what its tests raise together, by regression_id; a row that names samples
// counts at least one error of each, and at most all of them:
//   tests of 206: 2 + 1 errors; by sample, 206 counts 3        holds
//   tests of 206: 2 + 1 errors; by sample, 206 counts 2        breaks
//   tests of 206: 2 + 1 errors; by type, [206] counts 1 to 3   holds
// A category has all errors of a test or none, so it counts at least those of the test with the
// fewest.
#include <sp/schemas/number.h>

#include "rules/error_summary/error_summary.h"

namespace sp::contract::error_summary {

namespace {

void check_sample(const SeenBucket& row, const Raised& raised, const Groupings& run,
                  Verdict& verdict) {
  const Raised::OfSample* sample = raised.find(row.id());
  if (!sample || !row.count) return;
  verdict.judged();
  if (*row.count == sample->errors) return;
  contradict(verdict, row, "count",
             Differs{std::to_string(sample->errors), std::to_string(*row.count),
                     "the sum of the sample's tests with group_by=regression_id"},
             {run.sample, run.regression});
}

void check_bucket(const SeenBucket& row, const ErrorList& list, const Raised& raised,
                  const Groupings& run, Verdict& verdict) {
  if (!row.count || !row.lists_all_samples()) return;
  std::int64_t least = 0;
  std::int64_t most = 0;
  for (const std::int64_t id : row.samples) {
    const Raised::OfSample* sample = raised.find(id);
    if (!sample) return;
    least = schemas::bounded_sum(least, list.grouping == "category" ? sample->fewest : 1);
    most = schemas::bounded_sum(most, sample->errors);
  }
  verdict.judged();
  if (*row.count >= least && *row.count <= most) return;
  contradict(verdict, row, "count",
             OutOfRange{least, most, *row.count,
                        "as the row's samples have with group_by=regression_id", "error"},
             {&list, run.regression});
}

void counts_agree(const Evidence& evidence, Verdict& verdict) {
  for (const Groupings& run : evidence.seen.errors().groupings()) {
    const auto raised = raised_in(run);
    if (!raised) continue;
    if (run.sample) {
      for (const SeenBucket& row : run.sample->rows) check_sample(row, *raised, run, verdict);
    }
    for (const ErrorList* list : {run.type, run.severity, run.category}) {
      if (!list) continue;
      for (const SeenBucket& row : list->rows) check_bucket(row, *list, *raised, run, verdict);
    }
  }
}

}  // namespace

constexpr Rule counts_agree_rule{
    .name = "counts_agree",
    .title =
        "The errors of a sample's tests add up to the sample's count, and fit every other "
        "grouping.",
    .why = "Someone who follows a number from one view to the next must find it again.",
    .contract = derivation,
    .probes = each_grouping,
    .operations = here,
    .judge = counts_agree};

}  // namespace sp::contract::error_summary
