// The family `not_found`: what is not there is a 404, whichever part of a request names it
// (contract sections 1 to 6).
#include <algorithm>
#include <optional>

#include <fmt/format.h>

#include "exchange/excerpt.h"
#include "probes/parameter_values.h"
#include "rules/catalogue.h"
#include "seen/views.h"

namespace sp::contract {

namespace {

using schemas::Operation;
using schemas::Value;

constexpr const char* why =
    "A client that was told nothing, or something else, shows one thing under the name of "
    "another, or asks again forever.";

// By every answer to the rule's own probes.
template <class Judge>
void for_each_answer(const Evidence& evidence, const Judge& judge) {
  for (const Exchange* exchange : evidence.own) {
    if (exchange->response->status != 429) judge(*exchange);
  }
}

void expect_404(const Exchange& exchange, std::string_view because, Verdict& verdict,
                std::vector<const Exchange*> against = {}) {
  verdict.judged();
  const int status = exchange.response->status;
  if (status == 404) return;
  // What was seen before is contradicted by a success only.
  if (status != 200) against.clear();
  verdict.fail(exchange, "", fmt::format("status 404: {}", because),
               fmt::format("status {}", status), std::move(against));
}

std::string asked(const Exchange& exchange, std::string_view name) {
  const std::string* value = exchange.request.value(name);
  return value ? *value : std::string();
}

void run(const Evidence& evidence, Verdict& verdict) {
  for_each_answer(evidence, [&](const Exchange& exchange) {
    expect_404(exchange, fmt::format("there is no run {}", asked(exchange, "run_id")), verdict);
  });
}

// What names the sample, or upstream's result by its regression test.
std::string_view naming(const Operation& operation) {
  return operation.parameter("sample_id") ? "sample_id" : "regression_test_id";
}

void sample(const Evidence& evidence, Verdict& verdict) {
  const std::string_view name = naming(evidence.operation);
  for_each_answer(evidence, [&](const Exchange& exchange) {
    expect_404(exchange,
               fmt::format("there is no {} {}", name == "sample_id" ? "sample" : "regression test",
                           asked(exchange, name)),
               verdict);
  });
}

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
std::vector<const Exchange*> histories_without(const Evidence& evidence, const Operation& history,
                                               const std::string& sample, const std::string& run) {
  const std::vector<Page>& pages = evidence.seen.pages("getSampleHistory");
  std::vector<const Page*> of_the_sample;
  for (const Page& page : pages) {
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
  const Value* body = exchange.answered(200);
  const auto test = body ? integer_at(*body, "regression_id") : std::nullopt;
  const auto found = body ? integer_at(*body, "sample_id") : std::nullopt;
  return test && std::to_string(*test) == id && (!found || std::to_string(*found) != id);
}

void sample_not_in_run(const Evidence& evidence, Verdict& verdict) {
  const Operation& history = *evidence.api.find("getSampleHistory");
  for_each_answer(evidence, [&](const Exchange& exchange) {
    const std::string id = asked(exchange, naming(evidence.operation));
    const std::string in_run = asked(exchange, "run_id");
    const auto histories = histories_without(evidence, history, sample_named(evidence, id), in_run);
    if (histories.empty() || took_it_for_a_test(exchange, id)) return;
    expect_404(exchange, fmt::format("run {} has no row in the history of {}", in_run, id), verdict,
               histories);
  });
}

// Whether the output that a diff was asked of is there. Ids that a user named may be of nothing:
// then no part of them can be told from the others by a 404.
bool output_is_known(const Evidence& evidence) {
  return evidence.named_by_user.empty() ||
         std::any_of(evidence.seen.exchanges().begin(), evidence.seen.exchanges().end(),
                     [](const Exchange* exchange) {
                       return exchange->request.operation == "getDiff" && exchange->answered(200) &&
                              exchange->expectation == Expectation::success;
                     });
}

// By every answer to the rule's own probes that tells something about the part it names.
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
               fmt::format("output {} is not one of regression test {}",
                           asked(exchange, "output_id"), asked(exchange, "regression_id")),
               verdict);
  });
}

void swapped(const Evidence& evidence, Verdict& verdict) {
  for_each_part(evidence, [&](const Exchange& exchange) {
    expect_404(exchange,
               fmt::format("output {} is one of regression test {}, which is asked for as a sample",
                           asked(exchange, "output_id"), asked(exchange, "sample_id")),
               verdict);
  });
}

// Whether one of the request's ids has that number.
bool asks_for(const Request& request, std::int64_t id) {
  return std::any_of(request.values.begin(), request.values.end(), [&](const auto& pair) {
    return pair.first.ends_with("_id") && pair.second == std::to_string(id);
  });
}

// Any members may be in `details`; these two together are what the contract shows.
void details(const Evidence& evidence, Verdict& verdict) {
  for_each_answer(evidence, [&](const Exchange& exchange) {
    const Value* body = exchange.answered(404);
    const Value* said = body ? body->find("details") : nullptr;
    const std::string* resource = said ? string_at(*said, "resource") : nullptr;
    const auto id = said ? integer_at(*said, "id") : std::nullopt;
    if (!resource || !id || !tells_of_parameters(exchange, evidence.operation)) return;
    verdict.judged();
    if (resource->empty()) {
      verdict.fail(exchange, "/details/resource", "the kind of thing that was not found", "\"\"");
    }
    const std::string run = asked(exchange, "run_id");
    const bool fine = *resource == "run" && !run.empty() ? std::to_string(*id) == run
                                                         : asks_for(exchange.request, *id);
    if (fine) return;
    verdict.fail(exchange, "/details/id",
                 *resource == "run" && !run.empty() ? run : "an id of the request",
                 fmt::format("{}, of a {}", *id, excerpt(*resource, 40)));
  });
}

Probe unknown_sample(const Operation& operation, When when) {
  Probe probe = always(
      operation, "unknown_sample", Expectation::not_found, [&operation](const Subjects& subjects) {
        return Call{with(any_values(operation, subjects), naming(operation), subjects.unknown)};
      });
  probe.when = when;
  probe.asks_for_unknown = true;
  return probe;
}

// As the operation names it: by the sample, or upstream by its regression test.
Probe not_in_run(const Operation& results) {
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

// A 404 tells of a part where the rest is known to be there.
void after_the_diff(Probe& probe) { probe.after.push_back("getDiff/ok"); }

Probe unknown_part(const Operation& diff, const char* kind, const char* name) {
  Probe probe = about_existing(diff, kind, Expectation::not_found,
                               [name](Values values, const Subjects& subjects) {
                                 return Call{with(std::move(values), name, subjects.unknown)};
                               });
  probe.asks_for_unknown = true;
  after_the_diff(probe);
  return probe;
}

// An output of one regression test, asked for as another's.
Probe foreign(const Operation& diff) {
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

// The output belongs to the one regression test that is not asked for, so that the two other
// ids make no difference.
Probe exchanged(const Operation& diff) {
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
  return probe;
}

std::vector<Probe> probes_of_the_family(const Contract& contract) {
  const Operation& results = *contract.api.find("getRunSample");
  const Operation& diff = *contract.api.find("getDiff");
  return {unknown_sample(results, When::planned),
          unknown_sample(diff, When::thorough),
          not_in_run(results),
          unknown_part(diff, "unknown_regression_test", "regression_id"),
          unknown_part(diff, "unknown_output", "output_id"),
          foreign(diff),
          exchanged(diff)};
}

Rule rule(const char* name, const char* title, const Names& probes, const Names& operations,
          void (*judge)(const Evidence&, Verdict&), const char* citation) {
  return {name, title, why, citation, probes, operations, judge};
}

}  // namespace

Family not_found_family(const Contract& contract) {
  const char* diff = "contract section 5, 404 [S2, B]";
  return {
      "not_found",
      {rule("run", "An unknown run is a 404.", {"unknown"},
            {"getRunSummary", "getErrorSummary", "getRunSample", "getDiff"}, run,
            "contract sections 2 to 5, 404 [S1-S4]"),
       rule("sample", "An unknown sample is a 404.", {"unknown_sample"}, {"getRunSample"}, sample,
            "contract section 4, 404 [S1]"),
       rule("sample", "An unknown sample is a 404.", {"unknown"}, {"getSampleHistory"}, sample,
            "contract section 6, 404 [S0]"),
       rule("sample_not_in_run", "A sample that is not in the run is a 404.", {"sample_not_in_run"},
            {"getRunSample"}, sample_not_in_run, "contract section 4, 404 [S1, B]"),
       rule("regression_test", "An unknown regression test is a 404.", {"unknown_regression_test"},
            {"getDiff"}, regression_test, diff),
       rule("output", "An unknown output is a 404.", {"unknown_output"}, {"getDiff"}, output, diff),
       rule("foreign_output", "An output of another regression test is a 404.", {"foreign_output"},
            {"getDiff"}, foreign_output, diff),
       rule("swapped", "A sample's and a regression test's id the wrong way round are a 404.",
            {"swapped"}, {"getDiff"}, swapped, diff),
       {"details",
        "Details of a 404 that name a thing name one that was asked for.",
        "A client that tells people what is missing would name something else.",
        "contract section 1, error envelope [S3]",
        {"unknown", "unknown_sample", "unknown_regression_test", "unknown_output"},
        {},
        details,
        Weight::failure,
        "no 404 that was seen names in its details what is missing, and none has to"}},
      probes_of_the_family(contract)};
}

}  // namespace sp::contract
