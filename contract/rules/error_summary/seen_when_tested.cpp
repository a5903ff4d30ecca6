// Errors are seen when their run reports, and a row of a history tells when its run did so:
//   run 9: tested_at 12:41; first_seen_at and last_seen_at 12:41    holds
//   run 9: tested_at 12:41; last_seen_at 12:41, five hours later    breaks: the zone was lost
//   run 9: tested_at 12:41; first_seen_at null                      breaks, as the reverse does
// A row of a run that goes on tells when it started: its errors are seen then or later.
#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

#include "rules/error_summary/error_summary.h"

namespace sp::contract::error_summary {

namespace {

using schemas::format_date_time;
using schemas::Instant;

bool is_over(std::string_view status) {
  return status == "pass" || status == "fail" || status == "error" || status == "incomplete";
}

// Whether a summary shows that no result is still to come.
bool shows_the_end(const SeenSummary& summary) {
  if (summary.status) return is_over(*summary.status);
  return summary.total && summary.pass && summary.fail &&
         *summary.total == *summary.pass + *summary.fail + summary.missing_output.value_or(0);
}

// Runs that report nothing any more, as far as summaries and histories show.
std::set<std::int64_t> finished_runs(const Evidence& evidence) {
  std::set<std::int64_t> runs;
  for (const SeenSummary& summary : evidence.seen.summaries()) {
    if (summary.run_id && shows_the_end(summary)) runs.insert(*summary.run_id);
  }
  // Where the filter asks for the status of the run, each row is of a run with that status.
  const auto* history = evidence.api.find("getSampleHistory");
  const schemas::Parameter* status = history ? history->parameter("status") : nullptr;
  if (!status || !status->schema.accepts(schemas::Value(std::string("queued"), 0))) return runs;
  for (const SeenRow& row : evidence.seen.histories().rows()) {
    if (is_over(row.page->asked("status"))) runs.insert(*row.run_id);
  }
  return runs;
}

// A row of a run that was tested, and whether the run is over.
struct Tested {
  const SeenRow* row;
  bool over;
};

// By run, as text.
std::map<std::string, Tested> tested_runs(const Evidence& evidence) {
  const auto finished = finished_runs(evidence);
  std::map<std::string, Tested> runs;
  for (const SeenRow& row : evidence.seen.histories().rows()) {
    if (!row.tested_at && !null_at(*row.value, "tested_at")) continue;
    runs.emplace(std::to_string(*row.run_id), Tested{&row, finished.contains(*row.run_id)});
  }
  return runs;
}

// Clocks and writers may drop a fraction of a second.
bool fits(Instant seen, Instant tested, bool over) {
  constexpr std::chrono::seconds fraction(1);
  return seen >= tested - fraction && (!over || seen <= tested + fraction);
}

void compare_time(const SeenBucket& bucket, std::string_view member, const Tested& tested,
                  Verdict& verdict) {
  const auto seen = bucket.time(member);
  const bool is_null = null_at(*bucket.value, member);
  if (!seen && !is_null) return;
  verdict.judged();
  const auto& when = tested.row->tested_at;
  if (when ? seen && fits(*seen, *when, tested.over) : is_null) return;
  const Exchange* history = tested.row->page->exchange;
  verdict.fail(
      *bucket.page->exchange, bucket.pointer(member),
      fmt::format("{}{}, the tested_at of run {} in {}", when ? format_date_time(*when) : "null",
                  tested.over || !when ? "" : " or later", *tested.row->run_id,
                  history->request.path),
      seen ? format_date_time(*seen) : "null", {history});
}

void seen_when_tested(const Evidence& evidence, Verdict& verdict) {
  const auto runs = tested_runs(evidence);
  for_each_row(evidence, [&](const ErrorList& list, const SeenBucket& bucket) {
    const auto tested = runs.find(list.run);
    if (tested == runs.end()) return;
    for (const std::string_view member : {"first_seen_at", "last_seen_at"}) {
      compare_time(bucket, member, tested->second, verdict);
    }
  });
}

}  // namespace

constexpr Rule seen_when_tested_rule{
    .name = "seen_when_tested",
    .title = "Errors are seen when histories say that their run was tested.",
    .why = "A client that shows both times side by side would show an error of another day.",
    .contract = "contract sections 3 and 6 [B]",
    .probes =
        each_grouping + Names{"getRunSummary/ok", "getSampleHistory/ok", "getSampleHistory/status"},
    .operations = here,
    .judge = seen_when_tested};

}  // namespace sp::contract::error_summary
