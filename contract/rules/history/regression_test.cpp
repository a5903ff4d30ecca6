// The filter regression_test_id leaves the rows of that test, and refuses one that is not the
// sample's:
//   [A of test 6, B of test 7]; regression_test_id=6 [A]       holds
//   [A of test 6, B of test 7]; regression_test_id=6 404       breaks regression_test
//   test 8 is of another sample; regression_test_id=8 200 []   breaks foreign_test
#include <algorithm>

#include <fmt/format.h>

#include "rules/history/filtered.h"

namespace sp::contract::history {

namespace {

void regression_test(const Evidence& evidence, Verdict& verdict) {
  check_alone(evidence, "regression_test_id", verdict);
  for (const Exchange* exchange : evidence.answers) {
    const int status = exchange->response->status;
    if (!exchange->is_for("getSampleHistory", "regression_test") || status == 200 ||
        status == 429) {
      continue;
    }
    verdict.judged();
    verdict.fail(*exchange, "", "status 200: the sample's history has a row of that test",
                 fmt::format("status {}", status));
  }
}

bool has_history(const Evidence& evidence, const std::string& sample) {
  const auto& pages = evidence.seen.pages("getSampleHistory");
  return std::any_of(pages.begin(), pages.end(),
                     [&](const Page& page) { return page.asked("sample_id") == sample; });
}

void foreign_test(const Evidence& evidence, Verdict& verdict) {
  for (const Exchange* exchange : evidence.answers) {
    if (!exchange->is_for("getSampleHistory", "foreign_test")) continue;
    const int status = exchange->response->status;
    // A sample that is not there refuses every test.
    const bool may_be_of_nothing =
        status == 404 && !has_history(evidence, *exchange->request.value("sample_id"));
    if (status == 429 || may_be_of_nothing) continue;
    verdict.judged();
    if (status >= 400 && status < 500) continue;
    verdict.fail(*exchange, "", "a 4xx: the sample does not have that regression test",
                 fmt::format("status {} for regression_test_id={}", status,
                             *exchange->request.value("regression_test_id")));
  }
}

// `published` has no such filter.
bool has_the_filter(const Contract& contract) {
  return contract.api.find("getSampleHistory")->parameter("regression_test_id") != nullptr;
}

}  // namespace

Probe regression_test_probe(const schemas::Operation& history) {
  return filtering(history, "regression_test", 1,
                   "the sample's history has no row: name a sample with results with --sample-id",
                   [](const Values& sample, const Subjects& subjects) {
                     std::vector<Call> calls;
                     const auto test = subjects.tests.find(sample.front().second);
                     if (test != subjects.tests.end()) {
                       calls.push_back({with(sample, "regression_test_id", test->second)});
                     }
                     return calls;
                   });
}

// Asks for a test of another sample where one is known, else for one that nobody has.
Probe foreign_test_probe(const schemas::Operation& history) {
  Probe probe = filtering(
      history, "foreign_test", 1, no_sample, [](const Values& sample, const Subjects& subjects) {
        const std::string& mine = sample.front().second;
        const auto other = std::find_if(subjects.tests.begin(), subjects.tests.end(),
                                        [&](const auto& pair) { return pair.first != mine; });
        const bool known = other != subjects.tests.end();
        return std::vector<Call>{
            {with(sample, "regression_test_id", known ? other->second : subjects.unknown)}};
      });
  probe.expectation = Expectation::refused;
  return probe;
}

constexpr Rule regression_test_rule{
    .name = "regression_test",
    .title =
        "Filtered by regression_test_id, a history has all results of that test and no others.",
    .why = "A client that draws one test's history would draw another's into it.",
    .contract = citation,
    .probes = {"ok", "regression_test"},
    .operations = here,
    .judge = regression_test,
    .holds_in = has_the_filter};

constexpr Rule foreign_test_rule{
    .name = "foreign_test",
    .title = "A regression_test_id of another sample is refused.",
    .why = "A client that mixed two ids up would show an empty history as a fact.",
    .contract = citation,
    .probes = {"foreign_test"},
    .operations = here,
    .judge = foreign_test,
    .holds_in = has_the_filter};

}  // namespace sp::contract::history
