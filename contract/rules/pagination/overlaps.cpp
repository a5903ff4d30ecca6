// Where two pages of a list overlap, they show the same rows in the same order:
//   [A B C] at 0, [B C] at 1    holds
//   [A B C] at 0, [C B] at 1    breaks `order` at C
//   [A B C] at 0, [B' C] at 1   breaks `same_rows` where B' says something else of B
#include <algorithm>

#include <fmt/format.h>

#include "exchange/excerpt.h"
#include "rules/pagination/pagination.h"

namespace sp::contract::pagination {

namespace {

using schemas::Value;

// Calls `compare` with each two rows that stand at the same place of the list, on two pages;
// it says whether the two pages are worth comparing further.
template <class Compare>
void for_each_overlap(const Evidence& evidence, const Compare& compare) {
  for (const List& list : evidence.seen.lists(evidence.operation.id).all()) {
    for_each_pair(list, [&](const Page& one, const Page& other) {
      const auto begin = std::max(one.asked_offset, other.asked_offset);
      auto i = static_cast<std::size_t>(begin - one.asked_offset);
      auto j = static_cast<std::size_t>(begin - other.asked_offset);
      while (i < one.rows->size() && j < other.rows->size() && compare(one, i, other, j)) {
        ++i;
        ++j;
      }
    });
  }
}

void order(const Evidence& evidence, Verdict& verdict) {
  for_each_overlap(evidence, [&](const Page& one, std::size_t i, const Page& other, std::size_t j) {
    verdict.judged();
    const std::string wanted = row_name((*one.rows)[i]);
    const std::string got = row_name((*other.rows)[j]);
    if (wanted == got) return true;
    verdict.fail(*other.exchange, fmt::format("/data/{}", j),
                 Differs{excerpt(wanted), excerpt(got), name_of_row(one, i)}, {one.exchange});
    return false;
  });
}

void same_rows(const Evidence& evidence, Verdict& verdict) {
  for_each_overlap(evidence, [&](const Page& one, std::size_t i, const Page& other, std::size_t j) {
    const Value& first = (*one.rows)[i];
    const Value& second = (*other.rows)[j];
    if (row_name(first) != row_name(second)) return true;
    verdict.judged();
    const auto difference = row_difference(first, second);
    if (!difference) return true;
    verdict.fail(*other.exchange, fmt::format("/data/{}/{}", j, difference->member),
                 Differs{difference->one, difference->other, name_of_row(one, i)}, {one.exchange});
    return true;
  });
}

}  // namespace

constexpr Rule order_rule{.name = "order",
                          .title = "Rows come in the same order, however long the pages are.",
                          .why =
                              "Without a fixed order, page boundaries fall differently each time, "
                              "and a client that fetches all pages misses rows.",
                          .contract = citation,
                          .probes = {"ok", "by_sample", "walk"},
                          .operations = paged,
                          .judge = order};

constexpr Rule same_rows_rule{
    .name = "same_rows",
    .title = "A row has the same values on every page that shows it.",
    .why = "What a client learns must not depend on the page size that it prefers.",
    .contract = citation,
    .probes = {"ok", "by_sample", "walk"},
    .operations = paged,
    .judge = same_rows};

}  // namespace sp::contract::pagination
