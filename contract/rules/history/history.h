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

#include "rules/rule.h"
#include "seen/histories.h"

namespace sp::contract {

constexpr const char* history_citation = "contract section 6 [S0, B]";

// The bounds that no run is created outside of, whatever its clock said: a day inside what
// every calendar of a server can hold (0001-01-01 to 9999-12-31), so that it may convert them to
// a zone of its own.
constexpr const char* earliest_bound = "0001-01-02T00:00:00Z";
constexpr const char* latest_bound = "9999-12-30T00:00:00Z";

bool is_named_by_user(const Evidence& evidence, std::string_view id);

// The parts of the family.
std::vector<Rule> history_row_rules();
std::vector<Rule> history_signature_rules();
std::vector<Rule> history_filter_rules(const Contract& contract);
std::vector<Probe> history_probes(const schemas::Api& api);

// A rule of the family, judged by every history.
Rule of_histories(std::string_view name, std::string_view title, std::string_view why,
                  const Names& probes, void (*judge)(const Evidence&, Verdict&));

}  // namespace sp::contract
