// The status of a result is the first that fits:
//   missing_output    an expected output is missing
//   fail              the exit code is not the expected one, or an output is neither its baseline
//                     nor a variant
//   pass              else
// Other statuses are stated: they follow from nothing.
#include <fmt/format.h>

#include "rules/result/result.h"

namespace sp::contract::result {

namespace {

bool is(const SeenResult& result, std::string_view status) {
  return result.status && *result.status == status;
}

// Whether the status follows from exit code and outputs; others are stated.
bool is_derived(const SeenResult& result) {
  return is(result, "pass") || is(result, "fail") || is(result, "missing_output");
}

const SeenOutput* first_that_is(const SeenResult& result, std::string_view status) {
  for (const SeenOutput& output : result.outputs) {
    if (output.status && *output.status == status) return &output;
  }
  return nullptr;
}

void cause(const Evidence& evidence, Verdict& verdict) {
  for (const SeenResult& result : evidence.seen.results()) {
    if (!is(result, "fail") || !result.lists_outputs) continue;
    if (first_that_is(result, "diff_mismatch")) {
      verdict.judged();
      continue;
    }
    const auto code_differs = result.exit_code_differs();
    const bool all_listed = result.lists_all_outputs();
    if (!code_differs || !all_listed) continue;
    verdict.judged();
    if (*code_differs) continue;
    const std::string code = result.exit_code ? std::to_string(*result.exit_code) : "null";
    verdict.fail(
        *result.exchange, "/status", "a differing exit code or output, as the result fails",
        fmt::format("fail, with exit code {} as expected and no output that differs", code));
  }
}

void pass_is_clean(const Evidence& evidence, Verdict& verdict) {
  for (const SeenResult& result : evidence.seen.results()) {
    if (!is(result, "pass")) continue;
    if (result.exit_code && result.expected_exit_code) {
      verdict.judged();
      if (*result.exit_code != *result.expected_exit_code) {
        verdict.fail(*result.exchange, "/exit_code",
                     fmt::format("{}, the expected exit code, as the result passes",
                                 *result.expected_exit_code),
                     std::to_string(*result.exit_code));
      }
    }
    if (!result.lists_outputs) continue;
    verdict.judged();
    if (const SeenOutput* missing = first_that_is(result, "missing_output")) {
      verdict.fail(*result.exchange, pointer_to(*missing, "status"),
                   "no missing output, as the result passes", "missing_output");
    }
  }
}

// The other way round there is nothing to judge: a deployment may leave out what was never
// produced.
void missing_output(const Evidence& evidence, Verdict& verdict) {
  for (const SeenResult& result : evidence.seen.results()) {
    const SeenOutput* missing = first_that_is(result, "missing_output");
    if (!missing || !is_derived(result)) continue;
    verdict.judged();
    if (is(result, "missing_output")) continue;
    verdict.fail(
        *result.exchange, "/status",
        Differs{"missing_output", std::string(*result.status), pointer_to(*missing, "status")});
  }
}

}  // namespace

constexpr Rule cause_rule{
    .name = "cause",
    .title = "A result that fails shows why: its exit code or an output differs.",
    .why = "Whoever is told of a failure looks for its cause.",
    .contract = status_order,
    .probes = any_result,
    .operations = here,
    .judge = cause};

constexpr Rule pass_is_clean_rule{
    .name = "pass_is_clean",
    .title = "A result that passes has the expected exit code and all outputs.",
    .why = "A crash that counts as a pass is a regression that nobody is told of.",
    .contract = status_order,
    .probes = any_result,
    .operations = here,
    .judge = pass_is_clean};

constexpr Rule missing_output_rule{
    .name = "missing_output",
    .title = "A result that lacks an output says so in its status.",
    .why = "People look for the cause of a missing file elsewhere than for that of a wrong one.",
    .contract = status_order,
    .probes = any_result,
    .operations = here,
    .judge = missing_output};

}  // namespace sp::contract::result
