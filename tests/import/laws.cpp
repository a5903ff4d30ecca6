#include "import/laws.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "import/exact.h"
#include "import/import.h"
#include "import/layout.h"
#include "scenario/warnings.h"
#include "temp_folder.h"

namespace sp::mock::testing {

using ::testing::IsEmpty;

namespace {

// What `sp-mock check` would say.
std::vector<std::string> warnings_about(const ScenarioFile& file) {
  const TempFolder folder;
  std::vector<std::string> lines;
  for (const Warning& warning :
       warnings_of_file(folder.write("world.json", file.json()).string())) {
    lines.push_back(warning.to_string());
  }
  return lines;
}

}  // namespace

void expect_same_answers(const Recording& recording, double share_by_world) {
  Notes notes;
  ScenarioFile file = import_world(recording, notes);
  const auto by_world = told(replay(file, recording), recording);
  const Exactness exactness = make_exact(file, recording);
  EXPECT_THAT(told(exactness.left, recording), IsEmpty()) << exactness.to_string();
  EXPECT_THAT(warnings_about(file), IsEmpty());
  const auto share =
      static_cast<double>(exactness.by_world) / static_cast<double>(exactness.answers);
  EXPECT_GE(share, share_by_world) << exactness.to_string() << ::testing::PrintToString(by_world);
}

namespace {

std::string imported(const Scenario& scenario, const HowToJudge& how) {
  Notes notes;
  const Recording recording = recorded(scenario, how);
  ScenarioFile file = import_world(recording, notes);
  make_exact(file, recording);
  return laid_out(file.root);
}

}  // namespace

void expect_same_file_again(const Scenario& scenario, const HowToJudge& how) {
  const std::string once = imported(scenario, how);
  EXPECT_EQ(imported(Scenario::parse(once), how), once);
}

}  // namespace sp::mock::testing
