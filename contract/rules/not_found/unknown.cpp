// An id that nothing has is a 404:
//   /runs/2147483647/summary          404
//   /runs/1/samples/2147483647        404
//   /samples/2147483647/history       404
// and where a result is named by its regression test, sample 206 is none:
//   /runs/1/samples/206               404, or regression test 206
#include <fmt/format.h>

#include "rules/not_found/not_found.h"
#include "seen/views.h"

namespace sp::contract::not_found {

namespace {

void run(const Evidence& evidence, Verdict& verdict) {
  for_each_answer(evidence, [&](const Exchange& exchange) {
    expect_404(exchange, fmt::format("there is no run {}", asked(exchange, "run_id")), verdict);
  });
}

void sample(const Evidence& evidence, Verdict& verdict) {
  const std::string_view name = naming(evidence.operation);
  const char* kind = name == "sample_id" ? "sample" : "regression test";
  for_each_answer(evidence, [&](const Exchange& exchange) {
    expect_404(exchange, fmt::format("there is no {} {}", kind, asked(exchange, name)), verdict);
  });
}

// The number may be a test's as well, of another sample; then that one is shown.
void sample_for_test(const Evidence& evidence, Verdict& verdict) {
  for_each_answer(evidence, [&](const Exchange& exchange) {
    verdict.judged();
    const schemas::Value* body = exchange.answered(200);
    const auto test = body ? integer_at(*body, "regression_test_id") : std::nullopt;
    const std::string id = asked(exchange, "regression_test_id");
    if (!test || std::to_string(*test) == id) return;
    verdict.fail(exchange, "/regression_test_id",
                 fmt::format("status 404, or regression test {}", id), std::to_string(*test));
  });
}

bool names_results_by_test(const Contract& contract) {
  return naming(*contract.api.find("getRunSample")) == "regression_test_id";
}

}  // namespace

Probe unknown_sample_probe(const schemas::Operation& operation, When when) {
  Probe probe = always(
      operation, "unknown_sample", Expectation::not_found, [&operation](const Subjects& subjects) {
        return Call{with(any_values(operation, subjects), naming(operation), subjects.unknown)};
      });
  probe.when = when;
  probe.asks_for_unknown = true;
  return probe;
}

Probe sample_for_test_probe(const schemas::Operation& results) {
  Probe probe = about_existing(results, "sample_for_test", Expectation::tolerated, nullptr);
  probe.calls = [](const Subjects& subjects) {
    std::vector<Call> calls;
    for (const Subjects::Result& result : subjects.failing) {
      const bool tells = !result.sample_id.empty() && result.sample_id != result.regression_id;
      if (calls.empty() && tells) {
        calls.push_back({{{"run_id", result.run_id}, {"regression_test_id", result.sample_id}}});
      }
    }
    return calls;
  };
  return first_in_turn(std::move(probe));
}

constexpr Rule sample_for_test_rule{
    .name = "sample_for_test",
    .title = "The id of a sample is not taken for one of its regression tests.",
    .why =
        "A client that confuses the two would be shown some test of the sample as the one that "
        "it asked for.",
    .contract = "contract section 4 [U]",
    .probes = {"sample_for_test"},
    .operations = {"getRunSample"},
    .judge = sample_for_test,
    .holds_in = names_results_by_test};

constexpr Rule run_rule{
    .name = "run",
    .title = "An unknown run is a 404.",
    .why = why,
    .contract = "contract sections 2 to 5, 404 [S1-S4]",
    .probes = {"unknown"},
    .operations = {"getRunSummary", "getErrorSummary", "getRunSample", "getDiff"},
    .judge = run};

constexpr Rule sample_of_run_rule{.name = "sample",
                                  .title = "An unknown sample is a 404.",
                                  .why = why,
                                  .contract = "contract section 4, 404 [S1]",
                                  .probes = {"unknown_sample"},
                                  .operations = {"getRunSample"},
                                  .judge = sample};

constexpr Rule sample_of_history_rule{.name = "sample",
                                      .title = "An unknown sample is a 404.",
                                      .why = why,
                                      .contract = "contract section 6, 404 [S0]",
                                      .probes = {"unknown"},
                                      .operations = {"getSampleHistory"},
                                      .judge = sample};

}  // namespace sp::contract::not_found
