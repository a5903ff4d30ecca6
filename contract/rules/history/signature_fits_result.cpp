// What a signature of the platform's form names is what the result shows, and of the row's test:
//   run 9 test 6: "diff_mismatch:output:1006"; its result has output 1006 as diff_mismatch   holds
//   run 9 test 6: "diff_mismatch:output:1006"; its result has output 1006 as match           breaks
//   run 9 test 6: "diff_mismatch:output:1006"; results list output 1006 for test 7           breaks
//   run 9 test 6: "exit_code_mismatch:rc:2"; its result has exit code 0, or none             breaks
#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

#include <sp/schemas/number.h>

#include "exchange/excerpt.h"
#include "rules/history/history.h"
#include "rules/history/signatures.h"

namespace sp::contract::history {

namespace {

// What a signature of the platform's form says; one of another form says nothing to hold it to.
struct Named {
  enum class Cause { output, exit_code, missing_output };
  Cause cause;
  std::int64_t number = 0;  // the output's id, or the exit code
};

std::optional<std::int64_t> number_after(std::string_view text, std::string_view prefix) {
  if (!text.starts_with(prefix)) return std::nullopt;
  return schemas::number_in(text.substr(prefix.size()));
}

std::optional<Named> named_by(std::string_view signature) {
  using Cause = Named::Cause;
  if (signature == "missing_output") return Named{Cause::missing_output};
  if (const auto id = number_after(signature, output_form)) return Named{Cause::output, *id};
  if (const auto code = number_after(signature, exit_code_form)) {
    return Named{Cause::exit_code, *code};
  }
  return std::nullopt;
}

// What a result of the same run and test shows that contradicts the signature; empty when nothing.
std::string contradiction(const Named& named, const SeenResult& result) {
  const auto& outputs = result.outputs;
  switch (named.cause) {
    case Named::Cause::missing_output:
      return *result.status == "missing_output" ? "" : fmt::format("the status {}", *result.status);
    case Named::Cause::exit_code:
      if (null_at(*result.body, "exit_code")) return "no exit code";
      if (result.exit_code && *result.exit_code != named.number) {
        return fmt::format("exit code {}", *result.exit_code);
      }
      return result.exit_code && result.expected_exit_code == result.exit_code
                 ? fmt::format("exit code {}, as expected", *result.exit_code)
                 : "";
    case Named::Cause::output: break;
  }
  if (!result.lists_all_outputs()) return "";
  const auto output = std::find_if(outputs.begin(), outputs.end(), [&](const SeenOutput& one) {
    return one.output_id == named.number;
  });
  if (output == outputs.end()) return fmt::format("no output {}", named.number);
  if (!output->status || *output->status == "diff_mismatch") return "";
  return fmt::format("output {} as {}", named.number, *output->status);
}

// Whether the result lists every output of its test: a platform that leaves out what matches
// would list none of a result that passes.
bool lists_all_outputs(const SeenResult& result) {
  const auto& outputs = result.outputs;
  return *result.status == "pass" && !outputs.empty() && result.lists_all_outputs() &&
         std::all_of(outputs.begin(), outputs.end(), [](const SeenOutput& output) {
           return output.output_id && output.status && *output.status == "match";
         });
}

// The same for a result of the same test in another run.
std::string contradiction_of_test(const Named& named, const SeenResult& result) {
  if (named.cause != Named::Cause::output || !lists_all_outputs(result)) return "";
  const bool known =
      std::any_of(result.outputs.begin(), result.outputs.end(),
                  [&](const SeenOutput& output) { return output.output_id == named.number; });
  return known ? "" : fmt::format("no output {}", named.number);
}

// A result that lists an output, by the output's id.
using Listers = std::map<std::int64_t, const SeenResult*>;

// Empty where an id is of two tests, or results of one test only were seen: then an id does not
// say which test it is of.
Listers listers_of_outputs(const std::vector<SeenResult>& results) {
  Listers owners;
  std::set<std::int64_t> tests;
  for (const SeenResult& result : results) {
    for (const SeenOutput& output : result.outputs) {
      if (!output.output_id || !result.regression_id) continue;
      tests.insert(*result.regression_id);
      const auto owner = owners.emplace(*output.output_id, &result).first;
      if (owner->second->regression_id != result.regression_id) return {};
    }
  }
  return tests.size() < 2 ? Listers() : owners;
}

void check_owner(const SeenRow& row, const Named& named, const Listers& owners, Verdict& verdict) {
  const auto owner = owners.find(named.number);
  if (named.cause != Named::Cause::output || owner == owners.end()) return;
  verdict.judged();
  const SeenResult& result = *owner->second;
  if (result.regression_id == row.regression_id) return;
  verdict.fail(*row.page->exchange, row.pointer("failure_signature"),
               fmt::format("an output of regression test {}", *row.regression_id),
               fmt::format("output {}, which belongs to regression test {} in {}", named.number,
                           *result.regression_id, result.exchange->request.path),
               {result.exchange});
}

void check_result(const SeenRow& row, const Named& named, const SeenResult& result,
                  Verdict& verdict) {
  if (result.regression_id != row.regression_id || !result.status) return;
  const bool same_run = result.run_id == row.run_id;
  if (same_run && *result.status != *row.status) return;  // agrees_with_results tells so
  verdict.judged();
  const std::string shown =
      same_run ? contradiction(named, result) : contradiction_of_test(named, result);
  if (shown.empty()) return;
  verdict.fail(
      *row.page->exchange, row.pointer("failure_signature"),
      fmt::format("a signature that fits {}, which has {}", result.exchange->request.path, shown),
      excerpt(*row.signature), {result.exchange});
}

void signature_fits_result(const Evidence& evidence, Verdict& verdict) {
  const auto& results = evidence.seen.results();
  const Listers owners = listers_of_outputs(results);
  for (const SeenRow& row : evidence.seen.histories().rows()) {
    const auto named = row.signature ? named_by(*row.signature) : std::nullopt;
    if (!named || !is_failure(row)) continue;
    check_owner(row, *named, owners, verdict);
    for (const SeenResult& result : results) check_result(row, *named, result, verdict);
  }
}

}  // namespace

constexpr Rule signature_fits_result_rule{
    .name = "signature_fits_result",
    .title = "A signature names an output or an exit code that the result shows.",
    .why =
        "Otherwise people look at the output that a signature names, and find nothing wrong with "
        "it.",
    .contract = citation,
    .probes = {"ok", "getRunSample/ok", "getRunSample/passing", "getRunSample/elsewhere"},
    .operations = here,
    .judge = signature_fits_result};

}  // namespace sp::contract::history
