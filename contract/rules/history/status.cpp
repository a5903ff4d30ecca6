// The filter `status` leaves the rows of that status. Where it asks for a result's status, rows
// show it:
//   [A fail, B pass]; status=fail [A]        holds
//   [A fail, B pass]; status=fail [A B]      breaks
// Where it asks for the run's, no row shows it, and the rule tells by what is known of runs:
//   status=pass has a row of run 9 that is fail                 breaks
//   status=pass has a row of run 9, which has a skipped result  breaks
//   status=pass has a row of run 9, and status=fail another     breaks
//   status=fail has a row of run 9, whose results all pass      breaks
#include <map>

#include <fmt/format.h>

#include "rules/history/filtered.h"
#include "rules/history/signatures.h"

namespace sp::contract::history {

namespace {

// Whether a run that has such a result cannot have passed: each of its results did, or was not
// started (contract section 2).
bool keeps_from_passing(const std::string_view* status) {
  return status && *status != "pass" && *status != "not_started";
}

// The row of each run that keeps it from passing, of whatever sample.
using Obstacles = std::map<std::int64_t, const SeenRow*>;

Obstacles obstacles_in(const Histories& histories) {
  Obstacles obstacles;
  for (const SeenRow& row : histories.rows()) {
    if (row.run_id && keeps_from_passing(row.status)) obstacles.emplace(*row.run_id, &row);
  }
  return obstacles;
}

void check_passes(const Histories& histories, const List& list, const Obstacles& obstacles,
                  Verdict& verdict) {
  if (list.asked("status") != "pass") return;
  for (const SeenRow& row : histories.rows(list)) {
    if (keeps_from_passing(row.status)) {
      verdict.fail(*row.page->exchange, row.pointer("status"),
                   "pass or not_started, as with status=pass all results of a run are",
                   std::string(*row.status));
      continue;
    }
    const auto found = row.run_id ? obstacles.find(*row.run_id) : obstacles.end();
    if (found == obstacles.end()) continue;
    const Page& page = *found->second->page;
    verdict.fail(*row.page->exchange, row.pointer("run_id"),
                 fmt::format("no run that has a result with the status {}, as {} shows",
                             *found->second->status, page.exchange->request.path),
                 fmt::format("run {}", *row.run_id), {page.exchange});
  }
}

// A run has one status at a time.
void check_one_status(const Histories& histories, const std::vector<const List*>& lists,
                      Verdict& verdict) {
  std::map<std::int64_t, const List*> known;
  for (const List* list : lists) {
    for (const SeenRow& row : histories.rows(*list)) {
      if (!row.run_id) continue;
      const List& first = *known.emplace(*row.run_id, list).first->second;
      if (first.asked("status") == list->asked("status")) continue;
      verdict.fail(*row.page->exchange, row.pointer("run_id"),
                   fmt::format("only runs of status {}", list->asked("status")),
                   fmt::format("run {}, which {} has, too, though a run has one status",
                               *row.run_id, path_of(first)),
                   exchanges_of(first.pages));
      break;
    }
  }
}

// The status that a run cannot have by its counts; empty when they rule out none.
std::string_view cannot_be(const SeenSummary& summary) {
  if (summary.fail.value_or(0) > 0 || summary.missing_output.value_or(0) > 0) return "pass";
  return summary.total.value_or(0) > 0 && summary.pass == summary.total ? "fail" : "";
}

void check_summaries(const Evidence& evidence, const Histories& histories, const List& list,
                     Verdict& verdict) {
  for (const SeenSummary& summary : evidence.seen.summaries()) {
    if (list.asked("status") != cannot_be(summary)) continue;
    for (const SeenRow& row : histories.rows(list)) {
      if (!row.run_id || row.run_id != summary.run_id) continue;
      verdict.fail(
          *row.page->exchange, row.pointer("run_id"),
          fmt::format("no run of which {} of {} results pass, as {} says", summary.pass.value_or(0),
                      summary.total.value_or(0), summary.exchange->request.path),
          fmt::format("run {}", *row.run_id), {summary.exchange});
    }
  }
}

void status_of_run(const Evidence& evidence, Verdict& verdict) {
  const Histories& histories = evidence.seen.histories();
  const auto lists = lists_by(histories, "status");
  const Filters meaning(evidence.operation);
  const Obstacles obstacles = obstacles_in(histories);
  for (const List* list : lists) {
    check_list(histories, *list, {"status"}, meaning, verdict);
    check_passes(histories, *list, obstacles, verdict);
    check_summaries(evidence, histories, *list, verdict);
  }
  check_one_status(histories, lists, verdict);
  check_shares(evidence, "status", true, verdict);
}

// Some statuses of results are not among the filter's values.
void status_of_result(const Evidence& evidence, Verdict& verdict) {
  check_alone(evidence, "status", verdict);
  check_shares(evidence, "status", false, verdict);
}

bool asks_for_results(const Contract& contract) {
  return status_is_of_result(*contract.api.find("getSampleHistory"));
}

bool asks_for_runs(const Contract& contract) { return !asks_for_results(contract); }

constexpr std::string_view why =
    "A client that asks for failures would be shown passes, or miss failures.";

}  // namespace

constexpr Rule status_of_run_rule{
    .name = "status",
    .title = "Filtered by status, a history has all results of runs of that status and no others.",
    .why = why,
    .contract = citation,
    .probes = {"ok", "status", "walk", "second_by_status", "getRunSummary/elsewhere"},
    .operations = here,
    .judge = status_of_run,
    .holds_in = asks_for_runs};

constexpr Rule status_of_result_rule{
    .name = "status",
    .title = "Filtered by status, a history has all results of that status and no others.",
    .why = why,
    .contract = citation,
    .probes = {"ok", "status", "walk", "second_by_status"},
    .operations = here,
    .judge = status_of_result,
    .holds_in = asks_for_results};

}  // namespace sp::contract::history
