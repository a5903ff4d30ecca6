#include "rules/auth/auth.h"

#include <fmt/format.h>

#include "rules/catalogue.h"

namespace sp::contract {

namespace auth {

void expect_401(const Exchange& exchange, Verdict& verdict) {
  const int status = exchange.response->status;
  if (status == 429) return;
  verdict.judged();
  if (status != 401) verdict.fail(exchange, "", "status 401", fmt::format("status {}", status));
}

}  // namespace auth

Family auth_family(const Contract& contract) {
  using namespace auth;
  return {
      "auth",
      {no_header_rule, other_scheme_rule, empty_token_rule, wrong_token_rule, trailing_rubbish_rule,
       token_in_query_rule, lower_case_scheme_rule, before_not_found_rule, before_parameters_rule,
       never_from_a_cache_rule, challenge_rule, not_shared_rule},
      probes(contract.api)};
}

}  // namespace sp::contract
