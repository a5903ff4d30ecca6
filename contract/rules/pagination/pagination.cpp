#include "rules/pagination/pagination.h"

#include "rules/catalogue.h"

namespace sp::contract {

Family pagination_family(const Contract& contract) {
  using namespace pagination;
  return {"pagination",
          {defaults_rule, echo_rule, page_length_rule, next_offset_rule, total_is_stable_rule,
           walk_rule, order_rule, same_rows_rule, exactly_at_the_end_rule, past_the_end_rule,
           told_once_rule, meta_rule},
          probes(contract.api)};
}

}  // namespace sp::contract
