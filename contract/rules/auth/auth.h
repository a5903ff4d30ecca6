// The family `auth`: nobody is let in without a valid token, and nobody learns anything without
// one (contract section 1, auth).
#pragma once

#include <string_view>
#include <vector>

#include <sp/schemas/api.h>

#include "rules/rule.h"

namespace sp::contract::auth {

inline constexpr std::string_view citation = "contract section 1, auth [S0-S4]";

// refused.cpp: credentials that let nobody in
extern const Rule no_header_rule;
extern const Rule other_scheme_rule;
extern const Rule empty_token_rule;
extern const Rule wrong_token_rule;
extern const Rule trailing_rubbish_rule;
extern const Rule token_in_query_rule;
// lower_case_scheme.cpp
extern const Rule lower_case_scheme_rule;
// before.cpp: 401 comes first
extern const Rule before_not_found_rule;
extern const Rule before_parameters_rule;
// never_from_a_cache.cpp
extern const Rule never_from_a_cache_rule;

// told_in_headers.cpp
extern const Rule challenge_rule;
extern const Rule not_shared_rule;

// Fails an answer that is no 401. Where the limit was reached, it tells nothing.
void expect_401(const Exchange& exchange, Verdict& verdict);

Probe lower_case_scheme_probe(const schemas::Operation& operation);
std::vector<Probe> probes(const schemas::Api& api);

}  // namespace sp::contract::auth
