// In a row, first_seen_at <= last_seen_at, and both are times or both null. Every grouping is of
// the same errors, so the earliest and the latest of all rows are the same:
//   by type: 12:00 to 12:05 and 12:01 to 12:09; by sample: 12:00 to 12:09    holds
//   by type: 12:00 to 12:05 and 12:01 to 12:09; by sample: 12:00 to 12:07    breaks
// By category, some errors may not be counted; the others lie between the first and the last of
// all.
#include <algorithm>

#include <fmt/format.h>

#include "rules/error_summary/error_summary.h"
#include "rules/laws.h"

namespace sp::contract::error_summary {

namespace {

using schemas::format_date_time;

void check_row(const SeenBucket& row, Verdict& verdict) {
  const auto first = row.time("first_seen_at");
  const auto last = row.time("last_seen_at");
  const bool first_is_null = null_at(*row.value, "first_seen_at");
  const bool last_is_null = null_at(*row.value, "last_seen_at");
  const Exchange& exchange = *row.page->exchange;
  if ((first && last) || (first_is_null && last_is_null)) verdict.judged();
  if (first && last && *first > *last) {
    verdict.fail(exchange, row.pointer("last_seen_at"),
                 fmt::format("{} or later, as that is first_seen_at", format_date_time(*first)),
                 format_date_time(*last));
  }
  if ((first && last_is_null) || (first_is_null && last)) {
    verdict.judged();
    const auto [with_time, without] = first ? std::pair("first_seen_at", "last_seen_at")
                                            : std::pair("last_seen_at", "first_seen_at");
    verdict.fail(exchange, row.pointer(without), fmt::format("a time, as {} has one", with_time),
                 "null");
  }
}

// From the first error of a list to the last.
struct Span {
  schemas::Instant first;
  schemas::Instant last;
};

// Nothing when a row does not tell.
std::optional<Span> span_of(const ErrorList& list) {
  std::optional<Span> span;
  for (const SeenBucket& row : list.rows) {
    const auto first = row.time("first_seen_at");
    const auto last = row.time("last_seen_at");
    if (!first || !last) return std::nullopt;
    if (!span) span = Span{*first, *last};
    span = Span{std::min(span->first, *first), std::max(span->last, *last)};
  }
  return span;
}

void compare_spans(const ErrorList& known, const ErrorList& list, Verdict& verdict) {
  const Span expected = *span_of(known);
  const Span found = *span_of(list);
  const auto check = [&](const char* what, schemas::Instant wanted, schemas::Instant got) {
    if (wanted == got) return;
    contradict(verdict, list,
               Differs{fmt::format("{} as the {} of all rows", format_date_time(wanted), what),
                       format_date_time(got), known.name()},
               known);
  };
  check("earliest first_seen_at", expected.first, found.first);
  check("latest last_seen_at", expected.last, found.last);
}

void check_category(const ErrorList& by_category, const ErrorList& known, Verdict& verdict) {
  const auto span = span_of(by_category);
  if (!span) return;
  verdict.judged();
  const Span all = *span_of(known);
  if (span->first >= all.first && span->last <= all.last) return;
  contradict(
      verdict, by_category,
      FreeText{
          fmt::format("no errors but from {} to {}, as with {}", format_date_time(all.first),
                      format_date_time(all.last), known.name()),
          fmt::format("{} to {}", format_date_time(span->first), format_date_time(span->last))},
      known);
}

void check_run(const Groupings& run, Verdict& verdict) {
  std::vector<const ErrorList*> lists = run.counting_once();
  std::erase_if(lists, [](const ErrorList* list) { return !span_of(*list); });
  if (lists.empty()) return;
  const auto one_run = [](const ErrorList* list) { return std::optional(list->run); };
  consistent(lists, one_run, verdict, [&](const ErrorList* known, const ErrorList* list) {
    compare_spans(*known, *list, verdict);
    return true;
  });
  if (run.category) check_category(*run.category, *lists.front(), verdict);
}

void seen_at(const Evidence& evidence, Verdict& verdict) {
  for_each_row(evidence, [&](const ErrorList&, const SeenBucket& row) { check_row(row, verdict); });
  for (const Groupings& run : evidence.seen.errors().groupings()) check_run(run, verdict);
}

}  // namespace

constexpr Rule seen_at_rule{
    .name = "seen_at",
    .title = "No error is last seen before it is first seen.",
    .why = "A client that works out how long an error has been around would get a negative time.",
    .contract = meaning,
    .probes = each_grouping + each_severity,
    .operations = here,
    .judge = seen_at};

}  // namespace sp::contract::error_summary
