// A sample's id stands for its lowest regression test that has a result in the run:
//   tests 11 and 12 of sample 201 have results, /runs/1/samples/201 shows 11    holds
//   tests 11 and 12 of sample 201 have results, /runs/1/samples/201 shows 12    breaks
#include <fmt/format.h>

#include "rules/result/result.h"
#include "seen/error_lists.h"

namespace sp::contract::result {

namespace {

// The tests of a sample that are known to have a result in a run, and the answers that say so.
struct KnownTest {
  std::int64_t id;
  const Exchange* source;
};

std::vector<KnownTest> tests_of(const Evidence& evidence, const SeenResult& result) {
  std::vector<KnownTest> tests;
  const ErrorLists& lists = evidence.seen.errors();
  for (const ErrorList& list : lists.all()) {
    if (list.grouping != "regression_id" || list.run != std::to_string(*result.run_id)) continue;
    for (const SeenBucket& row : list.rows) {
      const bool of_sample = row.lists_samples && row.sample_set() == SampleIds{*result.sample_id};
      if (of_sample && row.id()) tests.push_back({*row.id(), row.page->exchange});
    }
  }
  for (const Page& page : evidence.seen.pages("getSampleHistory")) {
    if (page.asked("sample_id") != std::to_string(*result.sample_id)) continue;
    for (const SeenRow& row : history_rows(page)) {
      const bool of_run = row.run_id && row.run_id == result.run_id;
      if (of_run && row.regression_id) tests.push_back({*row.regression_id, page.exchange});
    }
  }
  return tests;
}

void lowest_test(const Evidence& evidence, Verdict& verdict) {
  for (const SeenResult& result : evidence.seen.results()) {
    const std::string* asked = result.exchange->request.value("sample_id");
    if (!result.run_id || !result.sample_id || !result.regression_id || !asked ||
        *asked != std::to_string(*result.sample_id)) {
      continue;
    }
    for (const KnownTest& test : tests_of(evidence, result)) {
      verdict.judged();
      if (test.id >= *result.regression_id) continue;
      verdict.fail(*result.exchange, "/regression_id",
                   fmt::format("{}, the lowest test of sample {} that has a result", test.id,
                               *result.sample_id),
                   std::to_string(*result.regression_id), {test.source});
    }
  }
}

// Elsewhere a result is asked for by the id of its regression test.
bool is_asked_by_sample(const Contract& contract) {
  return contract.api.find("getRunSample")->parameter("sample_id") != nullptr;
}

}  // namespace

constexpr Rule lowest_test_rule{
    .name = "lowest_test",
    .title =
        "A request with a sample's id gets the result of its lowest regression test that has one.",
    .why = "Which of several results a client is shown must not be up to chance.",
    .contract = "contract section 4 [D]",
    .probes = {"ok", "passing", "getErrorSummary/by_regression", "getSampleHistory/ok"},
    .operations = here,
    .judge = lowest_test,
    .holds_in = is_asked_by_sample};

}  // namespace sp::contract::result
