// Each filter of a history leaves exactly the rows that it names, alone and beside others.
#include <algorithm>

#include <fmt/format.h>

#include "rules/history/filtered.h"

namespace sp::contract {

namespace {

bool all_have(const Histories& histories, std::string_view member) {
  return std::all_of(histories.rows().begin(), histories.rows().end(),
                     [&](const SeenRow& row) { return row.value->find(member) != nullptr; });
}

void platform(const Evidence& evidence, Verdict& verdict) {
  const Histories& histories = evidence.seen.histories();
  for (const List* list : lists_by(histories, "platform")) {
    check_list(histories, *list, {"platform"}, Filters(schemas::Revision::published), verdict);
  }
  check_shares(evidence, histories, "platform", all_have(histories, "platform"), verdict);
}

// Also where other filters are asked beside it: alone it need not have been.
void branch(const Evidence& evidence, Verdict& verdict) {
  const Histories& histories = evidence.seen.histories();
  const Filters meaning(schemas::Revision::published);
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

// A bound has the runs created after it on one side and those created before it on the other.
void both_sides(const Evidence& evidence, Verdict& verdict) {
  const Histories& histories = evidence.seen.histories();
  for (const List* after : lists_by(histories, "created_after")) {
    for (const List* before : lists_by(histories, "created_before")) {
      const auto bound = schemas::parse_date_time(after->asked("created_after"));
      const std::string_view sample = sample_of(*after->pages.front());
      const List* all = histories.unfiltered(sample);
      const bool comparable = bound &&
                              bound == schemas::parse_date_time(before->asked("created_before")) &&
                              sample == sample_of(*before->pages.front()) && all && all->total() &&
                              after->total() && before->total();
      if (!comparable) continue;
      verdict.judged();
      const auto sum = *after->total() + *before->total();
      // Both have what was created at the very instant, and that is a whole second.
      const bool may_overlap = *bound == std::chrono::floor<std::chrono::seconds>(*bound);
      if (sum == *all->total() || (may_overlap && sum > *all->total())) continue;
      std::vector<const Exchange*> against = exchanges_of(*all);
      against.push_back(&after->exchange());
      verdict.fail(
          before->exchange(), "/pagination/total",
          fmt::format("{} together with {}: the {} rows of {} lie on one side or the other",
                      *all->total() - *after->total(), path_of(*after), *all->total(),
                      path_of(*all)),
          std::to_string(*before->total()), std::move(against));
    }
  }
}

void check_same_list(const List& one, const List& other, Verdict& verdict) {
  verdict.judged();
  if (one.total() && other.total() && one.total() != other.total()) {
    verdict.fail(other.exchange(), "/pagination/total",
                 fmt::format("{}, as {} says", *one.total(), path_of(one)),
                 std::to_string(*other.total()), {&one.exchange()});
    return;
  }
  const auto& rows = *one.pages.front()->rows;
  const auto& others = *other.pages.front()->rows;
  if (one.pages.front()->asked_offset != other.pages.front()->asked_offset) return;
  for (std::size_t i = 0; i < std::min(rows.size(), others.size()); ++i) {
    if (row_name(rows[i]) == row_name(others[i])) continue;
    verdict.fail(other.exchange(), fmt::format("/data/{}", i),
                 fmt::format("{}, as in {}", row_name(rows[i]), path_of(one)), row_name(others[i]),
                 {&one.exchange()});
    return;
  }
}

// Two spellings of one instant are one filter.
void zone(const Evidence& evidence, Verdict& verdict) {
  const Histories& histories = evidence.seen.histories();
  for (const std::string_view name : {"created_after", "created_before"}) {
    const auto lists = lists_by(histories, name);
    for (std::size_t b = 1; b < lists.size(); ++b) {
      for (std::size_t a = 0; a < b; ++a) {
        const auto one = schemas::parse_date_time(lists[a]->asked(name));
        const auto other = schemas::parse_date_time(lists[b]->asked(name));
        const bool same_sample =
            sample_of(*lists[a]->pages.front()) == sample_of(*lists[b]->pages.front());
        if (one && one == other && same_sample) check_same_list(*lists[a], *lists[b], verdict);
      }
    }
  }
}

void regression_test(const Evidence& evidence, Verdict& verdict) {
  check_alone(evidence, "regression_test_id", verdict);
  for (const Exchange* exchange : evidence.answers) {
    const int status = exchange->response->status;
    if (!exchange->is_for("getSampleHistory", "regression_test") || status == 200 ||
        status == 429) {
      continue;
    }
    verdict.judged();
    verdict.fail(*exchange, "", "status 200: a row of the sample's history is of that test",
                 fmt::format("status {}", status));
  }
}

bool has_history(const Evidence& evidence, const std::string& sample) {
  const auto& pages = evidence.seen.pages("getSampleHistory");
  return std::any_of(pages.begin(), pages.end(),
                     [&](const Page& page) { return page.asked("sample_id") == sample; });
}

void foreign_test(const Evidence& evidence, Verdict& verdict) {
  for (const Exchange* exchange : evidence.answers) {
    if (!exchange->is_for("getSampleHistory", "foreign_test")) continue;
    const int status = exchange->response->status;
    // Of a sample that is not there, each test is refused.
    const bool may_be_of_nothing =
        status == 404 && !has_history(evidence, *exchange->request.value("sample_id"));
    if (status == 429 || may_be_of_nothing) continue;
    verdict.judged();
    if (status >= 400 && status < 500) continue;
    verdict.fail(*exchange, "", "a 4xx: the regression test is not one of the sample",
                 fmt::format("status {} for regression_test_id={}", status,
                             *exchange->request.value("regression_test_id")));
  }
}

void combined(const Evidence& evidence, Verdict& verdict) {
  const Histories& histories = evidence.seen.histories();
  for (const List& list : histories.lists()) {
    const auto filters = histories.filters(list);
    if (!filters || filters->size() < 2) continue;
    check_list(histories, list, *filters, Filters(evidence.revision), verdict);
  }
}

void created_after(const Evidence& evidence, Verdict& verdict) {
  check_alone(evidence, "created_after", verdict);
}

void created_before(const Evidence& evidence, Verdict& verdict) {
  check_alone(evidence, "created_before", verdict);
}

}  // namespace

std::vector<Rule> history_filter_rules(const Contract& contract) {
  std::vector<Rule> rules = {history_status_rule(contract.revision)};
  const auto add = [&](Rule rule) { rules.push_back(std::move(rule)); };
  add(of_histories("platform", "platform leaves the results of that platform, and all of them.",
                   "A client that looks at one platform would blame it for another's failures.",
                   {"ok", "platform", "walk"}, platform));
  add(of_histories("branch", "branch leaves the results of that branch, and all of them.",
                   "A branch's author would be shown failures of others.", {"ok", "combined"},
                   branch));
  // The tests of a sample; `published` has no such filter.
  if (contract.api.find("getSampleHistory")->parameter("regression_test_id")) {
    add(of_histories("regression_test",
                     "regression_test_id leaves the results of that test, and all of them.",
                     "A client that draws one test's history would draw another's into it.",
                     {"ok", "regression_test"}, regression_test));
    add(of_histories("foreign_test", "A regression test of another sample is refused.",
                     "A client that mixed two ids up would show an empty history as a fact.",
                     {"foreign_test"}, foreign_test));
  }
  add(of_histories("created_after", "created_after leaves what was created from then on.",
                   "A client that fetches what is new would miss it, or fetch all again.",
                   {"ok", "created_after"}, created_after));
  add(of_histories("created_before", "created_before leaves what was created until then.",
                   "A client that looks at the time before a release would see the time after.",
                   {"ok", "created_before", "walk"}, created_before));
  add(of_histories("both_sides", "What is not created after an instant is created before it.",
                   "A client that fetches a history in slices of time would lose rows or see some "
                   "twice.",
                   {"ok", "created_after", "created_before"}, both_sides));
  add(of_histories("zone", "One instant in two zones is one bound.",
                   "Clients send local time with its zone; results of hours would be missing.",
                   {"created_before", "zone"}, zone));
  add(of_histories("combined", "Filters together leave what each of them leaves.",
                   "Clients narrow a long history down by several at once.",
                   {"ok", "combined", "walk"}, combined));
  return rules;
}

}  // namespace sp::contract
