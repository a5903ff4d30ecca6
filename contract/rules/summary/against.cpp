// Rules of the family `summary` that hold the counts of a run against its error summary, its
// results and the histories of its samples.
#include <algorithm>
#include <map>

#include <fmt/format.h>

#include <sp/schemas/number.h>

#include "rules/summary/summary.h"
#include "seen/error_lists.h"

namespace sp::contract::summary {

std::vector<Bucket> buckets_of(const SeenSummary& summary) {
  std::vector<Bucket> given;
  const auto add = [&](std::string_view member, const std::optional<std::int64_t>& count) {
    if (count) given.push_back({member, *count});
  };
  add("pass_count", summary.pass);
  add("fail_count", summary.fail);
  add("skipped_count", summary.skipped);
  add("missing_output_count", summary.missing_output);
  return given;
}

namespace {

template <class Judge>
void for_each_run(const Evidence& evidence, const Judge& judge) {
  const ErrorLists& lists = evidence.seen.errors();
  for (const SeenSummary& summary : evidence.seen.summaries()) {
    for (const Groupings& run : lists.groupings()) {
      if (summary.run_id && std::to_string(*summary.run_id) == run.run) judge(summary, run, lists);
    }
  }
}

}  // namespace

void agrees_with_errors(const Evidence& evidence, Verdict& verdict) {
  for_each_run(evidence, [&](const SeenSummary& summary, const Groupings& run, const ErrorLists&) {
    if (!summary.errors) return;
    for (const ErrorList* list : run.counting_once()) {
      if (!list->errors()) continue;
      verdict.judged();
      if (*list->errors() == *summary.errors) continue;
      verdict.fail(
          *summary.exchange, "/error_count",
          fmt::format("{}, as the error summary with {} counts", *list->errors(), list->name()),
          std::to_string(*summary.errors), list->sources);
    }
  });
}

namespace {

// Tests that raise errors are those whose results fail or lack an output.
void check_failing_tests(const SeenSummary& summary, const ErrorList& by_test, Verdict& verdict) {
  const auto tests = by_test.row_count();
  if (!tests || !summary.fail) return;
  verdict.judged();
  const std::int64_t failing = *summary.fail + summary.missing_output.value_or(0);
  if (failing == *tests || (!summary.missing_output && failing < *tests)) return;
  verdict.fail(
      *summary.exchange, "/fail_count",
      fmt::format("{} with missing_output_count, as many tests as the error summary names", *tests),
      summary.missing_output ? fmt::format("{} and {}", *summary.fail, *summary.missing_output)
                             : std::to_string(*summary.fail),
      by_test.sources);
}

// Each result that lacks an output raises at least one error of that type, and each sample that
// is named there has such a result.
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
               least == most ? fmt::format("{}, as the error summary says", most)
                             : fmt::format("{} to {}, as the error summary says", least, most),
               std::to_string(*summary.missing_output), by_type.sources);
}

// By test, a warning is a result that fails by its outputs alone.
void check_warnings(const SeenSummary& summary, const ErrorList& by_test, Verdict& verdict) {
  if (!by_test.whole || !summary.fail) return;
  const auto warnings = std::count_if(
      by_test.rows.begin(), by_test.rows.end(),
      [](const SeenBucket& row) { return row.severity && *row.severity == "warning"; });
  verdict.judged();
  if (*summary.fail >= warnings) return;
  verdict.fail(*summary.exchange, "/fail_count",
               fmt::format("at least {}, the tests of which an output differs", warnings),
               std::to_string(*summary.fail), by_test.sources);
}

}  // namespace

void agrees_with_buckets(const Evidence& evidence, Verdict& verdict) {
  for_each_run(
      evidence, [&](const SeenSummary& summary, const Groupings& run, const ErrorLists& lists) {
        for (const ErrorList& list : lists.all()) {
          if (list.run != run.run || !list.severity.empty() || list.grouping != "regression_id") {
            continue;
          }
          check_failing_tests(summary, list, verdict);
          check_warnings(summary, list, verdict);
        }
        if (run.type) check_missing(summary, *run.type, verdict);
      });
}

namespace {

// A test of a run, as an answer shows it.
struct SeenTest {
  std::string status;
  const Exchange* exchange;
};

// The bucket that a result of that status is counted in; null when none is said to be.
const Bucket* bucket_of(const std::vector<Bucket>& buckets, std::string_view status) {
  const std::string_view member =
      status == "pass"             ? "pass_count"
      : status == "fail"           ? "fail_count"
      : status == "missing_output" ? "missing_output_count"
      // Each result is in one of the four, so in this one.
      : status == "skipped" || status == "running" || status == "not_started" ? "skipped_count"
                                                                              : "";
  const auto found = std::find_if(buckets.begin(), buckets.end(),
                                  [&](const Bucket& bucket) { return bucket.member == member; });
  return found == buckets.end() ? nullptr : &*found;
}

using SeenTests = std::map<std::int64_t, SeenTest>;

// Holds the buckets of a run against as many different tests as were seen in each.
void check_statuses(const SeenSummary& summary, const SeenTests& tests, std::string_view source,
                    Verdict& verdict) {
  const auto buckets = buckets_of(summary);
  struct Seen {
    std::int64_t count = 0;
    std::vector<const Exchange*> exchanges = {};
  };
  std::map<std::string_view, Seen> by_bucket;
  Seen all;
  const auto add = [](Seen& to, const Exchange* exchange) {
    ++to.count;
    auto& known = to.exchanges;
    if (std::find(known.begin(), known.end(), exchange) == known.end()) known.push_back(exchange);
  };
  for (const auto& [id, test] : tests) {
    add(all, test.exchange);
    if (const Bucket* bucket = bucket_of(buckets, test.status)) {
      add(by_bucket[bucket->member], test.exchange);
    }
  }
  for (const Bucket& bucket : buckets) {
    const Seen& seen = by_bucket[bucket.member];
    if (seen.count == 0) continue;
    verdict.judged();
    if (bucket.count >= seen.count) continue;
    verdict.fail(*summary.exchange, fmt::format("/{}", bucket.member),
                 fmt::format("at least {}, as {} of it shows", seen.count, source),
                 std::to_string(bucket.count), seen.exchanges);
  }
  if (summary.total && *summary.total < all.count) {
    verdict.fail(*summary.exchange, "/total_samples",
                 fmt::format("at least {}, as {} of it shows", all.count, source),
                 std::to_string(*summary.total), all.exchanges);
  }
}

void check_runtimes(const SeenSummary& summary, const std::map<std::int64_t, SeenResult>& tests,
                    Verdict& verdict) {
  const bool none = null_at(*summary.body, "duration_ms");
  const auto duration = integer_at(*summary.body, "duration_ms");
  if (!duration && !none) return;
  std::int64_t sum = 0;
  std::vector<const Exchange*> against;
  bool all_known = true;
  for (const auto& [id, result] : tests) {
    all_known &= result.runtime_ms || null_at(*result.body, "runtime_ms");
    sum = schemas::bounded_sum(sum, result.runtime_ms.value_or(0));
    against.push_back(result.exchange);
  }
  verdict.judged();
  const auto seen = static_cast<std::int64_t>(tests.size());
  const bool all_seen = all_known && summary.total && *summary.total == seen;
  if (duration.value_or(0) >= sum && (!all_seen || duration.value_or(0) == sum)) return;
  verdict.fail(*summary.exchange, "/duration_ms",
               fmt::format("{}{}, the runtimes of the {} results that were seen",
                           all_seen ? "" : "at least ", sum, tests.size()),
               none ? "null" : std::to_string(*duration), against);
}

}  // namespace

void agrees_with_results(const Evidence& evidence, Verdict& verdict) {
  const auto& results = evidence.seen.results();
  for (const SeenSummary& summary : evidence.seen.summaries()) {
    SeenTests statuses;
    std::map<std::int64_t, SeenResult> tests;
    for (const SeenResult& result : results) {
      if (!result.regression_id || !summary.run_id || result.run_id != summary.run_id) continue;
      tests.emplace(*result.regression_id, result);
      if (result.status) {
        statuses.try_emplace(*result.regression_id, SeenTest{*result.status, result.exchange});
      }
    }
    if (tests.empty()) continue;
    check_statuses(summary, statuses, "what getRunSample shows", verdict);
    check_runtimes(summary, tests, verdict);
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
        tests.try_emplace(*row.regression_id, SeenTest{*row.status, page.exchange});
      }
    }
    if (!tests.empty()) check_statuses(summary, tests, "histories show", verdict);
  }
}

}  // namespace sp::contract::summary
