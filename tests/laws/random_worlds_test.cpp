// Worlds drawn by a number, made again of their answers.
#include "end_to_end/random_worlds.h"

#include <gtest/gtest.h>

#include "import/laws.h"

namespace sp::mock::testing {
namespace {

class ImportsOfRandomWorlds : public ::testing::TestWithParam<int> {};

TEST_P(ImportsOfRandomWorlds, AnswerAlike) {
  const sp::testing::RandomWorld world(static_cast<std::uint64_t>(GetParam()));
  const auto revision =
      GetParam() % 2 == 0 ? schemas::Revision::published : schemas::Revision::upstream;
  expect_same_answers(recorded(Scenario::parse(world.text()), {.revision = revision}));
}

INSTANTIATE_TEST_SUITE_P(Seeds, ImportsOfRandomWorlds, ::testing::Range(1, 101));

}  // namespace
}  // namespace sp::mock::testing
