#include "rules/result/result.h"

#include <fmt/format.h>

#include "rules/catalogue.h"

namespace sp::contract {

namespace result {

std::string pointer_to(const SeenOutput& output, std::string_view member) {
  return fmt::format("/outputs/{}/{}", output.index, member);
}

}  // namespace result

Family result_family(const Contract&) {
  using namespace result;
  return {
      "result",
      {cause_rule, pass_is_clean_rule, missing_output_rule, outputs_unique_rule,
       outputs_complete_rule, no_sentinel_rule, agrees_with_itself_rule, one_sample_rule,
       same_test_rule, same_sample_rule, names_told_rule, hashes_agree_rule, lowest_test_rule},
      {},
      "no result that was seen shows what this rule judges: name one that does with --sample-id "
      "and --regression-id"};
}

}  // namespace sp::contract
