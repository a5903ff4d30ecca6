#include "import/known_scenario.h"

#include <algorithm>
#include <set>
#include <utility>

#include <sp/mock/scenario.h>

#include "import/answers.h"
#include "import/replay.h"
#include "world/scenario_data.h"

namespace sp::mock {

namespace {

std::set<Id> answered_runs(const ReadAnswers& read) {
  std::set<Id> runs;
  for (const ReadAnswer& answer : read.answers) {
    const auto run = answer.asked_id("run_id");
    if (answer.status == 200 && run) runs.insert(*run);
  }
  return runs;
}

bool has_runs(const Scenario& scenario, const std::set<Id>& runs) {
  const World& world = *scenario.data()->worlds.front().world;
  return std::ranges::all_of(runs, [&](Id run) { return world.run(run) != nullptr; });
}

ScenarioFile extension_of(const Scenario& scenario, schemas::Revision revision) {
  schemas::NewObject members{
      {"version", schemas::Value(std::int64_t{1}, 0)},
      {"name", schemas::Value(std::string("recorded"), 0)},
      {"description", schemas::Value("What was recorded is " + scenario.name() + ".", 0)},
      {"extends", schemas::Value(scenario.name(), 0)}};
  if (scenario.revision().value_or(schemas::Revision::published) != revision) {
    members.push_back({"revision", schemas::Value(std::string(schemas::to_string(revision)), 0)});
  }
  return {schemas::Value(std::move(members), 0)};
}

}  // namespace

std::optional<ScenarioFile> known_scenario(const Recording& recording) {
  const ReadAnswers read = read_answers(recording);
  const std::set<Id> runs = answered_runs(read);
  if (runs.empty()) return std::nullopt;
  for (const Scenario::Listed& row : Scenario::list()) {
    const Scenario scenario = Scenario::bundled(row.name);
    if (has_runs(scenario, runs) && replay(scenario, recording, read.revision).empty()) {
      return extension_of(scenario, read.revision);
    }
  }
  return std::nullopt;
}

}  // namespace sp::mock
