// The family `history`: a sample's results over all runs, told truly and in order (contract
// section 6). Every history that was seen counts, whatever it was asked for; a rule's probes are
// asked so that there are some of each kind.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <sp/schemas/api.h>

#include "rules/rule.h"
#include "seen/histories.h"

namespace sp::contract::history {

inline constexpr std::string_view citation = "contract section 6 [S0, B]";
inline constexpr Names here = {"getSampleHistory"};

// order.cpp
extern const Rule order_rule;
// rows_once.cpp
extern const Rule rows_once_rule;
// agrees_with_results.cpp: a row and the result of its run
extern const Rule agrees_with_results_rule;
extern const Rule complete_rule;
// own_tests.cpp
extern const Rule own_tests_rule;
// agrees_with_summary.cpp
extern const Rule agrees_with_summary_rule;
// same_rows.cpp: rows of one run, and rows of one result
extern const Rule one_run_rule;
extern const Rule same_rows_rule;
// failure_signature.cpp
extern const Rule failure_signature_rule;
extern const Rule no_failure_no_signature_rule;
// signature_fits_result.cpp
extern const Rule signature_fits_result_rule;
// signature_is_stable.cpp
extern const Rule signature_is_stable_rule;
// status.cpp: both are named `status`; a contract has the one or the other
extern const Rule status_of_run_rule;
extern const Rule status_of_result_rule;
// filters.cpp: every other filter, alone and beside others
extern const Rule platform_rule;
extern const Rule branch_rule;
extern const Rule created_after_rule;
extern const Rule created_before_rule;
extern const Rule combined_rule;
// regression_test.cpp
extern const Rule regression_test_rule;
extern const Rule foreign_test_rule;
// bounds.cpp: bounds of time
extern const Rule both_sides_rule;
extern const Rule zone_rule;

// The bounds that no run is created outside of, whatever its clock said: a day inside what
// every calendar of a server can hold (0001-01-01 to 9999-12-31), so that it may convert them to
// a zone of its own.
inline constexpr const char* earliest_bound = "0001-01-02T00:00:00Z";
inline constexpr const char* latest_bound = "9999-12-30T00:00:00Z";

// "row 3 of /samples/206/history"
std::string name_of(const SeenRow& row);

// Makes calls of the values that name the first sample's history.
using MakeCalls = std::function<std::vector<Call>(const Values& history, const Subjects&)>;

// A probe of the first sample's history; not made when no sample is known.
Probe filtering(const schemas::Operation& history, std::string kind, std::size_t at_most,
                std::string missing, MakeCalls calls);
// By a bound just after a result was tested, written `zone` hours ahead of UTC.
Probe bounded(const schemas::Operation& history, std::string kind, std::string filter, int zone);

// A bound in the middle of what was tested; nothing where no row tells when.
std::optional<std::string> cut(const Subjects& subjects, int zone = 0);
// What to filter the first sample's history by, for `platform`, `branch` and the bounds: some rows
// have it. Empty where no row tells one.
std::string value_seen(std::string_view filter, const Subjects& subjects);
// The documented values of a parameter.
std::vector<std::string> values_of(const schemas::Operation& operation, std::string_view name);

Probe zone_probe(const schemas::Operation& history);
// pair_probes.cpp: "pair_1", "pair_2", …
std::vector<Probe> pair_probes(const schemas::Operation& history);
Probe regression_test_probe(const schemas::Operation& history);
Probe foreign_test_probe(const schemas::Operation& history);

std::vector<Probe> probes(const schemas::Api& api);

}  // namespace sp::contract::history
