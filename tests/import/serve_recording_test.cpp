// The commands take a recording where they take a scenario.
#include <fstream>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "end_to_end/command.h"
#include "temp_folder.h"

namespace sp::testing {
namespace {

using ::testing::HasSubstr;

class RecordingAsScenario : public ::testing::Test {
 protected:
  RecordingAsScenario() {
    const Finished finished =
        run_command("sp-mock exec quickstart -- sp-contract --quiet --run-id 1001 --har " + har_);
    EXPECT_EQ(finished.exit_code, 0) << finished.output << finished.errors;
  }

  const TempFolder folder_;
  const std::string har_ = (folder_.path() / "run.har").string();
};

TEST_F(RecordingAsScenario, AnswersAsWasRecorded) {
  const std::string path = " /runs/1001/summary";
  EXPECT_EQ(run_command("sp-mock get " + har_ + path).output,
            run_command("sp-mock get quickstart" + path).output);
}

TEST_F(RecordingAsScenario, IsChecked) {
  EXPECT_THAT(run_command("sp-mock check " + har_).output, HasSubstr("fine: 1 regression tests"));
}

TEST_F(RecordingAsScenario, IsServedAndJudgedAgain) {
  const Finished finished =
      run_command("sp-mock exec --log text " + har_ + " -- sp-contract --quiet --run-id 1001");
  EXPECT_EQ(finished.exit_code, 0) << finished.output << finished.errors;
}

TEST(RecordingAsScenarioThatIsNone, IsTold) {
  const TempFolder folder;
  folder.write("broken.har", "{}");
  const Finished finished =
      run_command("sp-mock get " + (folder.path() / "broken.har").string() + " /runs/1/summary");
  EXPECT_EQ(finished.exit_code, 1);
  EXPECT_THAT(finished.errors, HasSubstr("broken.har"));
}

}  // namespace
}  // namespace sp::testing
