// Filtered histories against the same sample's without a filter: what the rules about filters
// have in common.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "rules/history/history.h"

namespace sp::contract {

// What filters mean, as far as a row tells.
class Filters {
 public:
  enum class Keeps { yes, no, unknown };

  // `status` is the result's in `upstream`, and the run's, which no row shows, in `published`
  // (contract section 6).
  explicit Filters(schemas::Revision revision)
      : status_is_shown_(revision == schemas::Revision::upstream) {}

  Keeps keeps(const SeenRow& row, std::string_view filter, std::string_view asked) const;
  // All of them, with what the list was asked for.
  Keeps keeps(const SeenRow& row, const std::vector<std::string>& filters, const List& list) const;

 private:
  bool status_is_shown_;
};

// Lists that were asked with this filter and no other.
std::vector<const List*> lists_by(const Histories& histories, std::string_view filter);

// No row is there that one of the filters takes away.
void check_rows_fit(const Histories& histories, const List& list,
                    const std::vector<std::string>& filters, const Filters& meaning,
                    Verdict& verdict);

// The same, and the list is the part of the unfiltered one that the filters leave.
void check_list(const Histories& histories, const List& list,
                const std::vector<std::string>& filters, const Filters& meaning, Verdict& verdict);

// The values of the filter's enumeration share all rows out among themselves; some rows are of
// no value unless `of_every_row`.
void check_shares(const Evidence& evidence, const Histories& histories, std::string_view filter,
                  bool of_every_row, Verdict& verdict);

// check_list for each list by this filter alone.
void check_alone(const Evidence& evidence, std::string_view filter, Verdict& verdict);

std::vector<const Exchange*> exchanges_of(const List& list);
const std::string& path_of(const List& list);

// The rule about `status`, as the revision means it.
Rule history_status_rule(schemas::Revision revision);

}  // namespace sp::contract
