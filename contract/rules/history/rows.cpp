// What a row of a history says agrees with the run's own endpoints, and with the other rows of
// its run.
#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "rules/history/history.h"

namespace sp::contract {

namespace {

std::optional<ResultKey> key_of(const SeenResult& result) {
  if (!result.run_id || !result.regression_id) return std::nullopt;
  return ResultKey{*result.run_id, *result.regression_id};
}

// None when both stand in one answer, which cannot have changed in between.
std::vector<const Exchange*> against(const Exchange* other, const Exchange* exchange) {
  return other == exchange ? std::vector<const Exchange*>() : std::vector{other};
}

// Calls `judge` with each row of the result.
template <class Judge>
void for_each_row_of(const Histories& histories, const SeenResult& result, const Judge& judge) {
  const auto key = key_of(result);
  if (!key) return;
  for (const SeenRow& row : histories.rows()) {
    if (contract::key_of(row) == key) judge(row);
  }
}

void agrees_with_results(const Evidence& evidence, Verdict& verdict) {
  const Histories& histories = evidence.seen.histories();
  for (const SeenResult& result : evidence.seen.results()) {
    for_each_row_of(histories, result, [&](const SeenRow& row) {
      if (!row.status || !result.status) return;
      verdict.judged();
      if (*row.status == *result.status) return;
      verdict.fail(*row.page->exchange, row.pointer("status"),
                   fmt::format("{}, as {} says", *result.status, result.exchange->request.path),
                   *row.status, {result.exchange});
    });
  }
}

void fail_as_foreign(const SeenRow& row, std::string_view owner, const Exchange& by,
                     Verdict& verdict) {
  verdict.fail(
      *row.page->exchange, row.pointer("regression_test_id"),
      fmt::format("a regression test of sample {}", sample_of(*row.page)),
      fmt::format("{}, which is of sample {} by {}", *row.regression_id, owner, by.request.path),
      {&by});
}

// Of the sample by what results say, and by what other histories show. In `published`, a user's
// sample id may be a regression test's (contract section 4): then two ids name one sample.
void own_tests(const Evidence& evidence, Verdict& verdict) {
  const Histories& histories = evidence.seen.histories();
  std::map<std::int64_t, std::pair<std::string, const Exchange*>> owners;  // by regression test
  for (const SeenResult& result : evidence.seen.results()) {
    if (!result.sample_id || !result.regression_id) continue;
    owners.emplace(*result.regression_id,
                   std::pair(std::to_string(*result.sample_id), result.exchange));
  }
  std::set<std::string> samples;
  for (const SeenRow& row : histories.rows()) {
    const std::string sample(sample_of(*row.page));
    const bool named = is_named_by_user(evidence, sample);
    samples.insert(sample);
    if (!named) owners.emplace(*row.regression_id, std::pair(sample, row.page->exchange));
    const auto owner = owners.find(*row.regression_id);
    if (owner == owners.end()) continue;
    const auto& [id, exchange] = owner->second;
    if (named && id != sample) continue;
    if (exchange != row.page->exchange || samples.size() > 1) verdict.judged();
    if (id != sample) fail_as_foreign(row, id, *exchange, verdict);
  }
}

// A result that was seen has a row in its sample's history, where all of that was seen.
// Whether one without a verdict has is left open.
void complete(const Evidence& evidence, Verdict& verdict) {
  const Histories& histories = evidence.seen.histories();
  for (const SeenResult& result : evidence.seen.results()) {
    const auto key = key_of(result);
    const bool has_verdict =
        result.status && (*result.status == "pass" || *result.status == "fail" ||
                          *result.status == "missing_output");
    if (!key || !result.sample_id || !has_verdict) continue;
    const List* list = histories.unfiltered(std::to_string(*result.sample_id));
    if (!list || !list->whole) continue;
    verdict.judged();
    const auto& rows = histories.rows(*list);
    const bool found = std::any_of(
        rows.begin(), rows.end(), [&](const SeenRow& row) { return contract::key_of(row) == key; });
    if (found) continue;
    verdict.fail(
        list->exchange(), "/data",
        fmt::format("a row of {}, which {} shows", to_string(*key), result.exchange->request.path),
        fmt::format("none in all {} rows", list->whole->rows.size()), {result.exchange});
  }
}

void agrees_with_summary(const Evidence& evidence, Verdict& verdict) {
  const Histories& histories = evidence.seen.histories();
  for (const SeenSummary& summary : evidence.seen.summaries()) {
    const auto check = [&](std::string_view status, const std::optional<std::int64_t>& count,
                           std::string_view member) {
      std::map<std::int64_t, const SeenRow*> tests;
      for (const SeenRow& row : histories.rows()) {
        const bool counts = row.run_id == summary.run_id && row.status && *row.status == status;
        if (counts) tests.emplace(*row.regression_id, &row);
      }
      if (!count || tests.empty()) return;
      verdict.judged();
      if (static_cast<std::int64_t>(tests.size()) <= *count) return;
      const SeenRow& row = *tests.rbegin()->second;
      verdict.fail(*row.page->exchange, row.pointer("status"),
                   fmt::format("at most {} of the run's results are {}, as {} of {} says", *count,
                               status, member, summary.exchange->request.path),
                   fmt::format("{} are in histories", tests.size()), {summary.exchange});
    };
    check("pass", summary.pass, "pass_count");
    check("fail", summary.fail, "fail_count");
    check("missing_output", summary.missing_output, "missing_output_count");
    check("skipped", summary.skipped, "skipped_count");
  }
}

// Platform, branch, commit and time are the run's.
void one_run(const Evidence& evidence, Verdict& verdict) {
  static constexpr std::string_view members[] = {"platform", "branch", "commit_sha", "tested_at"};
  const Histories& histories = evidence.seen.histories();
  for (const std::string_view member : members) {
    std::map<std::int64_t, const SeenRow*> runs;
    for (const SeenRow& row : histories.rows()) {
      const schemas::Value* value = row.value->find(member);
      if (!value) continue;
      const auto [known, is_new] = runs.emplace(*row.run_id, &row);
      if (is_new) continue;
      verdict.judged();
      const SeenRow& first = *known->second;
      if (*value == *first.value->find(member)) continue;
      verdict.fail(
          *row.page->exchange, row.pointer(member),
          fmt::format("{}, as row {} of {} says of run {}", first.value->find(member)->dump(80),
                      first.index, first.page->exchange->request.path, *row.run_id),
          value->dump(80), against(first.page->exchange, row.page->exchange));
    }
  }
}

// Of whatever list; on the pages of one, it is the family `pagination` that compares.
void same_rows(const Evidence& evidence, Verdict& verdict) {
  const Histories& histories = evidence.seen.histories();
  std::map<ResultKey, const SeenRow*> firsts;
  for (const SeenRow& row : histories.rows()) {
    const auto [known, is_new] = firsts.emplace(*contract::key_of(row), &row);
    const SeenRow& first = *known->second;
    if (is_new || first.page->list == row.page->list) continue;
    verdict.judged();
    const auto difference = row_difference(*first.value, *row.value);
    if (!difference) continue;
    verdict.fail(*row.page->exchange, row.pointer(difference->member),
                 fmt::format("{}, as row {} of {} says", difference->one, first.index,
                             first.page->exchange->request.path),
                 difference->other, {first.page->exchange});
  }
}

}  // namespace

std::vector<Rule> history_row_rules() {
  const Names results = {"ok", "getRunSample/ok", "getRunSample/passing"};
  return {
      of_histories("agrees_with_results", "A row has the status that its result has in its run.",
                   "A client that follows a failed row to its result must find a failure.", results,
                   agrees_with_results),
      of_histories("own_tests", "A history has results of its own sample only.",
                   "Failures of another sample would be blamed on this one.", results, own_tests),
      of_histories("complete", "A result that its run shows has a row in the history.",
                   "A history with gaps makes a flaky sample look sound.",
                   {"ok", "walk", "getRunSample/ok", "getRunSample/passing"}, complete),
      of_histories("agrees_with_summary", "A run has no more results in histories than it counts.",
                   "The numbers of a run and its results are shown side by side.",
                   {"ok", "getRunSummary/ok"}, agrees_with_summary),
      of_histories("one_run",
                   "All rows of one run name the same platform, branch, commit and time.",
                   "Clients group rows by commit and platform to tell a regression from noise.",
                   {"ok", "walk", "platform"}, one_run),
      of_histories("same_rows", "A row says the same under every filter.",
                   "What a client learns of a result must not depend on how it looked for it.",
                   {"ok", "status", "platform"}, same_rows),
  };
}

}  // namespace sp::contract
