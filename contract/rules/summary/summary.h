// The family `summary`: the counts of a run add up, and are those of its errors and results
// (contract section 2).
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "rules/rule.h"
#include "seen/views.h"

namespace sp::contract::summary {

inline constexpr std::string_view section_2 = "contract section 2 [S3, U, B]";
inline constexpr Names here = {"getRunSummary"};

// buckets_add_up.cpp: the counts of results and their total
extern const Rule buckets_add_up_rule;
extern const Rule none_larger_rule;
// duration.cpp
extern const Rule duration_rule;
// agrees_with_errors.cpp: results that fail and the errors that they raise
extern const Rule zero_rule;
extern const Rule agrees_with_errors_rule;
extern const Rule agrees_with_buckets_rule;
// agrees_with_results.cpp: results that were seen elsewhere
extern const Rule agrees_with_results_rule;
extern const Rule agrees_with_histories_rule;
// status.cpp
extern const Rule status_rule;

// A count of results that the summary gives.
struct Bucket {
  std::string_view member;  // "pass_count"
  std::int64_t count;
};

// Of pass, fail, skipped and missing output those that are given.
std::vector<Bucket> buckets_of(const SeenSummary& summary);

// How many results fail or lack an output, as far as the summary says. Nothing when it does not
// say how many fail.
std::optional<std::int64_t> failing(const SeenSummary& summary);

}  // namespace sp::contract::summary
