// Status, summary and hunks of one answer agree:
//   added_lines, removed_lines = the lines of that kind in all hunks; changed_hunks = the hunks
//   identical, missing_expected, missing_actual    no hunks, counts of 0, no unified text
//   different                                      at least one hunk, each with a change
#include <fmt/format.h>

#include "exchange/excerpt.h"
#include "rules/diff/diff.h"
#include "seen/views.h"

namespace sp::contract::diff {

namespace {

struct Count {
  std::string_view member;
  std::optional<std::int64_t> said;
  std::size_t held;
};

// What the summary says, and what the hunks hold. Empty when there is no summary.
std::vector<Count> counts_of(const SeenDiff& seen) {
  const schemas::Value* summary = seen.body->find("summary");
  if (!summary || !summary->object()) return {};
  std::size_t added = 0;
  std::size_t removed = 0;
  for (const SeenHunk& hunk : seen.hunks) {
    added += hunk.count(LineKind::added);
    removed += hunk.count(LineKind::removed);
  }
  return {{"added_lines", integer_at(*summary, "added_lines"), added},
          {"removed_lines", integer_at(*summary, "removed_lines"), removed},
          {"changed_hunks", integer_at(*summary, "changed_hunks"), seen.hunks.size()}};
}

bool is(const SeenDiff& seen, std::string_view status) {
  return seen.status && *seen.status == status;
}

// A status that says that there is nothing to show.
bool has_nothing_to_show(const SeenDiff& seen) {
  return is(seen, "identical") || is(seen, "missing_expected") || is(seen, "missing_actual");
}

void summary_counts(const Evidence& evidence, Verdict& verdict) {
  for (const SeenDiff& seen : evidence.seen.diffs()) {
    if (seen.asked_unified || (seen.lists_hunks && !seen.readable)) continue;
    for (const Count& count : counts_of(seen)) {
      if (!count.said) continue;
      verdict.judged();
      if (*count.said == static_cast<std::int64_t>(count.held)) continue;
      verdict.fail(*seen.exchange, fmt::format("/summary/{}", count.member),
                   Differs{std::to_string(count.held), std::to_string(*count.said), "/hunks"});
    }
  }
}

void nothing_when_same(const Evidence& evidence, Verdict& verdict) {
  const auto& all = evidence.seen.diffs();
  for (const SeenDiff& seen : all) {
    if (seen.asked_unified || !has_nothing_to_show(seen)) continue;
    verdict.judged();
    if (!seen.hunks.empty()) {
      verdict.fail(*seen.exchange, "/hunks",
                   fmt::format("no hunks, as the status is {}", *seen.status),
                   counted(static_cast<std::int64_t>(seen.hunks.size()), "hunk"));
    }
    for (const Count& count : counts_of(seen)) {
      if (count.said.value_or(0) == 0) continue;
      verdict.fail(*seen.exchange, fmt::format("/summary/{}", count.member),
                   fmt::format("0, as the status is {}", *seen.status),
                   std::to_string(*count.said));
    }
    for (const SeenDiff& other : all) {
      if (other.output != seen.output || !other.content || other.content->empty()) continue;
      verdict.fail(
          *other.exchange, "/content",
          fmt::format("an empty text, as the status in the structured form is {}", *seen.status),
          excerpt(*other.content), {seen.exchange});
    }
  }
}

void different_has_hunks(const Evidence& evidence, Verdict& verdict) {
  for (const SeenDiff& seen : evidence.seen.diffs()) {
    if (!seen.structured()) continue;
    if (is(seen, "different")) {
      verdict.judged();
      if (seen.hunks.empty()) {
        verdict.fail(*seen.exchange, "/hunks",
                     Absent{"at least one hunk, as the status is different"});
      }
    }
    for (std::size_t h = 0; h < seen.hunks.size(); ++h) {
      verdict.judged();
      const SeenHunk& hunk = seen.hunks[h];
      if (hunk.leading() < hunk.lines.size()) continue;
      verdict.fail(
          *seen.exchange, fmt::format("/hunks/{}/lines", h),
          Absent{"at least one line removed or added",
                 "only " + counted(static_cast<std::int64_t>(hunk.lines.size()), "context line")});
    }
  }
}

}  // namespace

constexpr Rule summary_counts_rule{
    .name = "summary_counts",
    .title = "The summary counts what the hunks hold.",
    .why = "\"3 lines added\" above a page that shows four makes people doubt the page.",
    .contract = section_5,
    .probes = structured,
    .operations = here,
    .judge = summary_counts};

constexpr Rule nothing_when_same_rule{
    .name = "nothing_when_same",
    .title = "Where there is nothing to compare or nothing differs, there are no hunks.",
    .why = "A client that sees hunks shows a difference.",
    .contract = section_5,
    .probes = both_forms,
    .operations = here,
    .judge = nothing_when_same,
    .unjudged =
        "no diff of an output without a difference was seen: name one that matches with "
        "--sample-id, --regression-id and --output-id"};

constexpr Rule different_has_hunks_rule{
    .name = "different_has_hunks",
    .title = "A diff of status different has hunks, and each hunk has a change.",
    .why = "An empty page is no answer to the question of what differs.",
    .contract = section_5,
    .probes = structured,
    .operations = here,
    .judge = different_has_hunks};

}  // namespace sp::contract::diff
