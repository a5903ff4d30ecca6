// Failure signatures: there for failures, null for the rest, the same for the same failure.
#include <algorithm>
#include <set>

#include <fmt/format.h>

#include <sp/schemas/ascii.h>
#include <sp/schemas/number.h>

#include "exchange/excerpt.h"
#include "rules/history/history.h"

namespace sp::contract {

namespace {

bool is_failure(const SeenRow& row) {
  return row.status && (*row.status == "fail" || *row.status == "missing_output");
}

void failures_have_one(const Evidence& evidence, Verdict& verdict) {
  const Histories& histories = evidence.seen.histories();
  for (const SeenRow& row : histories.rows()) {
    if (!is_failure(row) || (!row.signature && !row.signature_is_null)) continue;
    verdict.judged();
    if (row.signature && !row.signature->empty()) continue;
    verdict.fail(*row.page->exchange, row.pointer("failure_signature"),
                 fmt::format("a signature, as the status is {}", *row.status),
                 row.signature ? "an empty string" : "null");
  }
}

void nothing_for_the_rest(const Evidence& evidence, Verdict& verdict) {
  const Histories& histories = evidence.seen.histories();
  for (const SeenRow& row : histories.rows()) {
    if (!row.status || is_failure(row) || (!row.signature && !row.signature_is_null)) continue;
    verdict.judged();
    if (!row.signature) continue;
    verdict.fail(*row.page->exchange, row.pointer("failure_signature"),
                 fmt::format("null, as the status is {}", *row.status), excerpt(*row.signature));
  }
}

// A signature of the platform's own form. Another form is as good: only what it can be held
// to is read.
struct Platforms {
  enum class Names { output, exit_code, missing_output };
  Names names;
  std::int64_t number = 0;  // the output's id, or the exit code
};

std::optional<std::int64_t> number_after(std::string_view text, std::string_view prefix) {
  if (!text.starts_with(prefix)) return std::nullopt;
  return schemas::number_in(text.substr(prefix.size()));
}

std::optional<Platforms> platforms(std::string_view signature) {
  using Names = Platforms::Names;
  if (signature == "missing_output") return Platforms{Names::missing_output};
  if (const auto id = number_after(signature, "diff_mismatch:output:")) {
    return Platforms{Names::output, *id};
  }
  if (const auto code = number_after(signature, "exit_code_mismatch:rc:")) {
    return Platforms{Names::exit_code, *code};
  }
  return std::nullopt;
}

// The most that a result lists (contract section 4): there may be more outputs then.
constexpr std::size_t most_outputs = 20;

// What speaks against the signature in a result of the same run; empty when nothing does.
std::string objection(const Platforms& signature, const SeenResult& result) {
  const auto& outputs = result.outputs;
  const auto named = [&](const SeenOutput& output) { return output.output_id == signature.number; };
  switch (signature.names) {
    case Platforms::Names::missing_output:
      return *result.status == "missing_output" ? "" : fmt::format("the status {}", *result.status);
    case Platforms::Names::exit_code:
      if (result.exit_code && *result.exit_code != signature.number) {
        return fmt::format("exit code {}", *result.exit_code);
      }
      return result.exit_code && result.expected_exit_code == result.exit_code
                 ? fmt::format("exit code {}, as expected", *result.exit_code)
                 : "";
    case Platforms::Names::output: break;
  }
  if (!result.lists_outputs || outputs.size() >= most_outputs) return "";
  const auto output = std::find_if(outputs.begin(), outputs.end(), named);
  if (output == outputs.end()) return fmt::format("no output {}", signature.number);
  if (!output->status || *output->status == "diff_mismatch") return "";
  return fmt::format("output {} as {}", signature.number, *output->status);
}

// Whether the result lists every output of its test: one that left out what matches would
// list none.
bool lists_all_outputs(const SeenResult& result) {
  const auto& outputs = result.outputs;
  return *result.status == "pass" && !outputs.empty() && outputs.size() < most_outputs &&
         std::all_of(outputs.begin(), outputs.end(), [](const SeenOutput& output) {
           return output.output_id && output.status && *output.status == "match";
         });
}

// The same of a result of the same test in another run, which lists the test's outputs.
std::string objection_of_test(const Platforms& signature, const SeenResult& result) {
  if (signature.names != Platforms::Names::output || !lists_all_outputs(result)) return "";
  const bool known =
      std::any_of(result.outputs.begin(), result.outputs.end(),
                  [&](const SeenOutput& output) { return output.output_id == signature.number; });
  return known ? "" : fmt::format("no output {}", signature.number);
}

// Which regression test an output is of, by the results that list it. Empty where one id is
// of two tests, or results of one test only were seen: then an id says nothing of its test.
std::map<std::int64_t, const SeenResult*> owners_of_outputs(
    const std::vector<SeenResult>& results) {
  std::map<std::int64_t, const SeenResult*> owners;
  std::set<std::int64_t> tests;
  for (const SeenResult& result : results) {
    for (const SeenOutput& output : result.outputs) {
      if (!output.output_id || !result.regression_id) continue;
      tests.insert(*result.regression_id);
      const auto [owner, is_new] = owners.emplace(*output.output_id, &result);
      if (owner->second->regression_id != result.regression_id) return {};
    }
  }
  return tests.size() < 2 ? std::map<std::int64_t, const SeenResult*>() : owners;
}

void check_owner(const SeenRow& row, const Platforms& signature,
                 const std::map<std::int64_t, const SeenResult*>& owners, Verdict& verdict) {
  const auto owner = owners.find(signature.number);
  if (signature.names != Platforms::Names::output || owner == owners.end()) return;
  verdict.judged();
  const SeenResult& result = *owner->second;
  if (result.regression_id == row.regression_id) return;
  verdict.fail(*row.page->exchange, row.pointer("failure_signature"),
               fmt::format("an output of regression test {}", *row.regression_id),
               fmt::format("{}, which is of regression test {} by {}", signature.number,
                           *result.regression_id, result.exchange->request.path),
               {result.exchange});
}

void fits_result(const Evidence& evidence, Verdict& verdict) {
  const Histories& histories = evidence.seen.histories();
  const auto& results = evidence.seen.results();
  const auto owners = owners_of_outputs(results);
  for (const SeenRow& row : histories.rows()) {
    const auto signature = row.signature ? platforms(*row.signature) : std::nullopt;
    if (!signature || !is_failure(row)) continue;
    check_owner(row, *signature, owners, verdict);
    for (const SeenResult& result : results) {
      if (result.regression_id != row.regression_id || !result.status) continue;
      const bool same_run = result.run_id == row.run_id;
      if (same_run && *result.status != *row.status) continue;  // agrees_with_results says so
      verdict.judged();
      const std::string shown =
          same_run ? objection(*signature, result) : objection_of_test(*signature, result);
      if (shown.empty()) continue;
      verdict.fail(*row.page->exchange, row.pointer("failure_signature"),
                   fmt::format("what {} shows: {}", result.exchange->request.path, shown),
                   excerpt(*row.signature), {result.exchange});
    }
  }
}

// Whether the digits stand in the text, and no digit beside them.
bool has_number(std::string_view text, std::string_view digits) {
  const auto is_digit = [&](std::size_t at) {
    return at < text.size() && schemas::is_digit(text[at]);
  };
  for (auto at = text.find(digits); at != std::string_view::npos; at = text.find(digits, at + 1)) {
    if (!(at > 0 && is_digit(at - 1)) && !is_digit(at + digits.size())) return true;
  }
  return false;
}

// Without what the platform puts in front, whose number may happen to be a run's id.
std::string_view without_platforms_form(std::string_view signature) {
  for (const std::string_view prefix : {"diff_mismatch:output:", "exit_code_mismatch:rc:"}) {
    if (!signature.starts_with(prefix)) continue;
    signature.remove_prefix(prefix.size());
    signature.remove_prefix(std::min(signature.find_first_not_of("-0123456789"), signature.size()));
  }
  return signature;
}

// What is of one run only, and cannot be part of what is the same in every run. A number may
// be there by chance once; not the own one of several runs.
void check_independence(const Histories& histories, Verdict& verdict) {
  constexpr std::size_t commit_prefix = 8;
  std::map<std::int64_t, const SeenRow*> with_own_run;
  for (const SeenRow& row : histories.rows()) {
    if (!row.signature || !is_failure(row)) continue;
    verdict.judged();
    const std::string_view rest = without_platforms_form(*row.signature);
    const std::string* commit = string_at(*row.value, "commit_sha");
    if (commit && commit->size() >= commit_prefix &&
        rest.find(commit->substr(0, commit_prefix)) != std::string_view::npos) {
      verdict.fail(*row.page->exchange, row.pointer("failure_signature"),
                   "a signature that does not depend on the commit",
                   fmt::format("{} for commit {}", excerpt(*row.signature), *commit));
    }
    if (has_number(rest, std::to_string(*row.run_id))) with_own_run.emplace(*row.run_id, &row);
  }
  if (with_own_run.size() < 2) return;
  for (const auto& [run, row] : with_own_run) {
    verdict.fail(*row->page->exchange, row->pointer("failure_signature"),
                 "a signature that does not depend on the run",
                 fmt::format("{} in run {}", excerpt(*row->signature), run));
  }
}

// What failed in a result, and how; nothing where that cannot be told.
std::optional<std::string> failure_in(const SeenResult& result) {
  if (!result.status || !result.lists_outputs || result.outputs.size() >= most_outputs) {
    return std::nullopt;
  }
  std::set<std::string> parts;
  for (const SeenOutput& output : result.outputs) {
    if (!output.output_id || !output.status) return std::nullopt;
    if (*output.status == "match") continue;
    const bool shows_what = output.actual_hash || *output.status != "diff_mismatch";
    if (!shows_what) return std::nullopt;
    parts.insert(fmt::format("{} {} {}", *output.output_id, *output.status,
                             output.actual_hash ? *output.actual_hash : ""));
  }
  std::string failure =
      fmt::format("{} {}", *result.status,
                  result.exit_code ? std::to_string(*result.exit_code) : std::string("null"));
  for (const std::string& part : parts) failure += "; " + part;
  return failure;
}

// Results that failed in the same way, and whose rows were seen.
void check_sameness(const Evidence& evidence, const Histories& histories, Verdict& verdict) {
  std::map<std::pair<std::int64_t, std::string>, std::pair<const SeenRow*, const SeenResult*>>
      firsts;
  const auto& results = evidence.seen.results();
  for (const SeenResult& result : results) {
    const auto failure = failure_in(result);
    if (!failure) continue;
    for (const SeenRow& row : histories.rows()) {
      const bool of_result = row.run_id == result.run_id &&
                             row.regression_id == result.regression_id && row.signature &&
                             is_failure(row) && *row.status == *result.status;
      if (!of_result) continue;
      const auto [known, is_new] =
          firsts.emplace(std::pair(*row.regression_id, *failure), std::pair(&row, &result));
      const auto& [first, first_result] = known->second;
      if (is_new || *first->signature == *row.signature) continue;
      verdict.fail(*row.page->exchange, row.pointer("failure_signature"),
                   fmt::format("{}, as for the same failure in run {}", excerpt(*first->signature),
                               *first->run_id),
                   excerpt(*row.signature),
                   {first->page->exchange, result.exchange, first_result->exchange});
    }
  }
}

void stable(const Evidence& evidence, Verdict& verdict) {
  const Histories& histories = evidence.seen.histories();
  check_independence(histories, verdict);
  check_sameness(evidence, histories, verdict);
}

}  // namespace

std::vector<Rule> history_signature_rules() {
  return {
      of_histories("failure_signature", "A failure has a signature.",
                   "Without one, a client cannot tell a failure from the others.", {"ok"},
                   failures_have_one),
      of_histories("no_failure_no_signature", "What did not fail has no signature.",
                   "Clients take a row with a signature for a failure.", {"ok"},
                   nothing_for_the_rest),
      of_histories("signature_fits_result",
                   "A signature names an output or an exit code that the result shows.",
                   "People look at the output that a signature names, and find nothing wrong.",
                   {"ok", "getRunSample/ok", "getRunSample/passing"}, fits_result),
      of_histories("signature_is_stable",
                   "The same failure has the same signature in every run, on every commit.",
                   "A signature that changes makes a regression look like noise.",
                   {"ok", "getRunSample/ok"}, stable),
  };
}

}  // namespace sp::contract
