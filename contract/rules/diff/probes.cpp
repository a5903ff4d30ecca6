// What the family asks: the differing output with the fewest lines of context in either form and
// once with the most, and a second output in the unified form.
#include "rules/diff/diff.h"

namespace sp::contract::diff {

namespace {

// On a connection of its own, which must not matter.
Probe fewest_lines(const schemas::Operation& operation) {
  return about_existing(operation, "context_1", Expectation::success,
                        [](Values values, const Subjects&) {
                          Call call{with(std::move(values), "context_lines", "1")};
                          call.own_connection = true;
                          return call;
                        });
}

// Whether the unified form heeds it, too.
Probe fewest_lines_unified(const schemas::Operation& operation) {
  return about_existing(
      operation, "unified_context_1", Expectation::success, [](Values values, const Subjects&) {
        return Call{with(with(std::move(values), "context_lines", "1"), "format", "unified")};
      });
}

// With gzip allowed, which must not matter.
Probe most_lines(const schemas::Operation& operation) {
  return about_existing(operation, "context_50", Expectation::success,
                        [](Values values, const Subjects&) {
                          Call call{with(std::move(values), "context_lines", "50")};
                          call.headers = {{"Accept-Encoding", "gzip"}};
                          return call;
                        });
}

Probe second_output(const schemas::Operation& operation) {
  Probe probe = with_query(operation, "unified_second", Expectation::success, "format", "unified");
  probe.when = When::in_turn;
  // Nothing is missing for want of a second output: the rules judge by the first as well.
  probe.missing.clear();
  probe.calls = [&operation](const Subjects& subjects) {
    std::vector<Call> calls;
    const auto outputs = existing(operation, subjects, 2);
    if (outputs.size() == 2) calls.push_back({with(outputs.back(), "format", "unified")});
    return calls;
  };
  return probe;
}

}  // namespace

std::vector<Probe> probes(const schemas::Operation& operation) {
  return {fewest_lines(operation), first_in_turn(fewest_lines_unified(operation)),
          most_lines(operation), second_output(operation)};
}

}  // namespace sp::contract::diff
