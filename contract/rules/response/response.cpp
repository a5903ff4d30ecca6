#include "rules/response/response.h"

#include "rules/catalogue.h"

namespace sp::contract {

Family response_family(const Contract&) {
  using namespace response;
  return {"response",
          {answered_rule, status_rule, succeeds_rule, never_5xx_rule, content_type_rule,
           charset_rule, size_rule, json_rule, unique_keys_rule, integers_rule, schema_rule,
           placeholders_rule, plain_text_rule, ids_rule, ids_fit_rule, content_length_rule,
           headers_once_rule, undocumented_members_rule, leaks_rule}};
}

}  // namespace sp::contract
