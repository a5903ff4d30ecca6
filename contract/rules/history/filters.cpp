// A filter leaves the rows that it names, all of them and no other, alone and beside other filters
// (filtered.h draws it):
//   [A linux, B windows, C linux]; platform=linux [A C]     holds
//   [A linux, B windows, C linux]; platform=linux [A B C]   breaks at B
//   [A linux, B windows, C linux]; platform=linux [A]       breaks: C is lost
//   status=pass [A]; platform=linux, status=pass [A C]      breaks at C
// The filter `status` has two meanings (status.cpp), and regression_test_id refuses some values
// (regression_test.cpp).
#include <algorithm>
#include <map>

#include "rules/history/filtered.h"

namespace sp::contract::history {

namespace {

bool all_have(const Histories& histories, std::string_view member) {
  return std::all_of(histories.rows().begin(), histories.rows().end(),
                     [&](const SeenRow& row) { return row.value->find(member) != nullptr; });
}

void platform(const Evidence& evidence, Verdict& verdict) {
  check_alone(evidence, "platform", verdict);
  check_shares(evidence, "platform", all_have(evidence.seen.histories(), "platform"), verdict);
}

// The probe `combined` asks for a branch beside other filters, `branch_near` for one alone.
void branch(const Evidence& evidence, Verdict& verdict) {
  const Histories& histories = evidence.seen.histories();
  const Filters meaning(evidence.operation);
  for (const List& list : histories.lists()) {
    const auto filters = histories.filters(list);
    if (!filters || list.asked("branch").empty()) continue;
    if (filters->size() == 1) {
      check_list(histories, list, {"branch"}, meaning, verdict);
    } else {
      check_rows_fit(histories, list, {"branch"}, meaning, verdict);
    }
  }
}

void created_after(const Evidence& evidence, Verdict& verdict) {
  check_alone(evidence, "created_after", verdict);
}

void created_before(const Evidence& evidence, Verdict& verdict) {
  check_alone(evidence, "created_before", verdict);
}

void combined(const Evidence& evidence, Verdict& verdict) {
  const Histories& histories = evidence.seen.histories();
  std::map<std::string_view, Filters> meanings;  // by sample
  for (const List& list : histories.lists()) {
    const auto filters = histories.filters(list);
    if (!filters || filters->size() < 2) continue;
    const std::string_view sample = sample_of(*list.pages.front());
    const auto meaning = meanings.try_emplace(sample, evidence.operation, histories, sample).first;
    check_list(histories, list, *filters, meaning->second, verdict);
  }
}

}  // namespace

constexpr Rule platform_rule{
    .name = "platform",
    .title = "Filtered by platform, a history has all results of that platform and no others.",
    .why = "A client that looks at one platform would blame it for another's failures.",
    .contract = citation,
    .probes = {"ok", "platform", "walk", "second_by_platform"},
    .operations = here,
    .judge = platform};

constexpr Rule branch_rule{
    .name = "branch",
    .title = "Filtered by branch, a history has all results of that branch and no others.",
    .why = "A branch's author would be shown failures of others.",
    .contract = citation,
    .probes = {"ok", "combined", "branch_near", "second_by_branch"},
    .operations = here,
    .judge = branch};

constexpr Rule created_after_rule{
    .name = "created_after",
    .title = "Filtered by created_after, a history has all results of runs created then or later.",
    .why = "A client that fetches what is new would miss it, or fetch all again.",
    .contract = citation,
    .probes = {"ok", "created_after", "second_by_created_after", "after_all"},
    .operations = here,
    .judge = created_after};

constexpr Rule created_before_rule{
    .name = "created_before",
    .title =
        "Filtered by created_before, a history has all results of runs created then or earlier.",
    .why = "A client that looks at the time before a release would see the time after.",
    .contract = citation,
    .probes = {"ok", "created_before", "walk", "second_by_created_before", "before_all"},
    .operations = here,
    .judge = created_before};

constexpr Rule combined_rule{
    .name = "combined",
    .title =
        "With several filters, a history has all results that fit each of them, and no others.",
    .why = "Clients narrow a long history down by several at once.",
    .contract = citation,
    .probes = {"ok", "combined", "walk"},
    .operations = here,
    .judge = combined};

}  // namespace sp::contract::history
