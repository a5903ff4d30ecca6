// A filtered history against the same sample's without a filter: what the rules about filters
// share.
//
//   unfiltered [A of linux, B of windows, C of linux]
//   platform=linux has to be [A C], total 2: no other row, none lost, and counted as such
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "rules/history/history.h"

namespace sp::contract::history {

// Whether the filter `status` asks for a result's status, which rows show. Else it asks for the
// run's, which no row shows (contract section 6).
bool status_is_of_result(const schemas::Operation& history);

// Which rows a filter keeps, as far as a row tells.
class Filters {
 public:
  enum class Keeps { yes, no, unknown };

  explicit Filters(const schemas::Operation& history)
      : status_is_shown_(status_is_of_result(history)) {}
  // Beside others, a filter keeps what it keeps alone: where a row does not tell, it is looked up
  // in the sample's list by that filter alone, if that was seen whole.
  Filters(const schemas::Operation& history, const Histories& histories, std::string_view sample);

  Keeps keeps(const SeenRow& row, std::string_view filter, std::string_view asked) const;
  // The same by what the row shows alone.
  Keeps as_shown(const SeenRow& row, std::string_view filter, std::string_view asked) const;
  // All of them, with what the list was asked for.
  Keeps keeps(const SeenRow& row, const std::vector<std::string>& filters, const List& list) const;
  // The whole list by that filter alone; null where none was seen.
  const List* alone(std::string_view filter, std::string_view asked) const;

 private:
  struct Alone {
    const List* list;
    std::set<ResultKey> rows;
  };

  const Alone* find_alone(std::string_view filter, std::string_view asked) const;

  bool status_is_shown_;
  // By filter and value.
  std::map<std::pair<std::string_view, std::string_view>, Alone> alone_;
};

// Lists that were asked with this filter and no other.
std::vector<const List*> lists_by(const Histories& histories, std::string_view filter);

// The list has no row that one of the filters takes away.
void check_rows_fit(const Histories& histories, const List& list,
                    const std::vector<std::string>& filters, const Filters& meaning,
                    Verdict& verdict);

// The same, and the list is the part of the unfiltered one that the filters leave.
void check_list(const Histories& histories, const List& list,
                const std::vector<std::string>& filters, const Filters& meaning, Verdict& verdict);

// check_list for each list by this filter alone.
void check_alone(const Evidence& evidence, std::string_view filter, Verdict& verdict);

// The totals of the lists by each value of the filter's enumeration add up to the total without a
// filter; where `of_every_row` is false, some rows have no such value, and they may add up to less.
void check_shares(const Evidence& evidence, std::string_view filter, bool of_every_row,
                  Verdict& verdict);

const std::string& path_of(const List& list);

}  // namespace sp::contract::history
