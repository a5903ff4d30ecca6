// An id that nothing has is a 404:
//   /runs/2147483647/summary          404
//   /runs/1/samples/2147483647        404
//   /samples/2147483647/history       404
#include <fmt/format.h>

#include "rules/not_found/not_found.h"

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
