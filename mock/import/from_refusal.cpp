// What a 404 tells: that a run has no such result, or that a text is known by its hash only.
#include "import/learn.h"
#include "import/rows_in_order.h"

namespace sp::mock {

namespace {

void set_absent(KnownRun& run, Id test, Source from) {
  KnownResult& result = run.last().results[test];
  if (!result.status && !result.outputs_told) result.absent = from;
}

// Whether it is not the run itself that is refused, so that there is one.
bool is_of_something_in_a_run(const ReadAnswer& answer) {
  const Members body = answer.members();
  const auto resource = body.object("details").text("resource", 100);
  if (resource) return *resource != "run";
  const std::string message = body.text("message", 500).value_or("");
  return message.ends_with(" not found in run " + answer.asked_text("run_id") + ".") ||
         message.starts_with("No result for regression test ");
}

}  // namespace

void Learning::learn_refusal(const ReadAnswer& answer) {
  const auto run_id = answer.asked_id("run_id");
  if (run_id && is_of_something_in_a_run(answer)) known_.runs[*run_id];
  const auto run = run_id ? known_.runs.find(*run_id) : known_.runs.end();
  if (run == known_.runs.end()) return;
  if (answer.operation == "getDiff") {
    const auto test = answer.asked_id("regression_id");
    const auto output = answer.asked_id("output_id");
    auto& results = run->second.last().results;
    const auto result = test ? results.find(*test) : results.end();
    if (result == results.end() || !output) return;
    const auto produced = result->second.outputs.find(*output);
    if (produced != result->second.outputs.end()) produced->second.not_diffed = answer.from;
    return;
  }
  if (answer.operation != "getRunSample") return;
  const bool by_test = answer.revision == schemas::Revision::upstream;
  const auto id = answer.asked_id(by_test ? "regression_test_id" : "sample_id");
  if (!id) return;
  absences_.push_back({*run_id, *id, by_test, answer.from});
  if (known_.tests.contains(*id)) set_absent(run->second, *id, answer.from);
}

void Learning::conclude_absences() {
  for (const Absence& absence : absences_) {
    KnownRun& run = known_.runs[absence.run];
    for (const auto& [id, test] : known_.tests) {
      const bool is_named = id == absence.id;
      const bool is_of_sample = !absence.by_test && test.sample.value == absence.id;
      if (is_named || is_of_sample) set_absent(run, id, absence.from);
    }
  }
}

// A result that was asked for by its sample is that of the first of the sample's regression tests
// which has one.
void Learning::conclude_lower_tests() {
  for (const FirstResult& first : first_results_) {
    for (const auto& [id, test] : known_.tests) {
      if (id >= first.test) break;
      if (test.sample.value == first.sample) set_absent(known_.runs[first.run], id, first.from);
    }
  }
}

void Learning::conclude_absent(const SeenHistory& history) {
  const auto sample = sample_of(history);
  if (!sample) return;
  const RowsInOrder rows(history);
  for (const auto& [id, test] : known_.tests) {
    if (test.sample.value != *sample) continue;
    for (auto& [run_id, run] : known_.runs) {
      if (rows.lacks({run_id, id})) set_absent(run, id, history.from);
    }
  }
}

}  // namespace sp::mock
