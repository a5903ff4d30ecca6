// A list by severity is the rows of the whole list that have it, in their order:
//   [A error, B warning, C error]; severity=error [A C]    holds
//   [A error, B warning, C error]; severity=error [A]      breaks: C is lost
// A row tells the same in both.
#include <algorithm>

#include <fmt/format.h>

#include "rules/error_summary/error_summary.h"

namespace sp::contract::error_summary {

namespace {

// Rows that stand at the same place tell the same.
class SameRow {
 public:
  SameRow(const SeenBucket& row, const SeenBucket& wanted, const ErrorList& whole, Verdict& verdict)
      : row_(row), wanted_(wanted), whole_(whole), verdict_(verdict) {}

  void check() {
    if (row_.key && wanted_.key && *row_.key != *wanted_.key) {
      differs("key", wanted_.name(), row_.name());
      return;
    }
    if (row_.count && wanted_.count && *row_.count != *wanted_.count) {
      differs("count", std::to_string(*wanted_.count), std::to_string(*row_.count));
    }
    if (row_.lists_all_samples() && wanted_.lists_all_samples() &&
        row_.sample_set() != wanted_.sample_set()) {
      differs("sample_ids", listed(wanted_.sample_set()), listed(row_.sample_set()));
    }
    for (const std::string_view member : {"first_seen_at", "last_seen_at"}) {
      const auto time = row_.time(member);
      const auto wanted = wanted_.time(member);
      if (!time || !wanted || *time == *wanted) continue;
      differs(member, schemas::format_date_time(*wanted), schemas::format_date_time(*time));
    }
  }

 private:
  void differs(std::string_view member, std::string expected, std::string found) {
    contradict(
        verdict_, row_, member,
        Differs{std::move(expected), std::move(found), "the same row without the filter severity"},
        {&whole_});
  }

  const SeenBucket& row_;
  const SeenBucket& wanted_;
  const ErrorList& whole_;
  Verdict& verdict_;
};

// A page of a filtered list has the rows at its places of those that the whole list has of the
// severity.
void check_page(const Page& page, const std::string& severity, const ErrorList& whole,
                Verdict& verdict) {
  verdict.judged();
  if (page.truncated) return;
  const auto wanted = rows_of_severity(whole, severity);
  const auto count = static_cast<std::int64_t>(wanted.size());
  const std::string source = fmt::format("the list without a severity, which has {} of severity {}",
                                         counted(count, "row"), severity);
  const auto fail = [&](const char* pointer, Differs shape) {
    verdict.fail(*page.exchange, pointer, std::move(shape), sources_but(page.exchange, {&whole}));
  };
  if (page.total && *page.total != count) {
    fail("/pagination/total", {std::to_string(count), std::to_string(*page.total), source});
  }
  const auto rows = buckets_of(page);
  for (const SeenBucket& row : rows) {
    const auto place = static_cast<std::size_t>(page.asked_offset) + row.index;
    if (place < wanted.size()) {
      SameRow(row, *wanted[place], whole, verdict).check();
    } else {
      contradict(verdict, row, "key",
                 FreeText{fmt::format("no row after the {} of severity {} in the list without a "
                                      "severity",
                                      count, severity),
                          row.name()},
                 {&whole});
    }
  }
  const auto shown = static_cast<std::int64_t>(rows.size());
  const auto left = std::max<std::int64_t>(0, count - page.asked_offset);
  const auto least = std::min(page.asked_limit, left);
  if (shown < least) fail("/data", {counted(least, "row"), counted(shown, "row"), source});
}

bool tells_each_severity(const ErrorList& list) {
  return std::all_of(list.rows.begin(), list.rows.end(),
                     [](const SeenBucket& row) { return row.severity != nullptr; });
}

void filter_keeps_all(const Evidence& evidence, Verdict& verdict) {
  const ErrorLists& lists = evidence.seen.errors();
  for (const ErrorList& filtered : lists.all()) {
    if (filtered.severity.empty()) continue;
    const ErrorList* whole = lists.whole(filtered.run, filtered.grouping);
    if (!whole || !tells_each_severity(*whole)) continue;
    for (const Page* page : filtered.pages) {
      check_page(*page, filtered.severity, *whole, verdict);
    }
  }
}

}  // namespace

constexpr Rule filter_keeps_all_rule{
    .name = "filter_keeps_all",
    .title =
        "With the filter severity, a list has all rows of that severity that it has without the "
        "filter.",
    .why = "A row that the filter loses is an error that nobody sees.",
    .contract = meaning,
    .probes = each_grouping + each_severity,
    .operations = here,
    .judge = filter_keeps_all};

}  // namespace sp::contract::error_summary
