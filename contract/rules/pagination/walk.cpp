// The pages of a walk, put together, are the list, each row once:
//   [A B] at 0, [C] at 2, total 3             holds
//   [A B] at 0, [B] at 2, total 3             breaks: B is on both sides of a page boundary
//   [A B] at 0, [C] at 2; limit=100 shows D   breaks: D is on no page of the walk
// Twice on one page is for keys_unique and rows_once to judge, another order for `order`.
#include <algorithm>
#include <map>

#include <fmt/format.h>

#include <sp/schemas/number.h>

#include "exchange/excerpt.h"
#include "rules/pagination/pagination.h"

namespace sp::contract::pagination {

namespace {

using schemas::Value;

// Pages that do not overlap must not share a row.
void check_apart(const Page& one, const Page& other, Verdict& verdict) {
  std::map<std::string, std::size_t> rows;
  for (std::size_t i = 0; i < one.rows->size(); ++i) rows.emplace(row_name((*one.rows)[i]), i);
  for (std::size_t i = 0; i < other.rows->size(); ++i) {
    const std::string name = row_name((*other.rows)[i]);
    const auto known = rows.find(name);
    if (known == rows.end()) continue;
    verdict.fail(*other.exchange, fmt::format("/data/{}", i),
                 Repeats{excerpt(name), name_of_row(one, known->second)}, {one.exchange});
    return;
  }
}

// The page that a walk goes on with: the one of the same limit, where there is one.
const Page* page_at(const List& list, std::int64_t offset, std::int64_t limit) {
  const Page* found = nullptr;
  for (const Page* page : list.pages) {
    if (page->asked_offset != offset) continue;
    if (page->asked_limit == limit) return page;
    if (!found) found = page;
  }
  return found;
}

// The pages from offset 0 to the total, each of which begins where the one before ends, as a client
// walks them; none if not all of them were seen, or if there is only one.
std::vector<const Page*> walk_of(const List& list, std::int64_t limit, std::int64_t total) {
  std::vector<const Page*> walk;
  for (std::int64_t next = 0; next < total;) {
    const Page* page = page_at(list, next, limit);
    if (!page || (next == 0 && page->asked_limit != limit)) return {};
    walk.push_back(page);
    next = schemas::bounded_sum(next, page->asked_limit);
  }
  return walk.size() < 2 ? std::vector<const Page*>() : walk;
}

// "with limit=5", or how the pages follow each other where their limits differ.
std::string manner_of(const std::vector<const Page*>& walk) {
  const auto limit = walk.front()->asked_limit;
  const bool alike = std::all_of(walk.begin(), walk.end(),
                                 [&](const Page* page) { return page->asked_limit == limit; });
  if (alike) return fmt::format("with limit={}", limit);
  std::string places;
  for (const Page* page : walk) {
    places += fmt::format("{}{}", places.empty() ? "" : ", ", page->asked_offset);
  }
  return "from offset " + places;
}

// Each row that any page of the list shows must be on a page of the walk.
void check_none_missing(const List& list, const std::vector<const Page*>& walk, Verdict& verdict) {
  std::map<std::string, const Page*> met;
  for (const Page* page : walk) {
    for (const Value& row : *page->rows) met.emplace(row_name(row), page);
  }
  for (const Page* page : list.pages) {
    for (std::size_t i = 0; i < page->rows->size(); ++i) {
      const std::string name = row_name((*page->rows)[i]);
      if (met.contains(name)) continue;
      verdict.fail(*page->exchange, fmt::format("/data/{}", i),
                   fmt::format("this row on a page {}, too", manner_of(walk)),
                   fmt::format("{} on none of these {} pages", excerpt(name), walk.size()),
                   exchanges_of(walk));
      break;
    }
  }
}

std::vector<std::int64_t> limits_of(const List& list) {
  std::vector<std::int64_t> limits;
  for (const Page* page : list.pages) {
    const bool known = std::find(limits.begin(), limits.end(), page->asked_limit) != limits.end();
    if (!known) limits.push_back(page->asked_limit);
  }
  return limits;
}

bool has_rows_at_several_offsets(const List& list) {
  return std::any_of(list.pages.begin(), list.pages.end(), [&](const Page* page) {
    return !page->rows->empty() && page->asked_offset != list.pages.front()->asked_offset;
  });
}

void walk(const Evidence& evidence, Verdict& verdict) {
  for (const List& list : evidence.seen.lists(evidence.operation.id).all()) {
    if (!has_rows_at_several_offsets(list)) continue;  // one page is no walk
    verdict.judged();
    for_each_pair(list, [&](const Page& one, const Page& other) {
      if (are_apart(one, other)) check_apart(one, other, verdict);
    });
    for (const std::int64_t limit : limits_of(list)) {
      const auto pages = walk_of(list, limit, list.total().value_or(0));
      if (!pages.empty()) check_none_missing(list, pages, verdict);
    }
  }
}

}  // namespace

constexpr Rule walk_rule{
    .name = "walk",
    .title = "The pages of a list, put together, have each row exactly once.",
    .why = "A client that fetches page after page would count a row twice, or never see it.",
    .contract = citation,
    .probes = {"ok", "by_sample", "walk"},
    .operations = paged,
    .judge = walk};

}  // namespace sp::contract::pagination
