// Rows stand in the order in which their first error is met: results by regression test, and in
// each result the exit code, then missing outputs, then outputs that differ. Where test 6 has a
// differing output, and test 7 a wrong exit code:
//   group_by=type            [diff_mismatch, exit_code_mismatch]    holds
//   group_by=type            [exit_code_mismatch, diff_mismatch]    breaks
//   group_by=regression_id   [7, 6]                                 breaks
// A row names samples, and not which of their tests: where that leaves two orders, both hold.
#include <algorithm>
#include <limits>
#include <map>

#include <fmt/format.h>

#include "rules/error_summary/error_summary.h"
#include "rules/laws.h"

namespace sp::contract::error_summary {

namespace {

void by_regression_test(const ErrorList& list, Verdict& verdict) {
  const auto may_follow = [](const SeenBucket& before, const SeenBucket& row) {
    return *before.id() < *row.id();
  };
  for (const Page* page : list.pages) {
    std::vector<SeenBucket> rows = buckets_of(*page);
    std::erase_if(rows, [](const SeenBucket& row) { return !row.id(); });
    ordered(rows, may_follow, verdict, [&](const SeenBucket& before, const SeenBucket& row) {
      verdict.fail(*page->exchange, row.pointer("key"),
                   fmt::format("an id above {}, which the row before has", *before.id()),
                   row.name());
    });
  }
}

// The place of the first test that has an error of a bucket. A bucket names samples, not tests, so
// it may be known only that it lies between two places.
struct FirstMet {
  std::size_t earliest = std::numeric_limits<std::size_t>::max();
  std::size_t latest = std::numeric_limits<std::size_t>::max();
  // Within the test: the exit code comes first, then missing outputs, then differing ones.
  int within = 0;
};

// Of severities, as severity_rank has them.
constexpr int rank_of_warning = 1;

// Kinds of buckets by which tests have errors of them.
enum class Kind { sample, category, warning, error, other };

Kind kind_of(std::string_view grouping, std::string_view key) {
  if (grouping == "sample_id") return Kind::sample;
  if (grouping == "category") return Kind::category;
  if (key == "warning" || key == "diff_mismatch") return Kind::warning;
  return key == "error" ? Kind::error : Kind::other;
}

enum class Has { no, maybe, yes };

// Whether a test that raises errors has some of the bucket. Where its worst is a warning, outputs
// differ and nothing else; where it is worse, the exit code is wrong or an output is missing.
Has has_error_of(Kind kind, const Raised::Test& test, bool only_test) {
  const bool warning = test.severity <= rank_of_warning;
  if (kind == Kind::sample) return Has::yes;
  if (kind == Kind::category) return only_test ? Has::yes : Has::maybe;
  if (kind == Kind::warning) return warning || only_test ? Has::yes : Has::maybe;
  if (warning) return Has::no;
  return kind == Kind::error || only_test ? Has::yes : Has::maybe;
}

// The first error of such a bucket among the tests of one sample.
FirstMet first_met_in(const Raised::OfSample& sample, Kind kind) {
  FirstMet met;
  std::optional<std::size_t> surely;
  std::optional<std::size_t> last;
  for (const Raised::Test& test : sample.tests) {
    const Has has = has_error_of(kind, test, sample.tests.size() == 1);
    if (has == Has::no) continue;
    met.earliest = std::min(met.earliest, test.place);
    last = test.place;
    if (has == Has::yes && !surely) surely = test.place;
  }
  if (last) met.latest = surely.value_or(*last);
  return met;
}

// The same for every sample, each worked out once, because many buckets may name it.
class FirstMeetings {
 public:
  explicit FirstMeetings(const Raised& raised) : raised_(raised) {}

  // Nothing where the sample has no test that raises errors.
  std::optional<FirstMet> in(std::int64_t id, Kind kind) {
    const Raised::OfSample* sample = raised_.find(id);
    if (!sample) return std::nullopt;
    const auto [known, added] = known_.try_emplace({id, kind});
    if (added) known->second = first_met_in(*sample, kind);
    return known->second;
  }

 private:
  const Raised& raised_;
  std::map<std::pair<std::int64_t, Kind>, FirstMet> known_;
};

// The bucket's place in the order of the errors of one result, which are in all its categories at
// once. Nothing where the key tells none.
std::optional<int> within_result(const SeenBucket& bucket, const std::string& grouping) {
  if (!bucket.key) return std::nullopt;
  const bool kinds = grouping == "type" || grouping == "severity";
  if (!kinds) return 0;
  static const std::map<std::string_view, int> ranks = {{"exit_code_mismatch", 0},
                                                        {"error", 0},
                                                        {"missing_output", 1},
                                                        {"warning", 2},
                                                        {"diff_mismatch", 2}};
  const auto rank = ranks.find(*bucket.key);
  return rank == ranks.end() ? std::nullopt : std::optional(rank->second);
}

std::optional<FirstMet> first_met(const SeenBucket& bucket, const std::string& grouping,
                                  FirstMeetings& meetings) {
  const auto within = within_result(bucket, grouping);
  if (!within || !bucket.lists_all_samples() || bucket.samples.empty()) return std::nullopt;
  FirstMet met;
  met.within = *within;
  for (const std::int64_t id : bucket.samples) {
    const auto of_sample = meetings.in(id, kind_of(grouping, *bucket.key));
    if (!of_sample) return std::nullopt;
    met.earliest = std::min(met.earliest, of_sample->earliest);
    met.latest = std::min(met.latest, of_sample->latest);
  }
  if (met.earliest == FirstMet().earliest) return std::nullopt;
  return met;
}

// Whether the one was surely met before the other.
bool before(const FirstMet& a, const FirstMet& b) {
  if (a.latest < b.earliest) return true;
  const bool same_test = a.earliest == a.latest && b.earliest == b.latest && a.latest == b.latest;
  return same_test && a.within < b.within;
}

void compare_with_tests(const ErrorList& list, const ErrorList& by_regression, const Raised& raised,
                        Verdict& verdict) {
  FirstMeetings meetings(raised);
  const SeenBucket* above = nullptr;
  std::optional<FirstMet> met_above;
  for (const SeenBucket& row : list.rows) {
    const auto met = first_met(row, list.grouping, meetings);
    if (met && met_above) {
      verdict.judged();
      if (before(*met, *met_above)) {
        contradict(verdict, row, "key",
                   FreeText{fmt::format(
                                "{} before {}: by group_by=regression_id, its first error is in an "
                                "earlier test",
                                row.name(), above->name()),
                            fmt::format("{} before {}", above->name(), row.name())},
                   {&list, &by_regression});
      }
    }
    above = &row;
    met_above = met;
  }
}

void order(const Evidence& evidence, Verdict& verdict) {
  const ErrorLists& lists = evidence.seen.errors();
  for (const ErrorList& list : lists.all()) {
    if (list.grouping == "regression_id") by_regression_test(list, verdict);
  }
  for (const Groupings& run : lists.groupings()) {
    const auto raised = raised_in(run);
    if (!raised) continue;
    for (const ErrorList* list : {run.type, run.sample, run.severity, run.category}) {
      if (list) compare_with_tests(*list, *run.regression, *raised, verdict);
    }
  }
}

}  // namespace

constexpr Rule order_rule{
    .name = "order",
    .title = "Rows come in the order of the regression tests in which their errors first occur.",
    .why = "Clients page through the list and expect each page to continue the one before.",
    .contract = "contract section 3, order of the buckets [B]",
    .probes = each_grouping,
    .operations = here,
    .judge = order};

}  // namespace sp::contract::error_summary
