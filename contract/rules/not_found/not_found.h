// The family `not_found`: what is not there is a 404, whichever part of a request names it
// (contract sections 1 to 6).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <sp/schemas/api.h>

#include "rules/rule.h"

namespace sp::contract::not_found {

inline constexpr std::string_view why =
    "A client that gets any other answer shows one thing under the name of another, or asks again "
    "forever.";

// unknown.cpp: an id that nothing has
extern const Rule run_rule;
extern const Rule sample_of_run_rule;  // both are named `sample`
extern const Rule sample_of_history_rule;
extern const Rule sample_for_test_rule;
// sample_not_in_run.cpp
extern const Rule sample_not_in_run_rule;
// parts.cpp: the ids of a diff
extern const Rule regression_test_rule;
extern const Rule output_rule;
extern const Rule foreign_output_rule;
extern const Rule foreign_sample_rule;
extern const Rule swapped_rule;
// details.cpp
extern const Rule details_rule;

// Calls `judge` with each answer to the rule's own probes. Where the limit was reached, the answer
// does not tell what would have come.
template <class Judge>
void for_each_answer(const Evidence& evidence, const Judge& judge) {
  for (const Exchange* exchange : evidence.own) {
    if (exchange->response->status != 429) judge(*exchange);
  }
}

// Fails an answer that is no 404. A success contradicts what was seen before: `against`.
void expect_404(const Exchange& exchange, std::string_view because, Verdict& verdict,
                std::vector<const Exchange*> against = {});

// The parameter that names the sample, or in `upstream` the result by its regression test.
std::string_view naming(const schemas::Operation& operation);

// unknown.cpp
Probe unknown_sample_probe(const schemas::Operation& operation, When when);
// Where a result is named by its regression test: by the sample's id, which may be a test's as
// well.
Probe sample_for_test_probe(const schemas::Operation& results);
// sample_not_in_run.cpp
Probe sample_not_in_run_probe(const schemas::Operation& results);
// parts.cpp
std::vector<Probe> part_probes(const schemas::Operation& diff);

}  // namespace sp::contract::not_found
