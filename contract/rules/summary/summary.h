// The rules of the family `summary` that hold the counts of a run against other answers about
// it (summary_against.cpp), and the counts as both parts of the family read them.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "rules/rule.h"
#include "seen/views.h"

namespace sp::contract::summary {

// A count of results that the summary gives.
struct Bucket {
  std::string_view member;
  std::int64_t count;
};

// Of pass, fail, skipped and missing output those that are given.
std::vector<Bucket> buckets_of(const SeenSummary& summary);

void agrees_with_errors(const Evidence& evidence, Verdict& verdict);
void agrees_with_buckets(const Evidence& evidence, Verdict& verdict);
void agrees_with_results(const Evidence& evidence, Verdict& verdict);
void agrees_with_histories(const Evidence& evidence, Verdict& verdict);

}  // namespace sp::contract::summary
