// The family `error_summary`: what a run's errors come to, by whatever they are grouped (contract
// section 3). Every error summary that was seen counts, whatever it was asked for.
#pragma once

#include <string_view>
#include <vector>

#include <sp/schemas/api.h>

#include "rules/rule.h"
#include "seen/error_lists.h"

namespace sp::contract::error_summary {

inline constexpr std::string_view meaning = "contract section 3 [S4, U, B]";
inline constexpr std::string_view derivation = "contract section 3, errors are derived [B]";

inline constexpr Names each_grouping = {"ok", "by_sample", "by_regression", "by_category",
                                        "by_severity"};
inline constexpr Names each_severity = {"severity_error", "severity_warning", "severity_info",
                                        "severity_critical", "second_by_severity"};
inline constexpr Names here = {"getErrorSummary"};

// keys_unique.cpp
extern const Rule keys_unique_rule;
// echo.cpp: a row is of the dimension and of the severity that were asked for
extern const Rule group_by_echoed_rule;
extern const Rule severity_filter_rule;
// keys_fit.cpp
extern const Rule keys_fit_rule;
// sample_ids.cpp: a row by its numbers of errors and samples
extern const Rule counts_positive_rule;
extern const Rule sample_ids_rule;
// seen_at.cpp
extern const Rule seen_at_rule;
// filter_keeps_all.cpp
extern const Rule filter_keeps_all_rule;
// totals_agree.cpp: every grouping is of the same errors
extern const Rule totals_agree_rule;
extern const Rule samples_agree_rule;
// counts_agree.cpp
extern const Rule counts_agree_rule;
// severities_agree.cpp
extern const Rule severities_agree_rule;
// order.cpp
extern const Rule order_rule;
// seen_when_tested.cpp
extern const Rule seen_when_tested_rule;
// agrees_with_histories.cpp
extern const Rule agrees_with_histories_rule;
// agrees_with_results.cpp
extern const Rule agrees_with_results_rule;

// Calls `judge` with each row of each page that was seen, and the list that it is a row of.
template <class Judge>
void for_each_row(const Evidence& evidence, const Judge& judge) {
  for (const ErrorList& list : evidence.seen.errors().all()) {
    for (const Page* page : list.pages) {
      for (const SeenBucket& row : buckets_of(*page)) judge(list, row);
    }
  }
}

// Fails the row's member, which the lists contradict.
void contradict(Verdict& verdict, const SeenBucket& row, std::string_view member, Shape shape,
                const std::vector<const ErrorList*>& lists);
// Fails the list as a whole, which the other one contradicts.
void contradict(Verdict& verdict, const ErrorList& list, Shape shape, const ErrorList& other);

std::vector<Probe> probes(const schemas::Operation& operation);

}  // namespace sp::contract::error_summary
