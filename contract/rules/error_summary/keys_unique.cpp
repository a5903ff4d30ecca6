// Each key has one row in a list (the law `unique`):
//   [A B] at 0, [C] at 2    holds
//   [A A] at 0              breaks at the second A
//   [A B] at 0, [A] at 2    breaks on the second page
// Pages that overlap show a row twice by right, so only pages that do not are compared.
#include <map>

#include <fmt/format.h>

#include "rules/error_summary/error_summary.h"
#include "rules/laws.h"
#include "seen/lists.h"

namespace sp::contract::error_summary {

namespace {

std::optional<std::string> key_of(const SeenBucket& row) {
  return row.key ? std::optional<std::string>(*row.key) : std::nullopt;
}

void check_page(const std::vector<SeenBucket>& rows, Verdict& verdict) {
  unique(rows, key_of, verdict, [&](const SeenBucket& first, const SeenBucket& row) {
    verdict.fail(*row.page->exchange, row.pointer("key"),
                 Repeats{"the key " + row.name(), fmt::format("row {}", first.index)});
  });
}

using FirstOfKey = std::map<std::string, SeenBucket>;

FirstOfKey firsts_of(const std::vector<SeenBucket>& rows) {
  FirstOfKey firsts;
  for (const SeenBucket& row : rows) {
    if (row.key) firsts.try_emplace(std::string(*row.key), row);
  }
  return firsts;
}

// Pages that do not overlap must not share a key.
void check_apart(const FirstOfKey& one, const FirstOfKey& other, Verdict& verdict) {
  for (const auto& [key, row] : other) {
    const auto known = one.find(key);
    if (known == one.end()) continue;
    const Page& page = *known->second.page;
    verdict.fail(
        *row.page->exchange, row.pointer("key"),
        Repeats{"the key " + row.name(), fmt::format("row {} of the page at offset {}",
                                                     known->second.index, page.asked_offset)},
        {page.exchange});
  }
}

void keys_unique(const Evidence& evidence, Verdict& verdict) {
  for (const ErrorList& list : evidence.seen.errors().all()) {
    std::vector<std::pair<const Page*, FirstOfKey>> before;
    for (const Page* page : list.pages) {
      const auto rows = buckets_of(*page);
      check_page(rows, verdict);
      FirstOfKey keys = firsts_of(rows);
      for (const auto& [other, others] : before) {
        if (are_apart(*page, *other)) check_apart(others, keys, verdict);
      }
      before.emplace_back(page, std::move(keys));
    }
  }
}

}  // namespace

constexpr Rule keys_unique_rule{.name = "keys_unique",
                                .title = "No two rows of a list have the same key.",
                                .why = "A client that keeps rows by key would lose one of the two.",
                                .contract = meaning,
                                .probes = each_grouping + each_severity,
                                .operations = here,
                                .judge = keys_unique};

}  // namespace sp::contract::error_summary
