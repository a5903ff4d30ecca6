#include "seen/lists.h"

#include <algorithm>

#include <fmt/format.h>

#include <sp/schemas/number.h>

namespace sp::contract {

namespace {

using schemas::Value;

// As text that is the same when the meaning is.
std::string as_text(const Value& member) {
  if (!member.array()) return member.dump();
  std::vector<std::string> items;
  for (const Value& item : *member.array()) items.push_back(item.dump());
  std::sort(items.begin(), items.end());
  std::string text;
  for (const std::string& item : items) text += (text.empty() ? "[" : ",") + item;
  return text + "]";
}

}  // namespace

std::string row_name(const Value& row) {
  const auto run = integer_at(row, "run_id");
  const auto test = integer_at(row, "regression_test_id");
  if (run && test) return fmt::format("run {}, regression test {}", *run, *test);
  const std::string_view* grouping = string_at(row, "group_by");
  const std::string_view* key = string_at(row, "key");
  if (grouping && key) return fmt::format("{} {}", *grouping, *key);
  return row.dump();
}

std::int64_t end_of(const Page& page) {
  return schemas::bounded_sum(page.asked_offset, static_cast<std::int64_t>(page.rows->size()));
}

std::string name_of_row(const Page& page, std::size_t index) {
  return fmt::format("row {} of {}", index, page.exchange->request.path);
}

std::vector<const Exchange*> exchanges_of(const std::vector<const Page*>& pages) {
  std::vector<const Exchange*> exchanges;
  for (const Page* page : pages) exchanges.push_back(page->exchange);
  return exchanges;
}

bool are_apart(const Page& one, const Page& other) {
  return end_of(one) <= other.asked_offset || end_of(other) <= one.asked_offset;
}

std::optional<std::int64_t> List::total() const {
  for (const Page* page : pages) {
    if (page->total) return page->total;
  }
  return std::nullopt;
}

Lists::Lists(const std::vector<const Exchange*>& seen, const schemas::Operation& operation)
    : pages_(pages_of(seen, operation)) {
  for (const Page& page : pages_) {
    const auto known = std::find_if(lists_.begin(), lists_.end(), [&](const List& list) {
      return list.pages.front()->list == page.list;
    });
    if (known == lists_.end()) {
      lists_.push_back({{&page}, {}});
    } else {
      known->pages.push_back(&page);
    }
  }
  for (List& list : lists_) list.whole = whole_list(list.pages);
}

std::optional<RowDifference> row_difference(const Value& one, const Value& other) {
  static constexpr std::string_view members[] = {
      "status", "platform", "branch",     "commit_sha",    "tested_at",   "failure_signature",
      "count",  "severity", "sample_ids", "first_seen_at", "last_seen_at"};
  for (const std::string_view member : members) {
    const Value* first = one.find(member);
    const Value* second = other.find(member);
    if (first && second && as_text(*first) != as_text(*second)) {
      return RowDifference{member, first->dump(80), second->dump(80)};
    }
  }
  return std::nullopt;
}

}  // namespace sp::contract
