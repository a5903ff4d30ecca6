// What several rows tell of one thing is the same (the law `consistent`):
//   run 9 test 6: linux; run 9 test 7: linux         holds
//   run 9 test 6: linux; run 9 test 7: windows       breaks one_run
//   run 9 test 6: fail, without a filter;
//   run 9 test 6: pass, with platform=linux          breaks same_rows
// Two rows of one result on pages of one list are for the family `pagination` to compare.
#include "rules/history/history.h"
#include "rules/laws.h"

namespace sp::contract::history {

namespace {

void check_member_of_runs(const Histories& histories, std::string_view member, Verdict& verdict) {
  const auto run = [&](const SeenRow& row) {
    return row.value->find(member) ? row.run_id : std::nullopt;
  };
  consistent(histories.rows(), run, verdict, [&](const SeenRow& first, const SeenRow& row) {
    const schemas::Value& expected = *first.value->find(member);
    const schemas::Value& found = *row.value->find(member);
    if (found == expected) return true;
    // One answer cannot have changed in between.
    const Exchange* source = first.page->exchange;
    const bool one_answer = source == row.page->exchange;
    verdict.fail(*row.page->exchange, row.pointer(member),
                 Differs{expected.dump(80), found.dump(80),
                         name_of(first) + " for run " + std::to_string(*row.run_id)},
                 one_answer ? std::vector<const Exchange*>() : std::vector{source});
    return true;
  });
}

void one_run(const Evidence& evidence, Verdict& verdict) {
  for (const std::string_view member : {"platform", "branch", "commit_sha", "tested_at"}) {
    check_member_of_runs(evidence.seen.histories(), member, verdict);
  }
}

void same_rows(const Evidence& evidence, Verdict& verdict) {
  const Histories& histories = evidence.seen.histories();
  const auto key = [](const SeenRow& row) { return key_of(row); };
  consistent(histories.rows(), key, verdict, [&](const SeenRow& first, const SeenRow& row) {
    if (first.page->list == row.page->list) return false;
    if (const auto difference = row_difference(*first.value, *row.value)) {
      verdict.fail(*row.page->exchange, row.pointer(difference->member),
                   Differs{difference->one, difference->other, name_of(first)},
                   {first.page->exchange});
    }
    return true;
  });
}

}  // namespace

constexpr Rule one_run_rule{
    .name = "one_run",
    .title = "All rows of one run name the same platform, branch, commit and time.",
    .why = "Clients group rows by commit and platform to tell a regression from noise.",
    .contract = citation,
    .probes = {"ok", "walk", "platform"},
    .operations = here,
    .judge = one_run};

constexpr Rule same_rows_rule{
    .name = "same_rows",
    .title = "A row has the same values under every filter.",
    .why = "What a client learns of a result must not depend on how it looked for it.",
    .contract = citation,
    .probes = {"ok", "status", "platform"},
    .operations = here,
    .judge = same_rows};

}  // namespace sp::contract::history
