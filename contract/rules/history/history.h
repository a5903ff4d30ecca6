// Histories as the rules of the family `history` look at them: rows by what they are of, over
// every page that was seen. The family is history.cpp; its rules about what a row says beside
// its run and its test are history_rows.cpp, those about filters history_filters.cpp, and what
// it asks is history_probes.cpp.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "seen/lists.h"
#include "rules/rule.h"

namespace sp::contract {

constexpr const char* history_citation = "contract section 6 [S0, B]";

// A result by what names it: the run and the regression test.
using ResultKey = std::pair<std::int64_t, std::int64_t>;
std::optional<ResultKey> key_of(const SeenRow& row);
// "run 9338, regression test 6"
std::string to_string(const ResultKey& key);

class Histories {
 public:
  // Of all histories among the exchanges.
  explicit Histories(const Evidence& evidence);

  const std::vector<List>& lists() const { return lists_.all(); }
  // The rows of one list, page after page.
  const std::vector<SeenRow>& rows(const List& list) const;
  // Every row that says which result it is.
  const std::vector<SeenRow>& rows() const { return rows_; }
  // A sample's list without any filter; null when it was not asked for.
  const List* unfiltered(std::string_view sample) const;
  // The names of the filters that a list was asked with, in order; nothing where one has no
  // value, comes twice or is not of the contract.
  std::optional<std::vector<std::string>> filters(const List& list) const;

 private:
  const schemas::Operation& operation_;
  Lists lists_;
  std::map<const List*, std::vector<SeenRow>> rows_of_;
  std::vector<SeenRow> rows_;
};

// The bounds that no run is created outside of, whatever its clock said: a day inside what
// every calendar of a server can hold (0001-01-01 to 9999-12-31), so that it may convert them to
// a zone of its own.
constexpr const char* earliest_bound = "0001-01-02T00:00:00Z";
constexpr const char* latest_bound = "9999-12-30T00:00:00Z";

// The id of the sample that the history was asked of, as text.
std::string_view sample_of(const Page& page);
bool is_named_by_user(const Evidence& evidence, std::string_view id);

// The parts of the family.
std::vector<Rule> history_row_rules();
std::vector<Rule> history_signature_rules();
std::vector<Rule> history_filter_rules(const Contract& contract);
std::vector<Probe> history_probes(const schemas::Api& api);

// A rule of the family, judged by every history.
Rule of_histories(std::string name, std::string title, std::string why,
                  std::vector<std::string> probes,
                  std::function<void(const Evidence&, Verdict&)> judge);

}  // namespace sp::contract
