// The family `result`: a result's status follows from its exit code and its outputs, and all
// answers about it, its regression test and its sample agree (contract section 4). Every result
// that was seen counts.
#pragma once

#include <string>
#include <string_view>

#include "rules/rule.h"
#include "seen/views.h"

namespace sp::contract::result {

inline constexpr std::string_view section_4 = "contract section 4 [S1, U, D]";
inline constexpr std::string_view status_order = "contract section 4, status order [U, B]";
inline constexpr Names here = {"getRunSample"};
inline constexpr Names any_result = {"ok", "passing", "elsewhere", "by_test"};

// status.cpp: the status, by exit code and outputs
extern const Rule cause_rule;
extern const Rule pass_is_clean_rule;
extern const Rule missing_output_rule;
// outputs.cpp: the list of outputs
extern const Rule outputs_unique_rule;
extern const Rule no_sentinel_rule;
// outputs_complete.cpp
extern const Rule outputs_complete_rule;
// hashes_agree.cpp
extern const Rule hashes_agree_rule;
// told_again.cpp: what several answers tell of one thing
extern const Rule agrees_with_itself_rule;
extern const Rule one_sample_rule;
extern const Rule same_test_rule;
extern const Rule same_sample_rule;
// names_told.cpp
extern const Rule names_told_rule;
// lowest_test.cpp
extern const Rule lowest_test_rule;

// "/outputs/3/status"
std::string pointer_to(const SeenOutput& output, std::string_view member);

}  // namespace sp::contract::result
