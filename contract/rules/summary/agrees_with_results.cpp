// A result of the run that another endpoint shows is in the run's counts:
//   getRunSample shows tests 6 and 7 of run 9 as fail; run 9 counts fail_count 2    holds
//   getRunSample shows tests 6 and 7 of run 9 as fail; run 9 counts fail_count 1    breaks
// and its runtime is in duration_ms. The history's rows of the run are held against the counts
// likewise. Not all results were seen, so each count is at least what was.
#include <algorithm>
#include <map>

#include <fmt/format.h>

#include <sp/schemas/number.h>

#include "rules/summary/summary.h"

namespace sp::contract::summary {

namespace {

// A test of a run, as an answer shows it.
struct SeenTest {
  std::string status;
  const Exchange* exchange;
};

using SeenTests = std::map<std::int64_t, SeenTest>;  // by regression test

// The count that a result of that status is in. Each result is in one of the four, so one that was
// not tested is in skipped_count.
std::string_view member_of(std::string_view status) {
  if (status == "pass") return "pass_count";
  if (status == "fail") return "fail_count";
  if (status == "missing_output") return "missing_output_count";
  const bool not_tested = status == "skipped" || status == "running" || status == "not_started";
  return not_tested ? "skipped_count" : "";
}

// How many different tests were seen in a count, and in which answers.
struct SeenInCount {
  std::int64_t count = 0;
  std::vector<const Exchange*> exchanges = {};

  void add(const Exchange* exchange) {
    ++count;
    const auto known = std::find(exchanges.begin(), exchanges.end(), exchange);
    if (known == exchanges.end()) exchanges.push_back(exchange);
  }
};

void check_counts(const SeenSummary& summary, const SeenTests& tests, std::string_view because,
                  Verdict& verdict) {
  std::map<std::string_view, SeenInCount> by_member;
  SeenInCount all;
  for (const auto& [id, test] : tests) {
    all.add(test.exchange);
    by_member[member_of(test.status)].add(test.exchange);
  }
  const auto fail = [&](std::string_view member, std::int64_t found, const SeenInCount& seen) {
    verdict.fail(
        *summary.exchange, fmt::format("/{}", member),
        OutOfRange{
            .least = seen.count, .found = found, .because = std::string(because), .unit = "result"},
        seen.exchanges);
  };
  for (const Bucket& bucket : buckets_of(summary)) {
    const SeenInCount& seen = by_member[bucket.member];
    if (seen.count == 0) continue;
    verdict.judged();
    if (bucket.count < seen.count) fail(bucket.member, bucket.count, seen);
  }
  if (summary.total && *summary.total < all.count) fail("total_samples", *summary.total, all);
}

using SeenResults = std::map<std::int64_t, SeenResult>;  // by regression test

void check_runtimes(const SeenSummary& summary, const SeenResults& results, Verdict& verdict) {
  const bool none = null_at(*summary.body, "duration_ms");
  const auto duration = integer_at(*summary.body, "duration_ms");
  if (!duration && !none) return;
  std::int64_t sum = 0;
  std::vector<const Exchange*> against;
  bool all_known = true;
  for (const auto& [id, result] : results) {
    all_known &= result.runtime_ms || null_at(*result.body, "runtime_ms");
    sum = schemas::bounded_sum(sum, result.runtime_ms.value_or(0));
    against.push_back(result.exchange);
  }
  verdict.judged();
  const auto seen = static_cast<std::int64_t>(results.size());
  const bool all_seen = all_known && summary.total && *summary.total == seen;
  if (duration.value_or(0) >= sum && (!all_seen || duration.value_or(0) == sum)) return;
  verdict.fail(*summary.exchange, "/duration_ms",
               fmt::format("{}{}, the sum of runtime_ms of the {} results that were seen",
                           all_seen ? "" : "at least ", sum, results.size()),
               none ? "null" : std::to_string(*duration), against);
}

void agrees_with_results(const Evidence& evidence, Verdict& verdict) {
  for (const SeenSummary& summary : evidence.seen.summaries()) {
    SeenTests tests;
    SeenResults results;
    for (const SeenResult& result : evidence.seen.results()) {
      if (!result.regression_id || !summary.run_id || result.run_id != summary.run_id) continue;
      results.emplace(*result.regression_id, result);
      if (result.status) {
        tests.try_emplace(*result.regression_id,
                          SeenTest{std::string(*result.status), result.exchange});
      }
    }
    if (results.empty()) continue;
    check_counts(summary, tests, "as getRunSample shows", verdict);
    check_runtimes(summary, results, verdict);
  }
}

void agrees_with_histories(const Evidence& evidence, Verdict& verdict) {
  const auto& pages = evidence.seen.pages("getSampleHistory");
  for (const SeenSummary& summary : evidence.seen.summaries()) {
    SeenTests tests;
    for (const Page& page : pages) {
      for (const SeenRow& row : history_rows(page)) {
        const bool of_run = row.run_id && row.run_id == summary.run_id;
        if (!of_run || !row.regression_id || !row.status) continue;
        tests.try_emplace(*row.regression_id, SeenTest{std::string(*row.status), page.exchange});
      }
    }
    if (!tests.empty()) check_counts(summary, tests, "as histories show", verdict);
  }
}

}  // namespace

constexpr Rule agrees_with_results_rule{
    .name = "agrees_with_results",
    .title = "The counts of a run include each of its results that getRunSample shows.",
    .why = "Nobody looks for a failing result in a run that counts no failures.",
    .contract = "contract sections 2 and 4 [U, B]",
    .probes = {"ok", "elsewhere", "getRunSample/ok", "getRunSample/elsewhere"},
    .operations = here,
    .judge = agrees_with_results};

constexpr Rule agrees_with_histories_rule{
    .name = "agrees_with_histories",
    .title = "The counts of a run include each of its results that histories show.",
    .why = "Both views are of the same results.",
    .contract = "contract sections 2 and 6 [B]",
    .probes = {"ok", "elsewhere", "getSampleHistory/ok"},
    .operations = here,
    .judge = agrees_with_histories};

}  // namespace sp::contract::summary
