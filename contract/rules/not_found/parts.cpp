// A diff is a 404 where an id that it is asked by is not of the others. Sample 206 has regression
// test 6 with output 1006; output 1007 is of test 7. So these are 404s:
//   sample 206, test 2147483647, output 1006    regression_test: nothing has that id
//   sample 206, test 6, output 2147483647       output: nothing has that id
//   sample 206, test 6, output 1007             foreign_output: it is of test 7
//   sample 207, test 6, output 1006             foreign_sample: the test is of sample 206
//   sample 6, test 206, output 1006             swapped: the two ids the wrong way round
#include <algorithm>

#include <fmt/format.h>

#include "rules/not_found/not_found.h"

namespace sp::contract::not_found {

namespace {

// Whether the output that a diff was asked of is there. Ids that a user named may be of nothing:
// then a 404 does not tell which part of them is wrong.
bool output_is_known(const Evidence& evidence) {
  return evidence.named_by_user.empty() ||
         std::any_of(evidence.seen.exchanges().begin(), evidence.seen.exchanges().end(),
                     [](const Exchange* exchange) {
                       return exchange->request.operation == "getDiff" && exchange->answered(200) &&
                              exchange->expectation == Expectation::success;
                     });
}

// Calls `judge` with each answer to the rule's own probes that tells something about the part that
// it names.
template <class Judge>
void for_each_part(const Evidence& evidence, const Judge& judge) {
  const bool known = output_is_known(evidence);
  for_each_answer(evidence, [&](const Exchange& exchange) {
    if (known || exchange.response->status != 404) judge(exchange);
  });
}

void regression_test(const Evidence& evidence, Verdict& verdict) {
  for_each_part(evidence, [&](const Exchange& exchange) {
    expect_404(exchange,
               fmt::format("there is no regression test {}", asked(exchange, "regression_id")),
               verdict);
  });
}

void output(const Evidence& evidence, Verdict& verdict) {
  for_each_part(evidence, [&](const Exchange& exchange) {
    expect_404(exchange, fmt::format("there is no output {}", asked(exchange, "output_id")),
               verdict);
  });
}

void foreign_output(const Evidence& evidence, Verdict& verdict) {
  for_each_part(evidence, [&](const Exchange& exchange) {
    expect_404(exchange,
               fmt::format("output {} does not belong to regression test {}",
                           asked(exchange, "output_id"), asked(exchange, "regression_id")),
               verdict);
  });
}

void foreign_sample(const Evidence& evidence, Verdict& verdict) {
  for_each_part(evidence, [&](const Exchange& exchange) {
    expect_404(exchange,
               fmt::format("regression test {} does not belong to sample {}",
                           asked(exchange, "regression_id"), asked(exchange, "sample_id")),
               verdict);
  });
}

void swapped(const Evidence& evidence, Verdict& verdict) {
  for_each_part(evidence, [&](const Exchange& exchange) {
    expect_404(exchange,
               fmt::format("output {} belongs to regression test {} of sample {}, and the request "
                           "has the two swapped",
                           asked(exchange, "output_id"), asked(exchange, "sample_id"),
                           asked(exchange, "regression_id")),
               verdict);
  });
}

// A 404 tells of a part where the rest is known to be there.
void after_the_diff(Probe& probe) { probe.after.push_back("getDiff/ok"); }

Probe unknown_part(const schemas::Operation& diff, const char* kind, const char* name) {
  Probe probe = about_existing(diff, kind, Expectation::not_found,
                               [name](Values values, const Subjects& subjects) {
                                 return Call{with(std::move(values), name, subjects.unknown)};
                               });
  probe.asks_for_unknown = true;
  after_the_diff(probe);
  return probe;
}

// Asks for an output of one regression test as another's.
Probe foreign_output_probe(const schemas::Operation& diff) {
  Probe probe = about_existing(diff, "foreign_output", Expectation::not_found, nullptr);
  probe.calls = [&diff](const Subjects& subjects) {
    std::vector<Call> calls;
    const auto known = existing(diff, subjects);
    if (known.empty()) return calls;
    const std::string& mine = subjects.outputs.front().regression_id;
    for (const Subjects::Output& other : subjects.outputs) {
      if (!calls.empty() || other.regression_id == mine) continue;
      calls.push_back({with(known.front(), "output_id", other.output_id)});
    }
    return calls;
  };
  after_the_diff(probe);
  probe.missing =
      "the results that were seen list outputs of fewer than two regression tests: name a run with "
      "--run-id in which outputs of two differ";
  return probe;
}

// Asks for an output of one sample as another's, which failed in the run, too.
Probe foreign_sample_probe(const schemas::Operation& diff) {
  Probe probe = about_existing(diff, "foreign_sample", Expectation::not_found, nullptr);
  probe.calls = [&diff](const Subjects& subjects) {
    std::vector<Call> calls;
    const auto known = existing(diff, subjects);
    if (known.empty()) return calls;
    const Subjects::Output& mine = subjects.outputs.front();
    const auto ask_as = [&](const std::string& run, const std::string& sample) {
      const bool is_other = !sample.empty() && run == mine.run_id && sample != mine.sample_id &&
                            sample != mine.regression_id;
      if (calls.empty() && is_other) calls.push_back({with(known.front(), "sample_id", sample)});
    };
    for (const auto& other : subjects.outputs) ask_as(other.run_id, other.sample_id);
    for (const auto& other : subjects.failing) ask_as(other.run_id, other.sample_id);
    return calls;
  };
  after_the_diff(probe);
  probe.missing =
      "the answers name one sample alone: name a run with --run-id in which two samples fail";
  return first_in_turn(std::move(probe));
}

// Asks with the sample's and the regression test's id in each other's place. Where they are equal,
// that would be no other request.
Probe swapped_probe(const schemas::Operation& diff) {
  Probe probe = about_existing(diff, "swapped", Expectation::not_found, nullptr);
  probe.calls = [&diff](const Subjects& subjects) {
    std::vector<Call> calls;
    const auto known = existing(diff, subjects);
    if (known.empty()) return calls;
    const Subjects::Output& output = subjects.outputs.front();
    if (output.sample_id == output.regression_id) return calls;
    calls.push_back({with(with(known.front(), "sample_id", output.regression_id), "regression_id",
                          output.sample_id)});
    return calls;
  };
  after_the_diff(probe);
  probe.missing =
      "no output was seen whose sample and regression test have different ids: name "
      "one with --sample-id, --regression-id and --output-id";
  return first_in_turn(std::move(probe));
}

constexpr std::string_view citation = "contract section 5, 404 [S2, B]";

}  // namespace

std::vector<Probe> part_probes(const schemas::Operation& diff) {
  return {unknown_part(diff, "unknown_regression_test", "regression_id"),
          unknown_part(diff, "unknown_output", "output_id"), foreign_output_probe(diff),
          foreign_sample_probe(diff), swapped_probe(diff)};
}

constexpr Rule regression_test_rule{.name = "regression_test",
                                    .title = "An unknown regression test is a 404.",
                                    .why = why,
                                    .contract = citation,
                                    .probes = {"unknown_regression_test"},
                                    .operations = {"getDiff"},
                                    .judge = regression_test};

constexpr Rule output_rule{.name = "output",
                           .title = "An unknown output is a 404.",
                           .why = why,
                           .contract = citation,
                           .probes = {"unknown_output"},
                           .operations = {"getDiff"},
                           .judge = output};

constexpr Rule foreign_output_rule{.name = "foreign_output",
                                   .title = "An output of another regression test is a 404.",
                                   .why = why,
                                   .contract = citation,
                                   .probes = {"foreign_output"},
                                   .operations = {"getDiff"},
                                   .judge = foreign_output};

constexpr Rule foreign_sample_rule{.name = "foreign_sample",
                                   .title = "A regression test of another sample is a 404.",
                                   .why = why,
                                   .contract = citation,
                                   .probes = {"foreign_sample"},
                                   .operations = {"getDiff"},
                                   .judge = foreign_sample};

constexpr Rule swapped_rule{
    .name = "swapped",
    .title = "A request with the ids of the sample and the regression test swapped is a 404.",
    .why = why,
    .contract = citation,
    .probes = {"swapped"},
    .operations = {"getDiff"},
    .judge = swapped};

}  // namespace sp::contract::not_found
