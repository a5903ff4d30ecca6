// A row counts errors and names samples that have them, each once:
//   1 <= |sample_ids| <= count
//   count 3, sample_ids [206, 207]    holds
//   count 0                           breaks counts_positive
//   count 1, sample_ids [206, 207]    breaks sample_ids
// By sample, it names the one that is its key; by regression test, the one that the test is of.
#include <fmt/format.h>

#include "rules/error_summary/error_summary.h"

namespace sp::contract::error_summary {

namespace {

void counts_positive(const Evidence& evidence, Verdict& verdict) {
  for_each_row(evidence, [&](const ErrorList&, const SeenBucket& row) {
    if (!row.count) return;
    verdict.judged();
    if (*row.count >= 1) return;
    verdict.fail(*row.page->exchange, row.pointer("count"),
                 OutOfRange{.least = 1, .found = *row.count, .unit = "error"});
  });
}

// What the row's samples would have to be; empty when they are that.
std::string expected_samples(const ErrorList& list, const SeenBucket& row) {
  const auto count = static_cast<std::int64_t>(row.samples.size());
  if (list.grouping == "sample_id") {
    if (row.key && (count != 1 || std::to_string(row.samples.front()) != *row.key)) {
      return fmt::format("sample {}, which is the key, and no other", *row.key);
    }
  } else if (list.grouping == "regression_id" && count != 1) {
    return "one sample, which the regression test is of";
  }
  if (count == 0) return "at least one sample";
  if (row.count && *row.count >= 1 && count > *row.count) {
    return fmt::format("at most {}, as the row counts {}", counted(*row.count, "sample"),
                       counted(*row.count, "error"));
  }
  return "";
}

void sample_ids(const Evidence& evidence, Verdict& verdict) {
  for_each_row(evidence, [&](const ErrorList& list, const SeenBucket& row) {
    if (!row.lists_samples) return;
    verdict.judged();
    const Exchange& exchange = *row.page->exchange;
    const SampleIds distinct = row.sample_set();
    if (distinct.size() != row.samples.size()) {
      verdict.fail(exchange, row.pointer("sample_ids"), "each sample once",
                   fmt::format("{} ids of {} samples", row.samples.size(), distinct.size()));
    }
    if (const std::string wanted = expected_samples(list, row); !wanted.empty()) {
      verdict.fail(exchange, row.pointer("sample_ids"), wanted, listed(distinct));
    }
  });
}

}  // namespace

constexpr Rule counts_positive_rule{.name = "counts_positive",
                                    .title = "A row counts at least one error.",
                                    .why = "A row without an error is an alarm about nothing.",
                                    .contract = derivation,
                                    .probes = each_grouping + each_severity,
                                    .operations = here,
                                    .judge = counts_positive};

constexpr Rule sample_ids_rule{
    .name = "sample_ids",
    .title = "A row lists each sample that has its errors once, and no more samples than errors.",
    .why = "A client asks for each of the listed samples.",
    .contract = "contract section 3 [B], known from the platform's code, not from its document",
    .probes = each_grouping + each_severity,
    .operations = here,
    .judge = sample_ids};

}  // namespace sp::contract::error_summary
