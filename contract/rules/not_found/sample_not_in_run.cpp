// A sample that has no result in the run is a 404, though the sample is there:
//   the whole history of 206 has no row of run 9; /runs/9/samples/206    404
#include <fmt/format.h>

#include "rules/not_found/not_found.h"
#include "seen/views.h"

namespace sp::contract::not_found {

namespace {

// The sample that an id of the operation names: itself, or that in whose history the regression
// test is.
std::string sample_named(const Evidence& evidence, const std::string& id) {
  if (naming(evidence.operation) == "sample_id") return id;
  for (const Page& page : evidence.seen.pages("getSampleHistory")) {
    for (const SeenRow& row : history_rows(page)) {
      if (row.regression_id && std::to_string(*row.regression_id) == id) {
        return std::string(page.asked("sample_id"));
      }
    }
  }
  return {};
}

// The pages of the sample's history that hold all of it and have no row of the run.
std::vector<const Exchange*> histories_without(const Evidence& evidence, const std::string& sample,
                                               const std::string& run) {
  const schemas::Operation& history = *evidence.api.find("getSampleHistory");
  std::vector<const Page*> of_the_sample;
  for (const Page& page : evidence.seen.pages("getSampleHistory")) {
    if (page.asked("sample_id") == sample &&
        asks_only(page.exchange->request, history, {"limit", "offset"})) {
      of_the_sample.push_back(&page);
    }
  }
  const auto whole = whole_list(of_the_sample);
  std::vector<const Exchange*> exchanges;
  if (!whole) return exchanges;
  for (const Page* page : whole->pages) {
    for (const SeenRow& row : history_rows(*page)) {
      if (!row.run_id || std::to_string(*row.run_id) == run) return {};
    }
    exchanges.push_back(page->exchange);
  }
  return exchanges;
}

// A sample's id may be a regression test's as well, and then be taken for that (contract
// section 4 [D]).
bool took_it_for_a_test(const Exchange& exchange, const std::string& id) {
  const schemas::Value* body = exchange.answered(200);
  const auto test = body ? integer_at(*body, "regression_id") : std::nullopt;
  const auto found = body ? integer_at(*body, "sample_id") : std::nullopt;
  return test && std::to_string(*test) == id && (!found || std::to_string(*found) != id);
}

void sample_not_in_run(const Evidence& evidence, Verdict& verdict) {
  for_each_answer(evidence, [&](const Exchange& exchange) {
    const std::string id = asked(exchange, naming(evidence.operation));
    const std::string run = asked(exchange, "run_id");
    const std::string sample = sample_named(evidence, id);
    const auto histories = histories_without(evidence, sample, run);
    if (histories.empty() || took_it_for_a_test(exchange, id)) return;
    expect_404(exchange, fmt::format("the history of sample {} has no row of run {}", sample, run),
               verdict, histories);
  });
}

}  // namespace

// Asks for the sample, or in `upstream` for its regression test.
Probe sample_not_in_run_probe(const schemas::Operation& results) {
  const std::string name(naming(results));
  return {
      results.id,
      "sample_not_in_run",
      Expectation::not_found,
      {"getSampleHistory/ok"},
      1,
      [name](const Subjects& subjects) {
        std::vector<Call> calls;
        if (const auto& absent = subjects.absent) {
          const std::string& id = name == "sample_id" ? absent->sample_id : absent->regression_id;
          if (!id.empty()) calls.push_back({{{"run_id", absent->run_id}, {name, id}}});
        }
        return calls;
      },
      "no sample was seen to be absent from a run: name a run with --run-id in which two samples "
      "fail that were not tested in the same runs"};
}

constexpr Rule sample_not_in_run_rule{.name = "sample_not_in_run",
                                      .title = "A sample that is not in the run is a 404.",
                                      .why = why,
                                      .contract = "contract section 4, 404 [S1, B]",
                                      .probes = {"sample_not_in_run"},
                                      .operations = {"getRunSample"},
                                      .judge = sample_not_in_run};

}  // namespace sp::contract::not_found
