// The family `summary`: the counts of a run add up, and are those of its errors and results
// (contract section 2).
#include "rules/summary/summary.h"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <sp/schemas/number.h>

#include "rules/catalogue.h"

namespace sp::contract {

namespace {

constexpr const char* section_2 = "contract section 2 [S3, U, B]";

using summary::Bucket;
using summary::buckets_of;

// "5 pass + 3 fail"
std::string sum_of(const std::vector<Bucket>& buckets) {
  std::vector<std::string> parts;
  for (const Bucket& bucket : buckets) {
    parts.push_back(fmt::format("{} {}", bucket.member, bucket.count));
  }
  return fmt::format("{}", fmt::join(parts, " + "));
}

void buckets_add_up(const Evidence& evidence, Verdict& verdict) {
  for (const SeenSummary& summary : evidence.seen.summaries()) {
    const auto buckets = buckets_of(summary);
    if (!summary.total || !summary.pass || !summary.fail) continue;
    verdict.judged();
    std::int64_t sum = 0;
    for (const Bucket& bucket : buckets) sum = schemas::bounded_sum(sum, bucket.count);
    const bool all_four = summary.skipped && summary.missing_output;
    if (sum == *summary.total || (!all_four && sum < *summary.total)) continue;
    verdict.fail(*summary.exchange, "/total_samples",
                 fmt::format("{}{}: {}", all_four ? "" : "at least ", sum, sum_of(buckets)),
                 std::to_string(*summary.total));
  }
}

void none_larger(const Evidence& evidence, Verdict& verdict) {
  for (const SeenSummary& summary : evidence.seen.summaries()) {
    if (!summary.total) continue;
    for (const Bucket& bucket : buckets_of(summary)) {
      verdict.judged();
      if (bucket.count <= *summary.total) continue;
      verdict.fail(*summary.exchange, fmt::format("/{}", bucket.member),
                   fmt::format("at most {}, the total", *summary.total),
                   std::to_string(bucket.count));
    }
  }
}

void duration(const Evidence& evidence, Verdict& verdict) {
  for (const SeenSummary& summary : evidence.seen.summaries()) {
    const auto duration = integer_at(*summary.body, "duration_ms");
    if (!duration && !null_at(*summary.body, "duration_ms")) continue;
    verdict.judged();
    if (duration == 0) {
      verdict.fail(*summary.exchange, "/duration_ms", "null when no result took any time", "0");
    }
  }
}

// A result that fails raises at least one error, and one that passes none.
void zero(const Evidence& evidence, Verdict& verdict) {
  for (const SeenSummary& summary : evidence.seen.summaries()) {
    if (!summary.errors || !summary.fail) continue;
    verdict.judged();
    const std::int64_t failing = *summary.fail + summary.missing_output.value_or(0);
    if (*summary.errors < failing) {
      verdict.fail(
          *summary.exchange, "/error_count",
          fmt::format("at least {}, one for each result that fails or lacks an output", failing),
          std::to_string(*summary.errors));
    }
    if (*summary.errors > 0 && failing == 0 && summary.missing_output) {
      verdict.fail(*summary.exchange, "/error_count",
                   "0, because no result fails or lacks an output",
                   std::to_string(*summary.errors));
    }
  }
}

// `upstream` says the run's status: it follows from the results, once the run is completed.
void status(const Evidence& evidence, Verdict& verdict) {
  for (const SeenSummary& summary : evidence.seen.summaries()) {
    if (!summary.status || !summary.fail || !summary.missing_output || !summary.skipped) continue;
    const std::int64_t failing = *summary.fail + *summary.missing_output;
    const std::string& said = *summary.status;
    verdict.judged();
    if (said == "pass" && failing > 0) {
      verdict.fail(*summary.exchange, "/status",
                   fmt::format("not pass: {} results fail or lack an output", failing), said);
    }
    if (said == "fail" && failing + *summary.skipped == 0) {
      verdict.fail(*summary.exchange, "/status", "pass: every result passes", said);
    }
    if (said == "queued" && failing + summary.pass.value_or(0) > 0) {
      verdict.fail(*summary.exchange, "/status", "not queued: there are results", said);
    }
  }
}

std::vector<Rule> rules_of_an_answer() {
  const Names here = {"getRunSummary"};
  return {
      {"buckets_add_up",
       "Results that pass, fail, lack an output or are skipped add up to the total.",
       "A bar of shares that do not fill it, or overflow it, is what people see first.",
       section_2,
       {"ok"},
       here,
       buckets_add_up},
      {"none_larger",
       "No count of results is larger than the total.",
       "A share above one breaks progress bars and percentages.",
       section_2,
       {"ok"},
       here,
       none_larger},
      {"duration",
       "A run whose results took no time has no duration.",
       "Zero milliseconds would be drawn as a run that was over at once.",
       section_2,
       {"ok"},
       here,
       duration},
      {"zero",
       "There are errors when, and only when, some result fails or lacks an output.",
       "A client that shows a green run with errors is asked which of the two is right.",
       "contract sections 2 and 3 [B]",
       {"ok"},
       here,
       zero},
  };
}

std::vector<Rule> rules_against_others() {
  using namespace summary;
  const Names here = {"getRunSummary"};
  return {
      {"agrees_with_errors",
       "The number of errors is that of the run's error summary.",
       "The count is the link's label: what it leads to must have as many.",
       "contract sections 2 and 3 [B]",
       {"ok", "getErrorSummary/ok", "getErrorSummary/by_sample", "getErrorSummary/by_regression",
        "getErrorSummary/by_severity"},
       here,
       agrees_with_errors},
      {"agrees_with_buckets",
       "As many results fail or lack an output as the error summary names tests.",
       "Someone who counts the failing tests must come to the number in the summary.",
       "contract sections 2 and 3 [B]",
       {"ok", "getErrorSummary/ok", "getErrorSummary/by_regression"},
       here,
       agrees_with_buckets},
      {"agrees_with_results",
       "Each result that is shown is in the counts of its run.",
       "A failing result of a run that counts no failures is not found by whoever looks there.",
       "contract sections 2 and 4 [U, B]",
       {"ok", "getRunSample/ok"},
       here,
       agrees_with_results},
      {"agrees_with_histories",
       "Each row of a history is in the counts of its run.",
       "The two views are of the same results.",
       "contract sections 2 and 6 [B]",
       {"ok", "getSampleHistory/ok"},
       here,
       agrees_with_histories},
  };
}

}  // namespace

Family summary_family(const Contract& contract) {
  std::vector<Rule> rules = rules_of_an_answer();
  for (Rule& rule : rules_against_others()) rules.push_back(std::move(rule));
  if (contract.revision == schemas::Revision::upstream) {
    rules.push_back({"status",
                     "The run's status follows from its results.",
                     "Whether a run is red or green is what most clients are for.",
                     "contract section 2 [B]",
                     {"ok"},
                     {"getRunSummary"},
                     status});
  }
  return {"summary", std::move(rules), {}};
}

}  // namespace sp::contract
