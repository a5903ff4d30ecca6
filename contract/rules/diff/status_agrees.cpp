// The diff of an output says what the result says of it:
//   result            diff
//   match             identical
//   diff_mismatch     different
//   missing_output    missing_actual
//   missing_expected  missing_expected
// and the unified form has a text only where it is different.
#include <fmt/format.h>

#include "exchange/excerpt.h"
#include "rules/diff/diff.h"
#include "seen/views.h"

namespace sp::contract::diff {

namespace {

std::string_view diff_status_of(std::string_view output_status) {
  if (output_status == "match") return "identical";
  if (output_status == "diff_mismatch") return "different";
  if (output_status == "missing_output") return "missing_actual";
  return output_status == "missing_expected" ? "missing_expected" : "";
}

// Where both texts are missing, each of the two may be said.
bool may_say_either(std::string_view wanted, std::string_view said, const SeenOutput& output) {
  return wanted.starts_with("missing") && said.starts_with("missing") && !output.expected_hash &&
         !output.actual_hash;
}

void compare_status(const SeenDiff& seen, const SeenResult& result, const SeenOutput& output,
                    Verdict& verdict) {
  const std::string wanted(diff_status_of(*output.status));
  if (wanted.empty()) return;
  const std::string source = fmt::format("the result, where the output is {}", *output.status);
  if (seen.status && !seen.asked_unified) {
    verdict.judged();
    if (*seen.status != wanted && !may_say_either(wanted, *seen.status, output)) {
      verdict.fail(*seen.exchange, "/status", Differs{wanted, std::string(*seen.status), source},
                   {result.exchange});
    }
  }
  if (seen.content) {
    verdict.judged();
    if (seen.content->empty() != (wanted != "different")) {
      verdict.fail(*seen.exchange, "/content",
                   Differs{wanted == "different" ? "a text with hunks" : "an empty text",
                           excerpt(*seen.content), source},
                   {result.exchange});
    }
  }
}

bool is_about(const SeenDiff& seen, const SeenResult& result) {
  return seen.run_id && seen.regression_id && result.run_id == seen.run_id &&
         result.regression_id == seen.regression_id;
}

void status_agrees(const Evidence& evidence, Verdict& verdict) {
  for (const SeenDiff& seen : evidence.seen.diffs()) {
    for (const SeenResult& result : evidence.seen.results()) {
      if (!is_about(seen, result)) continue;
      for (const SeenOutput& output : result.outputs) {
        if (!output.status || !output.output_id || output.output_id != seen.output_id) continue;
        compare_status(seen, result, output, verdict);
      }
    }
  }
}

}  // namespace

constexpr Rule status_agrees_rule{
    .name = "status_agrees",
    .title = "The status of a diff fits the status of the output in its result.",
    .why = "An output that is listed as different must show a difference when it is opened.",
    .contract = "contract sections 4 and 5 [S1, S2]",
    .probes = {"ok", "context_1", "context_50", "unified", "getRunSample/ok"},
    .operations = here,
    .judge = status_agrees};

}  // namespace sp::contract::diff
