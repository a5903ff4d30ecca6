// A result, which is a run and a regression test, has one row in a list:
//   [run 9 test 6, run 8 test 6]                    holds
//   [run 9 test 6, run 9 test 6]                    breaks at the last row
//   [run 9 test 6] at 0, [run 9 test 6] at 1        breaks on the second page
// Pages that overlap show a row twice by right, so only pages that do not are compared.
#include <map>

#include <fmt/format.h>

#include "rules/history/history.h"

namespace sp::contract::history {

namespace {

using FirstOfEachPage = std::vector<const SeenRow*>;

// The first row that must not be of the same result; null when there is none. Keeps the row for
// those after it, once for each page.
const SeenRow* first_before(const SeenRow& row, FirstOfEachPage& known) {
  const SeenRow* first = nullptr;
  bool new_on_page = true;
  for (const SeenRow* other : known) {
    const bool same_page = other->page == row.page;
    if (same_page) new_on_page = false;
    if (!first && (same_page || are_apart(*other->page, *row.page))) first = other;
  }
  if (new_on_page) known.push_back(&row);
  return first;
}

void rows_once(const Evidence& evidence, Verdict& verdict) {
  const Histories& histories = evidence.seen.histories();
  for (const List& list : histories.lists()) {
    std::map<ResultKey, FirstOfEachPage> known;
    for (const SeenRow& row : histories.rows(list)) {
      const auto key = key_of(row);
      if (!key) continue;
      verdict.judged();
      const SeenRow* first = first_before(row, known[*key]);
      if (!first) continue;
      verdict.fail(*row.page->exchange, fmt::format("/data/{}", row.index),
                   Repeats{to_string(*key), name_of(*first)},
                   first->page == row.page ? std::vector<const Exchange*>()
                                           : std::vector{first->page->exchange});
    }
  }
}

}  // namespace

constexpr Rule rows_once_rule{.name = "rows_once",
                              .title = "No result has two rows.",
                              .why = "A client that counts failures would count one twice.",
                              .contract = citation,
                              .probes = {"ok", "walk"},
                              .operations = here,
                              .judge = rows_once};

}  // namespace sp::contract::history
