#include "rules/summary/summary.h"

#include <sp/schemas/number.h>

#include "rules/catalogue.h"

namespace sp::contract {

namespace summary {

std::vector<Bucket> buckets_of(const SeenSummary& summary) {
  std::vector<Bucket> given;
  const auto add = [&](std::string_view member, const std::optional<std::int64_t>& count) {
    if (count) given.push_back({member, *count});
  };
  add("pass_count", summary.pass);
  add("fail_count", summary.fail);
  add("skipped_count", summary.skipped);
  add("missing_output_count", summary.missing_output);
  return given;
}

std::optional<std::int64_t> failing(const SeenSummary& summary) {
  if (!summary.fail) return std::nullopt;
  return schemas::bounded_sum(*summary.fail, summary.missing_output.value_or(0));
}

}  // namespace summary

Family summary_family(const Contract&) {
  using namespace summary;
  return {"summary",
          {buckets_add_up_rule, none_larger_rule, duration_rule, zero_rule, agrees_with_errors_rule,
           agrees_with_buckets_rule, agrees_with_results_rule, agrees_with_histories_rule,
           status_rule}};
}

}  // namespace sp::contract
