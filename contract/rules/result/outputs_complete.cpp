// Each result of a regression test lists the outputs of that test, and so the same ones:
//   run 9 test 6 is fail, outputs 1006 and 1007; run 8 test 6 is pass, 1006 and 1007    holds
//   run 9 test 6 is fail, output 1006; run 8 test 6 is pass, 1006 and 1007              breaks
// A result that lacks an output may leave it out (contract section 4), but lists no others.
#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "rules/result/result.h"

namespace sp::contract::result {

namespace {

using Ids = std::set<std::int64_t>;

// Nothing where some may be left out by right, or have no id.
std::optional<Ids> outputs_of(const SeenResult& result) {
  if (!result.status || !result.regression_id || !result.lists_all_outputs()) return std::nullopt;
  Ids ids;
  for (const SeenOutput& output : result.outputs) {
    if (!output.output_id) return std::nullopt;
    ids.insert(*output.output_id);
  }
  return ids;
}

// Whether all outputs of the test were produced, as far as the status tells.
bool lacks_none(const SeenResult& result) {
  return *result.status == "pass" || *result.status == "fail";
}

struct Complete {
  const SeenResult* result;
  Ids ids;
};

// By regression test, the result with the most outputs.
std::map<std::int64_t, Complete> most_complete(const std::vector<SeenResult>& results) {
  std::map<std::int64_t, Complete> most;
  for (const SeenResult& result : results) {
    auto ids = outputs_of(result);
    if (!ids || !lacks_none(result)) continue;
    const auto [known, is_new] = most.try_emplace(*result.regression_id, Complete{&result, *ids});
    if (!is_new && ids->size() > known->second.ids.size()) {
      known->second = {&result, *std::move(ids)};
    }
  }
  return most;
}

void outputs_complete(const Evidence& evidence, Verdict& verdict) {
  const auto& results = evidence.seen.results();
  const auto complete = most_complete(results);
  for (const SeenResult& result : results) {
    const auto ids = outputs_of(result);
    if (!ids) continue;
    const auto known = complete.find(*result.regression_id);
    if (known == complete.end() || known->second.result == &result) continue;
    const bool derived = lacks_none(result) || *result.status == "missing_output";
    if (!derived || result.run_id == known->second.result->run_id) continue;
    verdict.judged();
    const Ids& all = known->second.ids;
    const bool fits = lacks_none(result)
                          ? *ids == all
                          : std::includes(all.begin(), all.end(), ids->begin(), ids->end());
    if (fits) continue;
    const SeenResult& other = *known->second.result;
    verdict.fail(*result.exchange, "/outputs",
                 Differs{fmt::format("the outputs {}", fmt::join(all, ", ")),
                         ids->empty() ? "none" : fmt::format("{}", fmt::join(*ids, ", ")),
                         other.exchange->request.path},
                 {other.exchange});
  }
}

}  // namespace

constexpr Rule outputs_complete_rule{
    .name = "outputs_complete",
    .title = "Each result of a regression test lists the same outputs.",
    .why = "An output that one result leaves out looks as if the test had lost it.",
    .contract = section_4,
    .probes = any_result,
    .operations = here,
    .judge = outputs_complete};

}  // namespace sp::contract::result
