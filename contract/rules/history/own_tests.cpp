// A regression test is of one sample, so it is in the history of that sample only:
//   test 6 is of sample 206 by its result; the history of 206 has it    holds
//   test 6 is of sample 206 by its result; the history of 207 has it    breaks
//   the histories of 206 and of 207 have test 6                         breaks in the second
// In `published`, a sample id that a user named may be a regression test's (contract section 4):
// then two ids name one sample, and such a history is not held against others.
#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

#include "rules/history/history.h"

namespace sp::contract::history {

namespace {

struct Owner {
  std::string sample;
  const Exchange* exchange;  // that says so
};

using Owners = std::map<std::int64_t, Owner>;  // by regression test

Owners owners_by_results(const Evidence& evidence) {
  Owners owners;
  for (const SeenResult& result : evidence.seen.results()) {
    if (!result.sample_id || !result.regression_id) continue;
    owners.emplace(*result.regression_id,
                   Owner{std::to_string(*result.sample_id), result.exchange});
  }
  return owners;
}

void fail_as_foreign(const SeenRow& row, const Owner& owner, Verdict& verdict) {
  verdict.fail(*row.page->exchange, row.pointer("regression_test_id"),
               fmt::format("a regression test of sample {}", sample_of(*row.page)),
               fmt::format("{}, which belongs to sample {} in {}", *row.regression_id, owner.sample,
                           owner.exchange->request.path),
               {owner.exchange});
}

void own_tests(const Evidence& evidence, Verdict& verdict) {
  const Histories& histories = evidence.seen.histories();
  Owners owners = owners_by_results(evidence);
  std::set<std::string> samples;
  for (const SeenRow& row : histories.rows()) {
    const std::string sample(sample_of(*row.page));
    const bool named = evidence.is_named_by_user(sample);
    samples.insert(sample);
    if (!named) owners.emplace(*row.regression_id, Owner{sample, row.page->exchange});
    const auto found = owners.find(*row.regression_id);
    if (found == owners.end()) continue;
    const Owner& owner = found->second;
    if (named && owner.sample != sample) continue;
    if (owner.exchange != row.page->exchange || samples.size() > 1) verdict.judged();
    if (owner.sample != sample) fail_as_foreign(row, owner, verdict);
  }
}

}  // namespace

constexpr Rule own_tests_rule{.name = "own_tests",
                              .title = "A history has results of its own sample only.",
                              .why = "Failures of another sample would be blamed on this one.",
                              .contract = citation,
                              .probes = {"ok", "getRunSample/ok", "getRunSample/passing"},
                              .operations = here,
                              .judge = own_tests};

}  // namespace sp::contract::history
