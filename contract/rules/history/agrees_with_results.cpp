// A row and the result of the same run and regression test tell the same status, and each result
// has its row:
//   run 9 test 6 is fail in getRunSample and in the history     holds
//   run 9 test 6 is fail in getRunSample, pass in the history   breaks agrees_with_results
//   run 9 test 6 is fail in getRunSample; all rows of run 9
//   were seen, and none is of test 6                            breaks complete
//   the error summary of run 9 names test 6; the same           breaks complete
#include <algorithm>

#include <fmt/format.h>

#include <sp/schemas/number.h>

#include "rules/history/history.h"

namespace sp::contract::history {

namespace {

void agrees_with_results(const Evidence& evidence, Verdict& verdict) {
  const Histories& histories = evidence.seen.histories();
  for (const SeenResult& result : evidence.seen.results()) {
    const auto key = key_of(result);
    if (!key || !result.status) continue;
    for (const SeenRow& row : histories.rows()) {
      if (key_of(row) != key || !row.status) continue;
      verdict.judged();
      if (*row.status == *result.status) continue;
      verdict.fail(*row.page->exchange, row.pointer("status"),
                   Differs{std::string(*result.status), std::string(*row.status),
                           result.exchange->request.path},
                   {result.exchange});
    }
  }
}

// Whether a result without a verdict has a row is left open.
bool has_verdict(const SeenResult& result) {
  return result.status && (*result.status == "pass" || *result.status == "fail" ||
                           *result.status == "missing_output");
}

// Whether the page has the row of a result; a page that has not fails.
void expect_row(const Histories& histories, const std::string& sample, const ResultKey& key,
                const Exchange& source, Verdict& verdict) {
  const Page* page = histories.with_all_of(sample, key.first);
  if (!page) return;
  verdict.judged();
  const auto rows = history_rows(*page);
  const bool found =
      std::any_of(rows.begin(), rows.end(), [&](const SeenRow& row) { return key_of(row) == key; });
  if (found) return;
  verdict.fail(
      *page->exchange, "/data",
      Absent{fmt::format("a row of {}, which {} shows", to_string(key), source.request.path),
             fmt::format("none in {}", counted(std::ssize(rows), "row"))},
      {&source});
}

// Errors are raised by results, and each result has a row.
void expect_tests_with_errors(const Evidence& evidence, Verdict& verdict) {
  for (const ErrorList& list : evidence.seen.errors().all()) {
    const auto run = schemas::number_in(list.run);
    if (list.grouping != "regression_id" || !run) continue;
    for (const SeenBucket& bucket : list.rows) {
      if (!bucket.id() || bucket.samples.size() != 1) continue;
      expect_row(evidence.seen.histories(), std::to_string(bucket.samples.front()),
                 {*run, *bucket.id()}, *bucket.page->exchange, verdict);
    }
  }
}

void complete(const Evidence& evidence, Verdict& verdict) {
  const Histories& histories = evidence.seen.histories();
  for (const SeenResult& result : evidence.seen.results()) {
    const auto key = key_of(result);
    if (!key || !result.sample_id || !has_verdict(result)) continue;
    expect_row(histories, std::to_string(*result.sample_id), *key, *result.exchange, verdict);
  }
  expect_tests_with_errors(evidence, verdict);
}

}  // namespace

constexpr Rule agrees_with_results_rule{
    .name = "agrees_with_results",
    .title = "A row has the status that its result has in its run.",
    .why = "A client that follows a failed row to its result must find a failure.",
    .contract = citation,
    .probes = {"ok", "getRunSample/ok", "getRunSample/passing", "getRunSample/elsewhere"},
    .operations = here,
    .judge = agrees_with_results};

constexpr Rule complete_rule{
    .name = "complete",
    .title =
        "A result that getRunSample or the error summary shows has a row in its sample's "
        "history.",
    .why = "A history with gaps makes a flaky sample look sound.",
    .contract = citation,
    .probes = {"ok", "walk", "getRunSample/ok", "getRunSample/passing", "getRunSample/elsewhere",
               "getRunSample/skipped", "getErrorSummary/by_regression"},
    .operations = here,
    .judge = complete};

}  // namespace sp::contract::history
