// The family `history`: a sample's results over all runs, told truly and in order (contract
// section 6).
#include "rules/history/history.h"

#include <algorithm>

#include <fmt/format.h>

#include "rules/catalogue.h"

namespace sp::contract {

bool is_named_by_user(const Evidence& evidence, std::string_view id) {
  const auto& named = evidence.named_by_user;
  return std::find(named.begin(), named.end(), id) != named.end();
}

Rule of_histories(std::string_view name, std::string_view title, std::string_view why,
                  const Names& probes, void (*judge)(const Evidence&, Verdict&)) {
  return {name, title, why, history_citation, probes, {"getSampleHistory"}, judge};
}

namespace {

// Whether a row may stand in front of another; equal ones are rows_once's to judge.
bool in_order(const ResultKey& first, const ResultKey& second) {
  return first.first > second.first ||
         (first.first == second.first && first.second <= second.second);
}

constexpr const char* wanted_order = "the newest run first, its tests in ascending order";

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
    for (std::size_t i = 0; i < pages.size(); ++i) {
      check_order_within(*pages[i], verdict);
      // The first page that does not overlap it.
      const auto next = std::find_if(pages.begin(), pages.end(), [&](const Page* page) {
        return page->asked_offset >= end_of(*pages[i]) && !page->rows->empty();
      });
      if (next != pages.end()) check_order_between(*pages[i], **next, verdict);
    }
  }
}

// On one page, or on two that no place is on both of.
void rows_once(const Evidence& evidence, Verdict& verdict) {
  const Histories& histories = evidence.seen.histories();
  for (const List& list : histories.lists()) {
    std::map<ResultKey, std::vector<const SeenRow*>> known;  // the first of each page
    for (const SeenRow& row : histories.rows(list)) {
      const auto key = key_of(row);
      if (!key) continue;
      verdict.judged();
      std::vector<const SeenRow*>& firsts = known[*key];
      const SeenRow* first = nullptr;
      bool new_on_page = true;
      for (const SeenRow* other : firsts) {
        if (other->page == row.page) new_on_page = false;
        if (!first && (other->page == row.page || are_apart(*other->page, *row.page))) {
          first = other;
        }
      }
      if (new_on_page) firsts.push_back(&row);
      if (!first) continue;
      const SeenRow& before = *first;
      verdict.fail(*row.page->exchange, fmt::format("/data/{}", row.index),
                   "one row for each result of the sample",
                   fmt::format("{} again, as in row {} of {}", to_string(*key), before.index,
                               before.page->exchange->request.path),
                   before.page == row.page ? std::vector<const Exchange*>()
                                           : std::vector{before.page->exchange});
    }
  }
}

}  // namespace

Family history_family(const Contract& contract) {
  Family family{"history",
                {},
                history_probes(contract.api),
                "the histories that were seen have no rows for it: name a sample with results in "
                "several runs with --sample-id"};
  family.rules = {
      of_histories("order", "The newest run comes first, and in a run the lowest test.",
                   "A client that asks for the first page wants the latest results.",
                   {"ok", "walk"}, order),
      of_histories("rows_once", "No result has two rows.",
                   "A client that counts failures would count one twice.", {"ok", "walk"},
                   rows_once),
  };
  for (auto rules :
       {history_row_rules(), history_signature_rules(), history_filter_rules(contract)}) {
    std::move(rules.begin(), rules.end(), std::back_inserter(family.rules));
  }
  return family;
}

}  // namespace sp::contract
