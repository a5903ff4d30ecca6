#include "rules/rate_limit/rate_limit.h"

#include <cstdlib>

#include <fmt/format.h>

#include "rules/catalogue.h"

namespace sp::contract {

namespace rate_limit {

bool is_of(const Evidence& evidence, const LimitReading& reading) {
  return reading.exchange->request.operation == evidence.operation.id;
}

std::string from_date(std::int64_t ahead) {
  const std::int64_t seconds = std::abs(ahead);
  return fmt::format("{} second{} {} its Date", seconds, seconds == 1 ? "" : "s",
                     ahead < 0 ? "before" : "after");
}

}  // namespace rate_limit

Family rate_limit_family(const Contract& contract) {
  using namespace rate_limit;
  return {"rate_limit",
          {well_formed_rule, never_above_the_limit_rule, reset_is_near_rule, nowhere_else_rule,
           told_once_rule, on_every_answer_rule, stays_rule, counts_down_rule, four_headers_rule,
           nothing_remains_rule, retry_after_agrees_rule, details_agree_rule, window_is_told_rule,
           not_kept_rule, enforced_rule, everywhere_rule, next_window_rule},
          probes(contract.api)};
}

}  // namespace sp::contract
