// Derives statuses, errors and counts from the facts of results (contract sections 2 to 4). These
// are pure functions, used while a world is built.
#pragma once

#include <span>
#include <vector>

#include "world/world.h"

namespace sp::mock {

struct DerivedError {
  ErrorType type;
  Index output;  // the output's index in the test's outputs; no_index for an exit code
};

Severity severity_of(ErrorType type);

// Whether the result's file for the output equals one of the output's accepted variants.
bool is_accepted(const World& world, const Result& result, std::size_t output);

// The errors of a result in the order in which the platform reports them: exit code, missing
// outputs, differing outputs. Empty if the status of the result is stated (skipped, running,
// not_started).
std::vector<DerivedError> errors_of(const World& world, const Result& result);

ResultStatus status_from(const std::vector<DerivedError>& errors);
RunStatus status_of(RunState state, std::span<const Result> results);
RunCounts counts_of(std::span<const Result> results, std::size_t tests_in_run, std::int64_t errors);

// Groups the errors of a run, given in the order of its results. The buckets are in the order of
// their first errors.
struct ErrorOfResult {
  DerivedError error;
  const RegressionTest* test;
};
std::vector<Bucket> group(const std::vector<ErrorOfResult>& errors, Grouping grouping);

}  // namespace sp::mock
