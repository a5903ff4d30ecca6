// A row and the result of the same run and regression test tell the same status, and each result
// has its row:
//   run 9 test 6 is fail in getRunSample and in the history     holds
//   run 9 test 6 is fail in getRunSample, pass in the history   breaks agrees_with_results
//   run 9 test 6 is fail in getRunSample; all rows were seen,
//   and none is of run 9 test 6                                 breaks complete
#include <algorithm>

#include <fmt/format.h>

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
                   Differs{*result.status, *row.status, result.exchange->request.path},
                   {result.exchange});
    }
  }
}

// Whether a result without a verdict has a row is left open.
bool has_verdict(const SeenResult& result) {
  return result.status && (*result.status == "pass" || *result.status == "fail" ||
                           *result.status == "missing_output");
}

void complete(const Evidence& evidence, Verdict& verdict) {
  const Histories& histories = evidence.seen.histories();
  for (const SeenResult& result : evidence.seen.results()) {
    const auto key = key_of(result);
    if (!key || !result.sample_id || !has_verdict(result)) continue;
    const List* list = histories.unfiltered(std::to_string(*result.sample_id));
    if (!list || !list->whole) continue;
    verdict.judged();
    const auto& rows = histories.rows(*list);
    const bool found = std::any_of(rows.begin(), rows.end(),
                                   [&](const SeenRow& row) { return key_of(row) == key; });
    if (found) continue;
    verdict.fail(list->exchange(), "/data",
                 Absent{fmt::format("a row of {}, which {} shows", to_string(*key),
                                    result.exchange->request.path),
                        fmt::format("none in all {} rows", list->whole->rows)},
                 {result.exchange});
  }
}

}  // namespace

constexpr Rule agrees_with_results_rule{
    .name = "agrees_with_results",
    .title = "A row has the status that its result has in its run.",
    .why = "A client that follows a failed row to its result must find a failure.",
    .contract = citation,
    .probes = {"ok", "getRunSample/ok", "getRunSample/passing"},
    .operations = here,
    .judge = agrees_with_results};

constexpr Rule complete_rule{
    .name = "complete",
    .title = "A result that getRunSample shows has a row in its sample's history.",
    .why = "A history with gaps makes a flaky sample look sound.",
    .contract = citation,
    .probes = {"ok", "walk", "getRunSample/ok", "getRunSample/passing"},
    .operations = here,
    .judge = complete};

}  // namespace sp::contract::history
