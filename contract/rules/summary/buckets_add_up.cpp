// Each result is in one of four counts, and the total counts all (the law `adds_up`):
//   pass_count + fail_count + skipped_count + missing_output_count = total_samples
//   3 + 1 + 0 + 0, total 4    holds
//   3 + 1 + 0 + 0, total 5    breaks buckets_add_up
//   3 + 1, total 5            holds: the counts that are left out may have the fifth
//   6, total 5                breaks none_larger
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "rules/laws.h"
#include "rules/summary/summary.h"

namespace sp::contract::summary {

namespace {

// "pass_count 5 + fail_count 3"
std::string sum_of(const std::vector<Bucket>& buckets) {
  std::vector<std::string> parts;
  for (const Bucket& bucket : buckets) {
    parts.push_back(fmt::format("{} {}", bucket.member, bucket.count));
  }
  return fmt::format("{}", fmt::join(parts, " + "));
}

void buckets_add_up(const Evidence& evidence, Verdict& verdict) {
  for (const SeenSummary& summary : evidence.seen.summaries()) {
    if (!summary.total || !summary.pass || !summary.fail) continue;
    verdict.judged();
    const auto buckets = buckets_of(summary);
    const auto sum = adds_up(buckets, [](const Bucket& bucket) { return bucket.count; });
    const bool all_four = summary.skipped && summary.missing_output;
    if (sum == summary.total || (!all_four && sum < summary.total)) continue;
    verdict.fail(
        *summary.exchange, "/total_samples",
        fmt::format("{}{}, the sum of {}", all_four ? "" : "at least ", *sum, sum_of(buckets)),
        std::to_string(*summary.total));
  }
}

void none_larger(const Evidence& evidence, Verdict& verdict) {
  for (const SeenSummary& summary : evidence.seen.summaries()) {
    if (!summary.total) continue;
    for (const Bucket& bucket : buckets_of(summary)) {
      verdict.judged();
      if (bucket.count <= *summary.total) continue;
      verdict.fail(
          *summary.exchange, fmt::format("/{}", bucket.member),
          OutOfRange{
              .most = summary.total, .found = bucket.count, .because = "as total_samples says"});
    }
  }
}

}  // namespace

constexpr Rule buckets_add_up_rule{
    .name = "buckets_add_up",
    .title = "Results that pass, fail, lack an output or are skipped add up to the total.",
    .why = "People see at once when the parts of a bar do not fill it, or overflow it.",
    .contract = section_2,
    .probes = {"ok", "elsewhere"},
    .operations = here,
    .judge = buckets_add_up};

constexpr Rule none_larger_rule{.name = "none_larger",
                                .title = "No count of results is larger than the total.",
                                .why = "A share above one breaks progress bars and percentages.",
                                .contract = section_2,
                                .probes = {"ok"},
                                .operations = here,
                                .judge = none_larger};

}  // namespace sp::contract::summary
