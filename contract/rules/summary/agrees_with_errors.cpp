// A result that fails or lacks an output raises errors, and no other does:
//   failing = fail_count + missing_output_count
//   error_count >= failing, and 0 where failing is 0                  zero
//   error_count = the sum of each grouping of the error summary       agrees_with_errors
//   failing     = the rows of the error summary by regression test    agrees_with_buckets
// A summary may leave out missing_output_count: failing is then at least fail_count.
#include <algorithm>

#include <fmt/format.h>

#include "rules/summary/summary.h"
#include "seen/error_lists.h"

namespace sp::contract::summary {

namespace {

void zero(const Evidence& evidence, Verdict& verdict) {
  for (const SeenSummary& summary : evidence.seen.summaries()) {
    const auto least = failing(summary);
    if (!summary.errors || !least) continue;
    verdict.judged();
    if (*summary.errors < *least) {
      verdict.fail(*summary.exchange, "/error_count",
                   OutOfRange{.least = least,
                              .found = *summary.errors,
                              .because = "one for each result that fails or lacks an output"});
    }
    if (*summary.errors > 0 && *least == 0 && summary.missing_output) {
      verdict.fail(*summary.exchange, "/error_count",
                   "0, because no result fails or lacks an output",
                   std::to_string(*summary.errors));
    }
  }
}

// Calls `judge` with each summary and the whole lists of errors that were seen of its run.
template <class Judge>
void for_each_run(const Evidence& evidence, const Judge& judge) {
  const auto runs = evidence.seen.errors().groupings();
  for (const SeenSummary& summary : evidence.seen.summaries()) {
    for (const Groupings& run : runs) {
      if (summary.run_id && std::to_string(*summary.run_id) == run.run) judge(summary, run);
    }
  }
}

void agrees_with_errors(const Evidence& evidence, Verdict& verdict) {
  for_each_run(evidence, [&](const SeenSummary& summary, const Groupings& run) {
    if (!summary.errors) return;
    for (const ErrorList* list : run.counting_once()) {
      const auto errors = list->errors();
      if (!errors) continue;
      verdict.judged();
      if (*errors == *summary.errors) continue;
      verdict.fail(*summary.exchange, "/error_count",
                   Differs{std::to_string(*errors), std::to_string(*summary.errors),
                           "the error summary with " + list->name()},
                   list->sources);
    }
  });
}

void check_failing_tests(const SeenSummary& summary, const ErrorList& by_test, Verdict& verdict) {
  const auto tests = by_test.row_count();
  const auto sum = failing(summary);
  if (!tests || !sum) return;
  verdict.judged();
  if (*sum == *tests || (!summary.missing_output && *sum < *tests)) return;
  if (!summary.missing_output) {
    verdict.fail(*summary.exchange, "/fail_count",
                 OutOfRange{.most = tests,
                            .found = *summary.fail,
                            .because = "the number of tests that the error summary names"},
                 by_test.sources);
    return;
  }
  verdict.fail(*summary.exchange, "/fail_count",
               fmt::format("fail_count + missing_output_count = {}, the number of tests that the "
                           "error summary names",
                           *tests),
               fmt::format("{} + {} = {}", *summary.fail, *summary.missing_output, *sum),
               by_test.sources);
}

// Each result that lacks an output raises at least one error of that type, and each sample that
// the type names has such a result.
void check_missing(const SeenSummary& summary, const ErrorList& by_type, Verdict& verdict) {
  if (!summary.missing_output) return;
  const SeenBucket* row = by_type.find("missing_output");
  if (row && !row->count) return;
  verdict.judged();
  const std::int64_t most = row ? *row->count : 0;
  const std::int64_t least =
      !row ? 0 : std::max<std::int64_t>(1, static_cast<std::int64_t>(row->sample_set().size()));
  if (*summary.missing_output >= least && *summary.missing_output <= most) return;
  verdict.fail(*summary.exchange, "/missing_output_count",
               OutOfRange{least, most, *summary.missing_output,
                          row ? "as the row missing_output of the error summary says"
                              : "as the error summary has no row missing_output",
                          "result"},
               by_type.sources);
}

// By regression test, a warning is a result that fails by its outputs alone.
void check_warnings(const SeenSummary& summary, const ErrorList& by_test, Verdict& verdict) {
  if (!by_test.whole || !summary.fail) return;
  const auto warnings = std::count_if(
      by_test.rows.begin(), by_test.rows.end(),
      [](const SeenBucket& row) { return row.severity && *row.severity == "warning"; });
  verdict.judged();
  if (*summary.fail >= warnings) return;
  verdict.fail(
      *summary.exchange, "/fail_count",
      OutOfRange{.least = warnings,
                 .found = *summary.fail,
                 .because = "the number of tests whose severity in the error summary is warning"},
      by_test.sources);
}

void agrees_with_buckets(const Evidence& evidence, Verdict& verdict) {
  const ErrorLists& lists = evidence.seen.errors();
  for_each_run(evidence, [&](const SeenSummary& summary, const Groupings& run) {
    for (const ErrorList& list : lists.all()) {
      const bool by_test =
          list.run == run.run && list.severity.empty() && list.grouping == "regression_id";
      if (!by_test) continue;
      check_failing_tests(summary, list, verdict);
      check_warnings(summary, list, verdict);
    }
    if (run.type) check_missing(summary, *run.type, verdict);
  });
}

}  // namespace

constexpr Rule zero_rule{
    .name = "zero",
    .title = "error_count is 0 if, and only if, no result fails or lacks an output.",
    .why = "Otherwise a client shows a green run with errors, or a red one without any.",
    .contract = "contract sections 2 and 3 [B]",
    .probes = {"ok"},
    .operations = here,
    .judge = zero};

constexpr Rule agrees_with_errors_rule{
    .name = "agrees_with_errors",
    .title = "error_count is the number of errors in the run's error summary.",
    .why = "Clients show the count as a link to the errors: the list behind it must have as many.",
    .contract = "contract sections 2 and 3 [B]",
    .probes = {"ok", "elsewhere", "getErrorSummary/ok", "getErrorSummary/elsewhere",
               "getErrorSummary/by_sample", "getErrorSummary/by_regression",
               "getErrorSummary/by_severity"},
    .operations = here,
    .judge = agrees_with_errors};

constexpr Rule agrees_with_buckets_rule{
    .name = "agrees_with_buckets",
    .title =
        "fail_count and missing_output_count add up to the number of tests in the error summary.",
    .why = "Someone who counts the failing tests must come to the number in the summary.",
    .contract = "contract sections 2 and 3 [B]",
    .probes = {"ok", "getErrorSummary/ok", "getErrorSummary/by_regression"},
    .operations = here,
    .judge = agrees_with_buckets};

}  // namespace sp::contract::summary
