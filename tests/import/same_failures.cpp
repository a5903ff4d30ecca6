#include "import/same_failures.h"

#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sp/contract/run.h>

#include "import/recorded.h"

namespace sp::mock::testing {

namespace {

using ::testing::IsEmpty;

std::set<std::string> failed(const contract::Report& report) {
  std::set<std::string> ids;
  for (const contract::Check& check : report.checks) {
    if (check.outcome == contract::Outcome::failed) ids.insert(check.id);
  }
  return ids;
}

// With a clock that stands still, so that a slow machine does not see a run go on that contradicts
// itself.
nlohmann::json standing_still(nlohmann::json scenario) {
  scenario["clock"] = {{"start", "2026-06-27T12:00:00Z"}, {"mode", "manual"}};
  return scenario;
}

ScenarioFile world_of(const sp::testing::Violation& violation, nlohmann::json file) {
  file.erase("faults");
  file["revision"] = schemas::to_string(violation.revision);
  return {schemas::parse(file.dump()).root()};
}

std::string faults_of(const ScenarioFile& file) {
  const schemas::Value* faults = file.root.find("faults");
  return faults ? faults->dump() : "no faults";
}

}  // namespace

void expect_same_failures(const sp::testing::Violation& violation, const Import& import) {
  nlohmann::json file = standing_still(sp::testing::read(violation.name));
  file.erase("extends");  // its members are there
  const HowToJudge how{.revision = violation.revision, .strict = file.value("x-strict", false)};
  Server broken(Scenario::parse(file.dump()), {.revision = violation.revision});
  const contract::Target target = sp::testing::target_of(broken, file);
  const contract::Report report = judged(broken, target, how);
  const Recording recording = recording_of(report, target);

  ScenarioFile exact = import ? import(recording) : world_of(violation, file);
  const Exactness exactness = make_exact(exact, recording);
  EXPECT_THAT(told(exactness.left, recording), IsEmpty()) << exactness.to_string();

  Server again(Scenario::parse(standing_still(nlohmann::json::parse(exact.json())).dump()));
  contract::Target same = target;
  same.base_url = again.base_url();
  same.token = again.token();
  EXPECT_EQ(failed(judged(again, same, how)), failed(report))
      << exactness.to_string() << ' ' << faults_of(exact);
}

}  // namespace sp::mock::testing
