// The rules of the family `error_summary`, by what they hold an answer against. Each judges
// all error summaries that were seen.
#pragma once

#include "rules/rule.h"
#include "seen/error_lists.h"

namespace sp::contract::error_summary {

// One list by itself (error_summary_lists.cpp).
void keys_unique(const Evidence& evidence, Verdict& verdict);
void group_by_echoed(const Evidence& evidence, Verdict& verdict);
void keys_fit(const Evidence& evidence, Verdict& verdict);
void counts_positive(const Evidence& evidence, Verdict& verdict);
void sample_ids(const Evidence& evidence, Verdict& verdict);
void seen_at(const Evidence& evidence, Verdict& verdict);
void severity_filter(const Evidence& evidence, Verdict& verdict);

// One list against another of the same run (error_summary_groupings.cpp).
void filter_keeps_all(const Evidence& evidence, Verdict& verdict);
void totals_agree(const Evidence& evidence, Verdict& verdict);
void samples_agree(const Evidence& evidence, Verdict& verdict);
void counts_agree(const Evidence& evidence, Verdict& verdict);
void severities_agree(const Evidence& evidence, Verdict& verdict);  // error_summary_severities.cpp
void order(const Evidence& evidence, Verdict& verdict);             // error_summary_order.cpp

// A departure of `row`, which these lists contradict.
void contradict(Verdict& verdict, const SeenBucket& row, std::string_view member,
                std::string expected, std::string actual,
                const std::vector<const ErrorList*>& lists);

// Against single results (error_summary_results.cpp).
void agrees_with_results(const Evidence& evidence, Verdict& verdict);

}  // namespace sp::contract::error_summary
