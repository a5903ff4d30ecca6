// The newest run comes first, and in a run the lowest test: a row may stand in front of another if
// run > run', or run = run' and test <= test':
//   run 9 test 6, run 9 test 7, run 8 test 6    holds
//   run 9 test 7, run 9 test 6                  breaks at the last row
// Two rows of one result are for rows_once to judge.
#include <algorithm>

#include <fmt/format.h>

#include "rules/history/history.h"

namespace sp::contract::history {

namespace {

constexpr const char* wanted_order = "the newest run first, its tests in ascending order";

bool in_order(const ResultKey& first, const ResultKey& second) {
  const auto& [run, test] = first;
  const auto& [next_run, next_test] = second;
  return run > next_run || (run == next_run && test <= next_test);
}

void check_order_within(const Page& page, Verdict& verdict) {
  std::optional<ResultKey> before;
  for (const SeenRow& row : history_rows(page)) {
    const auto key = key_of(row);
    if (!key) continue;
    verdict.judged();
    if (before && !in_order(*before, *key)) {
      const bool same_run = before->first == key->first;
      verdict.fail(*page.exchange, row.pointer(same_run ? "regression_test_id" : "run_id"),
                   wanted_order, fmt::format("{} after {}", to_string(*key), to_string(*before)));
    }
    before = key;
  }
}

void check_order_between(const Page& page, const Page& next, Verdict& verdict) {
  if (page.rows->empty() || next.rows->empty()) return;
  const auto last = key_of(history_rows(page).back());
  const SeenRow row = history_rows(next).front();
  const auto first = key_of(row);
  if (!last || !first || in_order(*last, *first)) return;
  verdict.fail(*next.exchange, row.pointer("run_id"), wanted_order,
               fmt::format("{} after {}, the last of {}", to_string(*first), to_string(*last),
                           page.exchange->request.path),
               {page.exchange});
}

void order(const Evidence& evidence, Verdict& verdict) {
  const Histories& histories = evidence.seen.histories();
  for (const List& list : histories.lists()) {
    std::vector<const Page*> pages = list.pages;
    std::stable_sort(pages.begin(), pages.end(), [](const Page* a, const Page* b) {
      return a->asked_offset < b->asked_offset;
    });
    for (const Page* page : pages) {
      check_order_within(*page, verdict);
      const auto next = std::find_if(pages.begin(), pages.end(), [&](const Page* other) {
        return other->asked_offset >= end_of(*page) && !other->rows->empty();
      });
      if (next != pages.end()) check_order_between(*page, **next, verdict);
    }
  }
}

}  // namespace

constexpr Rule order_rule{.name = "order",
                          .title = "The newest run comes first, and in a run the lowest test.",
                          .why = "A client that asks for the first page wants the latest results.",
                          .contract = citation,
                          .probes = {"ok", "walk"},
                          .operations = here,
                          .judge = order};

}  // namespace sp::contract::history
