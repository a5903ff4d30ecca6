// Pages put together to the lists that they are parts of: what the rules of `pagination` and
// `history` compare.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <sp/schemas/api.h>

#include "seen/views.h"

namespace sp::contract {

// Which row it is, in words: "run 9338, regression test 6" or "sample_id 206". Rows of one
// list that are the same in this are the same row.
std::string row_name(const schemas::Value& row);

// Where a row stands, in words: "row 3 of /runs/1/error-summary".
std::string name_of_row(const Page& page, std::size_t index);
std::vector<const Exchange*> exchanges_of(const std::vector<const Page*>& pages);

// The place in the list behind the page's last row.
std::int64_t end_of(const Page& page);
// Whether no place in the list is on both pages.
bool are_apart(const Page& one, const Page& other);

// The pages that were seen of one list.
struct List {
  std::vector<const Page*> pages;  // never empty; in the order in which they were asked
  // All its rows, when they were seen.
  std::optional<WholeList> whole;

  // As the first page says that knows it.
  std::optional<std::int64_t> total() const;
  // The value of a query parameter that the list was asked with; empty when it was not.
  std::string_view asked(std::string_view name) const { return pages.front()->asked(name); }
  const Exchange& exchange() const { return *pages.front()->exchange; }
};

// Every list of an operation of which a page was seen, in the order in which they were asked.
class Lists {
 public:
  Lists(const std::vector<const Exchange*>& seen, const schemas::Operation& operation);

  const std::vector<List>& all() const { return lists_; }
  // Their pages, in the order in which they were asked.
  const std::vector<Page>& pages() const { return pages_; }

  Lists(const Lists&) = delete;
  Lists& operator=(const Lists&) = delete;

 private:
  std::vector<Page> pages_;
  std::vector<List> lists_;
};

// A row that two pages tell of, and a documented member that they tell differently.
struct RowDifference {
  std::string_view member;
  std::string one;
  std::string other;
};
// The first such member that both have; the order of sample ids does not count.
std::optional<RowDifference> row_difference(const schemas::Value& one, const schemas::Value& other);

}  // namespace sp::contract
