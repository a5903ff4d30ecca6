// Errors come from the results that fail or lack an output, and those have rows in histories:
//   run 9 test 6 is fail in a history; by regression_id, 9 has a row 6       holds
//   run 9 test 6 is fail in a history; by regression_id, 9 has no row 6      breaks
//   run 9 test 6 is pass in a history; by regression_id, 9 has a row 6       breaks
//   run 9 test 6 lacks an output; by regression_id, 6 is of severity info    breaks
// A result that lacks an output raises an error, and so does a wrong exit code.
#include <map>

#include <fmt/format.h>

#include "exchange/excerpt.h"
#include "rules/error_summary/error_summary.h"

namespace sp::contract::error_summary {

namespace {

bool raises_errors(const SeenRow& row) {
  return *row.status == "fail" || *row.status == "missing_output";
}

// Whether an error of severity `error` is among those of the row's result.
bool raises_an_error(const SeenRow& row) {
  return *row.status == "missing_output" ||
         (row.signature && row.signature->starts_with("exit_code_mismatch:"));
}

std::string as_in_history(const SeenRow& row) {
  return fmt::format("as test {} is {} in {}", *row.regression_id, *row.status,
                     row.page->exchange->request.path);
}

void compare_severity(const SeenBucket& bucket, const SeenRow& row, Verdict& verdict) {
  const auto severity = severity_rank(bucket.severity);
  constexpr std::string_view error = "error";
  if (!severity || !raises_an_error(row) || *severity >= severity_rank(&error)) return;
  verdict.fail(*bucket.page->exchange, bucket.pointer("severity"),
               fmt::format("error, {}", as_in_history(row)), excerpt(*bucket.severity),
               {row.page->exchange});
}

void compare_row(const ErrorList& list, const SeenRow& row, Verdict& verdict) {
  verdict.judged();
  const std::string test = std::to_string(*row.regression_id);
  const SeenBucket* bucket = list.find(test);
  if (!bucket && raises_errors(row)) {
    const Exchange* source = list.sources.front();
    auto against = sources_but(source, {&list});
    against.push_back(row.page->exchange);
    verdict.fail(*source, "/data",
                 Absent{fmt::format("a row with the key {}, {}", excerpt(test), as_in_history(row)),
                        "no such row"},
                 std::move(against));
  } else if (bucket && !raises_errors(row)) {
    verdict.fail(*bucket->page->exchange, bucket->pointer("key"),
                 fmt::format("no row with the key {}, {}", excerpt(test), as_in_history(row)),
                 bucket->count ? counted(*bucket->count, "error") : "one", {row.page->exchange});
  } else if (bucket) {
    compare_severity(*bucket, row, verdict);
  }
}

void agrees_with_histories(const Evidence& evidence, Verdict& verdict) {
  std::map<std::string, const ErrorList*> by_test;
  for (const Groupings& run : evidence.seen.errors().groupings()) {
    if (run.regression) by_test.emplace(run.run, run.regression);
  }
  // What one result has in several rows is for the family `history` to compare.
  std::map<ResultKey, bool> known;
  for (const SeenRow& row : evidence.seen.histories().rows()) {
    const auto list = by_test.find(std::to_string(*row.run_id));
    if (!row.status || list == by_test.end()) continue;
    if (known.emplace(*key_of(row), true).second) compare_row(*list->second, row, verdict);
  }
}

}  // namespace

constexpr Rule agrees_with_histories_rule{
    .name = "agrees_with_histories",
    .title = "The tests with errors are those that fail or lack an output in histories.",
    .why = "A client that follows an error to its sample's history must find the failure there.",
    .contract = derivation,
    .probes = {"ok", "by_regression", "getSampleHistory/ok"},
    .operations = here,
    .judge = agrees_with_histories};

}  // namespace sp::contract::error_summary
