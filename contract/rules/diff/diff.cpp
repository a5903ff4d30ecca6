#include "rules/diff/diff.h"

#include <fmt/format.h>

#include "rules/catalogue.h"

namespace sp::contract {

namespace diff {

std::string place_of(const SeenDiff& seen, std::size_t hunk) {
  return seen.content ? "/content" : fmt::format("/hunks/{}", hunk);
}

std::string name_of_hunk(const SeenDiff& seen, std::size_t hunk) {
  return seen.content ? fmt::format("hunk {}", hunk + 1) : "this hunk";
}

std::string name_of_answer(const SeenDiff& seen) { return "the answer " + with_context(seen); }

}  // namespace diff

Family diff_family(const Contract& contract) {
  using namespace diff;
  return {"diff",
          {format_rule,
           line_kinds_rule,
           line_numbers_rule,
           hunks_ordered_rule,
           sides_agree_rule,
           context_rule,
           context_is_whole_rule,
           text_ends_there_rule,
           unified_form_rule,
           summary_counts_rule,
           nothing_when_same_rule,
           different_has_hunks_rule,
           blocks_differ_rule,
           status_agrees_rule,
           text_hash_rule,
           found_in_every_form_rule,
           context_does_not_change_it_rule,
           context_is_used_rule,
           unified_tells_the_same_rule,
           no_truncation_rule,
           no_html_rule},
          probes(*contract.api.find("getDiff")),
          "no diff that was seen has lines that this rule judges: name an output that differs with "
          "--sample-id, --regression-id and --output-id"};
}

}  // namespace sp::contract
