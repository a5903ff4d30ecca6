#include "rules/pagination/joined.h"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "exchange/excerpt.h"
#include "seen/lists.h"

namespace sp::contract {

namespace {

using schemas::Value;

// Calls `visit` with each two pages, the one that was asked first in front.
template <class Visit>
void for_each_pair(const List& list, const Visit& visit) {
  for (std::size_t b = 1; b < list.pages.size(); ++b) {
    for (std::size_t a = 0; a < b; ++a) visit(*list.pages[a], *list.pages[b]);
  }
}

// Two pages that no place is on both of have no row in common. Twice on one page is the
// business of the rules about that list, another order that of the rule `order`.
void check_apart(const Page& one, const Page& other, Verdict& verdict) {
  std::map<std::string, std::size_t> rows;
  for (std::size_t i = 0; i < one.rows->size(); ++i) rows.emplace(row_name((*one.rows)[i]), i);
  for (std::size_t i = 0; i < other.rows->size(); ++i) {
    const std::string name = row_name((*other.rows)[i]);
    const auto known = rows.find(name);
    if (known == rows.end()) continue;
    verdict.fail(*other.exchange, fmt::format("/data/{}", i),
                 fmt::format("a row that is not on {}", one.exchange->request.path),
                 fmt::format("{}, row {} there", excerpt(name), known->second), {one.exchange});
    return;
  }
}

// The pages of one limit that a client meets who follows next_offset to the end; none when
// not all of them were seen, or when there is but one.
std::vector<const Page*> walk_of(const List& list, std::int64_t limit, std::int64_t total) {
  std::vector<const Page*> walk;
  for (std::int64_t next = 0; next < total; next += limit) {
    const auto found = std::find_if(list.pages.begin(), list.pages.end(), [&](const Page* page) {
      return page->asked_limit == limit && page->asked_offset == next;
    });
    if (found == list.pages.end()) return {};
    walk.push_back(*found);
  }
  return walk.size() < 2 ? std::vector<const Page*>() : walk;
}

std::vector<const Exchange*> exchanges_of(const std::vector<const Page*>& pages) {
  std::vector<const Exchange*> exchanges;
  for (const Page* page : pages) exchanges.push_back(page->exchange);
  return exchanges;
}

// Whether each row that other pages show is on one of the walk's.
void check_none_missing(const List& list, const std::vector<const Page*>& walk, Verdict& verdict) {
  std::map<std::string, const Page*> met;
  for (const Page* page : walk) {
    for (const Value& row : *page->rows) met.emplace(row_name(row), page);
  }
  for (const Page* page : list.pages) {
    for (std::size_t i = 0; i < page->rows->size(); ++i) {
      const std::string name = row_name((*page->rows)[i]);
      if (met.contains(name)) continue;
      verdict.fail(
          *page->exchange, fmt::format("/data/{}", i),
          fmt::format("a row that the walk in steps of {} meets, too", walk.front()->asked_limit),
          fmt::format("{}, which is on none of its {} pages", excerpt(name), walk.size()),
          exchanges_of(walk));
      break;
    }
  }
}

// Calls `compare` with each two rows that stand at the same place of the list, on two pages;
// it says whether the two pages are worth comparing further.
template <class Compare>
void for_each_overlap(const Evidence& evidence, const Compare& compare) {
  const Lists lists(evidence.answers, evidence.operation);
  for (const List& list : lists.all()) {
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

}  // namespace

void total_is_stable(const Evidence& evidence, Verdict& verdict) {
  const Lists lists(evidence.answers, evidence.operation);
  for (const List& list : lists.all()) {
    const Page* first = nullptr;
    for (const Page* page : list.pages) {
      const auto total = page->total;
      if (!total) continue;
      if (!first) {
        first = page;
        continue;
      }
      verdict.judged();
      if (*total == *first->total) continue;
      verdict.fail(*page->exchange, "/pagination/total",
                   fmt::format("{}, as {} says", *first->total, first->exchange->request.path),
                   std::to_string(*total), {first->exchange});
    }
  }
}

void walk_has_each_row_once(const Evidence& evidence, Verdict& verdict) {
  const Lists lists(evidence.answers, evidence.operation);
  for (const List& list : lists.all()) {
    const bool several = std::any_of(list.pages.begin(), list.pages.end(), [&](const Page* page) {
      return !page->rows->empty() && page->asked_offset != list.pages.front()->asked_offset;
    });
    if (!several) continue;
    verdict.judged();
    for_each_pair(list, [&](const Page& one, const Page& other) {
      if (are_apart(one, other)) check_apart(one, other, verdict);
    });
    std::vector<std::int64_t> limits;
    for (const Page* page : list.pages) {
      const bool known = std::find(limits.begin(), limits.end(), page->asked_limit) != limits.end();
      if (!known) limits.push_back(page->asked_limit);
    }
    for (const std::int64_t limit : limits) {
      const auto pages = walk_of(list, limit, list.total().value_or(0));
      if (!pages.empty()) check_none_missing(list, pages, verdict);
    }
  }
}

void order_is_stable(const Evidence& evidence, Verdict& verdict) {
  for_each_overlap(evidence, [&](const Page& one, std::size_t i, const Page& other, std::size_t j) {
    verdict.judged();
    const std::string wanted = row_name((*one.rows)[i]);
    const std::string got = row_name((*other.rows)[j]);
    if (wanted == got) return true;
    verdict.fail(*other.exchange, fmt::format("/data/{}", j),
                 fmt::format("{}, as row {} of {}", excerpt(wanted), i, one.exchange->request.path),
                 excerpt(got), {one.exchange});
    return false;
  });
}

void rows_are_the_same(const Evidence& evidence, Verdict& verdict) {
  for_each_overlap(evidence, [&](const Page& one, std::size_t i, const Page& other, std::size_t j) {
    const Value& first = (*one.rows)[i];
    const Value& second = (*other.rows)[j];
    if (row_name(first) != row_name(second)) return true;
    verdict.judged();
    const auto difference = row_difference(first, second);
    if (!difference) return true;
    verdict.fail(
        *other.exchange, fmt::format("/data/{}/{}", j, difference->member),
        fmt::format("{}, as row {} of {} says", difference->one, i, one.exchange->request.path),
        difference->other, {one.exchange});
    return true;
  });
}

}  // namespace sp::contract
