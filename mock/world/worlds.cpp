#include "world/worlds.h"

#include <algorithm>
#include <set>
#include <utility>

#include "world/builder.h"
#include "world/generate.h"

namespace sp::mock {

namespace {

void apply(const RunChange& change, RunFact& fact) {
  if (change.state) fact.run.state = *change.state;
  if (change.started_at) fact.run.started_at = *change.started_at;
  if (change.completed_at) fact.run.completed_at = *change.completed_at;
  if (change.message) fact.run.message = *change.message;
  if (change.unlisted_pass) fact.unlisted_pass = *change.unlisted_pass;
  for (const ResultFact& result : change.results) {
    const auto old = std::find_if(
        fact.results.begin(), fact.results.end(),
        [&](const ResultFact& known) { return known.regression_id == result.regression_id; });
    old == fact.results.end() ? fact.results.push_back(result) : void(*old = result);
  }
}

// A generated test belongs to generated runs only: a written run that names no tests has all
// the written ones.
void keep_written_runs_to(const std::vector<RegressionTest>& written, std::vector<RunFact>& runs) {
  std::vector<Id> ids;
  for (const RegressionTest& test : written) ids.push_back(test.id);
  for (RunFact& fact : runs) {
    if (!fact.tests) fact.tests = ids;
  }
}

}  // namespace

std::vector<TimedWorld> worlds_of(WorldFacts facts) {
  WorldBuilder common(std::move(facts.texts));  // what all of the worlds have
  for (const RegressionTest& test : facts.tests) common.add_test(test);
  if (facts.generate) {
    keep_written_runs_to(facts.tests, facts.runs);
    generate_tests(*facts.generate, common);
    generate_runs(*facts.generate, common);
  }
  std::set<std::chrono::seconds> times = {std::chrono::seconds(0)};
  for (const RunChange& change : facts.changes) times.insert(change.at);
  const auto world_at = [&](std::chrono::seconds time, WorldBuilder builder) {
    for (const RunChange& change : facts.changes) {
      if (change.at == time) apply(change, facts.runs[change.run]);
    }
    for (const RunFact& fact : facts.runs) builder.add_run(fact);
    return TimedWorld{time, std::make_shared<const World>(builder.build())};
  };
  std::vector<TimedWorld> worlds;
  const std::chrono::seconds last = *times.rbegin();
  for (const std::chrono::seconds time : times) {
    if (time != last) worlds.push_back(world_at(time, common));
  }
  // The last one may have what the others were copied from.
  worlds.push_back(world_at(last, std::move(common)));
  return worlds;
}

}  // namespace sp::mock
