// The histories that were seen: rows by what they are of, over every page (contract section 6).
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "seen/lists.h"

namespace sp::contract {

// A result by what names it: the run and the regression test.
using ResultKey = std::pair<std::int64_t, std::int64_t>;
std::optional<ResultKey> key_of(const SeenRow& row);
std::optional<ResultKey> key_of(const SeenResult& result);
// "run 9338, regression test 6"
std::string to_string(const ResultKey& key);

// Immutable. Rows and lists live as long as it does.
class Histories {
 public:
  // Of the lists of the operation, which must outlive it.
  Histories(const Lists& lists, const schemas::Operation& operation);

  const std::vector<List>& lists() const { return lists_.all(); }
  // The rows of one list, page after page.
  const std::vector<SeenRow>& rows(const List& list) const;
  // Every row that says which result it is.
  const std::vector<SeenRow>& rows() const { return rows_; }
  // A sample's list without any filter; null when it was not asked for.
  const List* unfiltered(std::string_view sample) const;
  // A page of that list on which all rows of the run are, if there are any: it begins with a newer
  // run, or with the list, and ends with an older one, or with the list. Null when none was seen.
  const Page* with_all_of(std::string_view sample, std::int64_t run) const;
  // The names of the filters that a list was asked with, in order; nothing where one has no
  // value, comes twice or is not of the contract.
  std::optional<std::vector<std::string>> filters(const List& list) const;

 private:
  const schemas::Operation& operation_;
  const Lists& lists_;
  std::map<const List*, std::vector<SeenRow>> rows_of_;
  std::vector<SeenRow> rows_;
};

// The id of the sample that the history was asked of, as text.
std::string_view sample_of(const Page& page);

}  // namespace sp::contract
