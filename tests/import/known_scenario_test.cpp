// A recording of a scenario that comes along is recognized.
#include "import/known_scenario.h"

#include <gtest/gtest.h>

#include "import/all_answers.h"
#include "import/imported.h"

namespace sp::mock::testing {
namespace {

using schemas::Revision;

TEST(KnownScenario, IsExtended) {
  for (const char* const name : {"quickstart", "every-status", "missing-baseline"}) {
    for (const Revision revision : {Revision::published, Revision::upstream}) {
      const Recording recording = all_answers(Scenario::bundled(name), revision);
      const auto known = known_scenario(recording);
      ASSERT_TRUE(known) << name;
      EXPECT_EQ(*known->root.find("extends")->string(), name);
      EXPECT_TRUE(replay(*known, recording).empty()) << name;
    }
  }
}

TEST(KnownScenario, IsNoneThatAnswersOtherwise) {
  Recording recording = all_answers(Scenario::bundled("quickstart"), Revision::published);
  recording.exchanges.front().exchange.body = "{}";
  EXPECT_FALSE(known_scenario(recording));
}

// All of them answer so.
TEST(KnownScenario, IsNoneIfNoRunAnswered) {
  EXPECT_FALSE(known_scenario(answered(Scenario::bundled("quickstart"), {"GET /runs/9/summary"})));
}

}  // namespace
}  // namespace sp::mock::testing
