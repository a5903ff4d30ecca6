// The same failure of a regression test has the same signature in every run, so that no run and no
// commit is part of it:
//   run 9: output 1006 differs, "A"; run 8: output 1006 differs in the same way, "A"   holds
//   run 9: output 1006 differs, "A"; run 8: output 1006 differs in the same way, "B"   breaks
//   run 9: "failed in 9"; run 8: "failed in 8"                                         breaks
//   commit 0f3a91c2…: "failed at 0f3a91c"                                              breaks
//   linux: "output 1006"; windows: "windows: output 1006"                              breaks
//   tested_at 2026-06-01T…: "failed on 2026-06-01"                                     breaks
//   runs 6 to 9 of test 6: "8f1c…", "02ab…", "d94e…", "77f0…"                          breaks
#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

#include <sp/schemas/ascii.h>

#include "exchange/excerpt.h"
#include "rules/history/history.h"
#include "rules/history/signatures.h"

namespace sp::contract::history {

namespace {

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

// The signature without the platform's own form, such as `diff_mismatch:output:9`: an output's id
// may happen to be a run's id, too.
std::string_view without_platforms_form(std::string_view signature) {
  for (const std::string_view prefix : {output_form, exit_code_form}) {
    if (!signature.starts_with(prefix)) continue;
    signature.remove_prefix(prefix.size());
    signature.remove_prefix(std::min(signature.find_first_not_of("-0123456789"), signature.size()));
  }
  return signature;
}

// The beginning of a commit's hash, as git shortens it, is as telling as all of it.
constexpr std::size_t commit_prefix = 7;

bool names_commit(std::string_view signature, const std::string_view* commit) {
  return commit && commit->size() >= commit_prefix &&
         signature.find(commit->substr(0, commit_prefix)) != std::string_view::npos;
}

// A day in a signature may be another one's only by chance.
bool names_day(std::string_view signature, const std::string_view* tested_at) {
  constexpr std::size_t day = 10;  // "2026-06-01"
  return tested_at && tested_at->size() >= day &&
         signature.find(tested_at->substr(0, day)) != std::string_view::npos;
}

// The failures of a test that have signatures of their own form, by signature: where each of many
// has another one, no signature tells what failed. A test has a few outputs that may differ.
void check_repetition(const Histories& histories, Verdict& verdict) {
  constexpr std::size_t many = 5;
  struct Signatures {
    std::set<std::string_view> all;
    std::set<std::int64_t> runs;
    const SeenRow* last = nullptr;
  };
  std::map<std::int64_t, Signatures> by_test;
  for (const SeenRow& row : histories.rows()) {
    if (!row.signature || !is_failure(row)) continue;
    if (without_platforms_form(*row.signature).size() < row.signature->size()) continue;
    Signatures& known = by_test[*row.regression_id];
    known.all.insert(*row.signature);
    if (known.runs.insert(*row.run_id).second) known.last = &row;
  }
  for (const auto& [test, known] : by_test) {
    if (known.runs.size() < many) continue;
    verdict.judged();
    if (known.all.size() < known.runs.size()) continue;
    verdict.fail(*known.last->page->exchange, known.last->pointer("failure_signature"),
                 "a signature that comes again when a test fails as it did before",
                 fmt::format("another one in each of the {} runs in which test {} fails",
                             known.runs.size(), test));
  }
}

// The signature without what its row's platform adds to it: without that word, and what is between
// it and the rest. Empty where it does not stand there as a word.
std::string without_platform(std::string_view signature, std::string_view platform) {
  const auto letter = [&](std::size_t at) {
    return at < signature.size() && schemas::is_alphanumeric(signature[at]);
  };
  const auto at = signature.find(platform);
  if (platform.empty() || at == std::string_view::npos) return {};
  std::size_t begin = at;
  std::size_t end = at + platform.size();
  if ((begin > 0 && letter(begin - 1)) || letter(end)) return {};
  if (begin == 0) {
    while (end < signature.size() && !letter(end)) ++end;
  } else {
    while (begin > 0 && !letter(begin - 1)) --begin;
  }
  return std::string(signature.substr(0, begin)) + std::string(signature.substr(end));
}

// No signature may be another one of the same test, found on another platform, but for the word
// that says which.
void check_platforms(const Histories& histories, Verdict& verdict) {
  using Known = std::pair<std::int64_t, std::string>;  // the regression test, and the signature
  std::map<Known, const SeenRow*> firsts;
  const auto platform_of = [](const SeenRow& row) {
    const std::string_view* platform = string_at(*row.value, "platform");
    return platform ? *platform : std::string_view();
  };
  for (const SeenRow& row : histories.rows()) {
    if (row.signature && is_failure(row))
      firsts.emplace(Known(*row.regression_id, *row.signature), &row);
  }
  for (const auto& [known, row] : firsts) {
    const std::string rest = without_platform(known.second, platform_of(*row));
    const auto bare = rest.empty() ? firsts.end() : firsts.find(Known(known.first, rest));
    const bool breaks = bare != firsts.end() && platform_of(*bare->second) != platform_of(*row);
    if (!breaks) continue;
    verdict.fail(
        *row->page->exchange, row->pointer("failure_signature"),
        Differs{excerpt(rest), excerpt(known.second),
                fmt::format("run {}, on {}", *bare->second->run_id, platform_of(*bare->second))},
        {bare->second->page->exchange});
  }
}

// No signature may hold its row's commit, by the first seven characters, or its row's run id. One
// run's id may stand there by chance, so it takes two runs that do so.
void check_independence(const Histories& histories, Verdict& verdict) {
  std::map<std::int64_t, const SeenRow*> with_own_run;
  for (const SeenRow& row : histories.rows()) {
    if (!row.signature || !is_failure(row)) continue;
    verdict.judged();
    const std::string_view rest = without_platforms_form(*row.signature);
    const std::string_view* commit = string_at(*row.value, "commit_sha");
    if (names_commit(rest, commit)) {
      verdict.fail(*row.page->exchange, row.pointer("failure_signature"),
                   "a signature that does not depend on the commit",
                   fmt::format("{} for commit {}", excerpt(*row.signature), *commit));
    }
    if (names_day(rest, string_at(*row.value, "tested_at"))) {
      verdict.fail(*row.page->exchange, row.pointer("failure_signature"),
                   "a signature that does not depend on the day",
                   fmt::format("{} in a run of that day", excerpt(*row.signature)));
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
  if (!result.status || !result.lists_all_outputs()) {
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

bool is_of(const SeenRow& row, const SeenResult& result) {
  return row.run_id == result.run_id && row.regression_id == result.regression_id && row.status &&
         *row.status == *result.status;
}

// Results that failed in the same way have the same signature in their rows.
void check_sameness(const Evidence& evidence, const Histories& histories, Verdict& verdict) {
  using Failure = std::pair<std::int64_t, std::string>;  // the regression test, and how it failed
  std::map<Failure, std::pair<const SeenRow*, const SeenResult*>> firsts;
  for (const SeenResult& result : evidence.seen.results()) {
    const auto failure = failure_in(result);
    if (!failure) continue;
    for (const SeenRow& row : histories.rows()) {
      if (!row.signature || !is_failure(row) || !is_of(row, result)) continue;
      const auto [known, is_new] =
          firsts.emplace(Failure(*row.regression_id, *failure), std::pair(&row, &result));
      const auto& [first, first_result] = known->second;
      if (is_new || *first->signature == *row.signature) continue;
      verdict.fail(*row.page->exchange, row.pointer("failure_signature"),
                   Differs{excerpt(*first->signature), excerpt(*row.signature),
                           fmt::format("run {}, for the same failure", *first->run_id)},
                   {first->page->exchange, result.exchange, first_result->exchange});
    }
  }
}

void signature_is_stable(const Evidence& evidence, Verdict& verdict) {
  const Histories& histories = evidence.seen.histories();
  check_independence(histories, verdict);
  check_repetition(histories, verdict);
  check_platforms(histories, verdict);
  check_sameness(evidence, histories, verdict);
}

}  // namespace

constexpr Rule signature_is_stable_rule{
    .name = "signature_is_stable",
    .title = "The same failure has the same signature in every run, on every commit.",
    .why = "A signature that changes makes a regression look like noise.",
    .contract = citation,
    .probes = {"ok", "getRunSample/ok"},
    .operations = here,
    .judge = signature_is_stable};

}  // namespace sp::contract::history
