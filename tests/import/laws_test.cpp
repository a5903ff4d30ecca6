// The laws of imports, for as few recordings as show them; tests/laws has all.
#include "import/laws.h"

#include <cstdint>

#include <gtest/gtest.h>

#include "end_to_end/random_worlds.h"
#include "import/import.h"
#include "import/same_failures.h"

namespace sp::mock::testing {
namespace {

using schemas::Revision;
using sp::testing::RandomWorld;
using sp::testing::Violation;

TEST(Laws, AnImportAnswersAlike) {
  for (const char* name : {"quickstart", "tight-rate-limit", "investigate"}) {
    SCOPED_TRACE(name);
    expect_same_answers(recorded(Scenario::bundled(name), {.revision = Revision::upstream}));
  }
  for (std::uint64_t number = 1; number <= 3; ++number) {
    SCOPED_TRACE(number);
    expect_same_answers(recorded(Scenario::parse(RandomWorld(number).text())));
  }
}

TEST(Laws, AnImportOfAnImportIsTheSameFile) {
  expect_same_file_again(Scenario::bundled("quickstart"), {});
  expect_same_file_again(Scenario::bundled("investigate"), {.revision = Revision::upstream});
}

const Violation violations[] = {{"summary.zero.green", Revision::published},
                                {"rate_limit.reset_is_near", Revision::upstream}};

TEST(Laws, AnImportFailsTheChecksThatTheDeploymentFailed) {
  for (const Violation& violation : violations) {
    SCOPED_TRACE(::testing::PrintToString(violation));
    expect_same_failures(violation, [](const Recording& recording) {
      Notes notes;
      return import_world(recording, notes);
    });
  }
}

}  // namespace
}  // namespace sp::mock::testing
