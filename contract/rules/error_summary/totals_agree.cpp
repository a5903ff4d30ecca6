// Every grouping of a run is of the same errors, so each adds up to as many and names the same
// samples (the law `consistent`):
//   by type: 3 + 1 errors of samples 206, 207; by sample: 2 + 2 of 206, 207    holds
//   by type: 3 + 1 errors; by sample: 2 + 1                                    breaks totals_agree
//   by type: samples 206, 207; by sample: 206                                  breaks samples_agree
// By category, an error counts for each category of its test, and for none where it has none.
#include <algorithm>
#include <iterator>

#include <fmt/format.h>

#include "rules/error_summary/error_summary.h"
#include "rules/laws.h"

namespace sp::contract::error_summary {

namespace {

void compare_totals(const ErrorList& known, const ErrorList& list, Verdict& verdict) {
  if (list.errors() == known.errors()) return;
  contradict(verdict, list,
             Differs{counted(*known.errors(), "error") + " in all rows together",
                     counted(*list.errors(), "error"), known.name()},
             known);
}

void totals_agree(const Evidence& evidence, Verdict& verdict) {
  for (const Groupings& run : evidence.seen.errors().groupings()) {
    const auto one_run = [](const ErrorList* list) {
      return list->errors() ? std::optional(list->run) : std::nullopt;
    };
    consistent(run.counting_once(), one_run, verdict,
               [&](const ErrorList* known, const ErrorList* list) {
                 compare_totals(*known, *list, verdict);
                 return true;
               });
  }
}

// The samples that have errors; by sample, the keys tell where no row lists any.
std::optional<SampleIds> samples_of(const ErrorList& list) {
  if (list.grouping != "sample_id") return list.samples();
  SampleIds ids;
  for (const SeenBucket& row : list.rows) {
    const auto id = row.id();
    if (!id) return std::nullopt;
    ids.insert(*id);
  }
  return ids;
}

SampleIds without(const SampleIds& ids, const SampleIds& others) {
  SampleIds rest;
  std::set_difference(ids.begin(), ids.end(), others.begin(), others.end(),
                      std::inserter(rest, rest.end()));
  return rest;
}

void compare_samples(const ErrorList& known, const ErrorList& list, Verdict& verdict) {
  const SampleIds expected = *samples_of(known);
  const SampleIds found = *samples_of(list);
  // A test without a category falls under none.
  const auto lacks = list.grouping == "category" ? SampleIds{} : without(expected, found);
  const auto adds = without(found, expected);
  if (!lacks.empty()) {
    contradict(verdict, list,
               Absent{fmt::format("sample {} in some row, as with {}", listed(lacks), known.name()),
                      "no row that lists it"},
               known);
  }
  if (!adds.empty()) {
    contradict(verdict, list,
               FreeText{fmt::format("only samples that {} lists, too", known.name()),
                        fmt::format("sample {}", listed(adds))},
               known);
  }
}

void samples_agree(const Evidence& evidence, Verdict& verdict) {
  for (const Groupings& run : evidence.seen.errors().groupings()) {
    std::vector<const ErrorList*> lists = run.counting_once();
    if (run.category) lists.push_back(run.category);
    const auto one_run = [](const ErrorList* list) {
      return samples_of(*list) ? std::optional(list->run) : std::nullopt;
    };
    consistent(lists, one_run, verdict, [&](const ErrorList* known, const ErrorList* list) {
      compare_samples(*known, *list, verdict);
      return true;
    });
  }
}

}  // namespace

constexpr Rule totals_agree_rule{
    .name = "totals_agree",
    .title = "Every grouping adds up to the same number of errors.",
    .why = "If two views of the same errors show two totals, neither can be trusted.",
    .contract = derivation,
    .probes = each_grouping,
    .operations = here,
    .judge = totals_agree};

constexpr Rule samples_agree_rule{
    .name = "samples_agree",
    .title = "Every grouping names the same samples.",
    .why = "A sample that one view leaves out is a failure that its readers miss.",
    .contract = derivation,
    .probes = each_grouping,
    .operations = here,
    .judge = samples_agree};

}  // namespace sp::contract::error_summary
