// Every scenario that comes along, made again of what the suite was answered by it: the import
// answers the same, nearly all of it by its world, and importing it once more changes nothing.
#include <string>
#include <tuple>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "import/laws.h"
#include "import/recorded.h"

namespace sp::mock::testing {
namespace {

using schemas::Revision;

std::vector<std::string> names() {
  std::vector<std::string> names;
  for (const Scenario::Listed& row : Scenario::list()) names.push_back(row.name);
  return names;
}

using NameAndRevision = std::tuple<std::string, Revision>;

class ImportsOfScenarios : public ::testing::TestWithParam<NameAndRevision> {};

TEST_P(ImportsOfScenarios, AnswerAlikeAndAreImportedAlike) {
  const auto& [name, revision] = GetParam();
  const Scenario scenario = Scenario::bundled(name);
  // What the other runs of that one are answered follows from no world.
  const bool planned_only = name == "server-trouble";
  const std::vector<std::string> only(planned_only ? 1 : 0, "*");
  expect_same_answers(recorded(scenario, {.revision = revision, .thorough = true, .only = only}));
  expect_same_file_again(scenario, {.revision = revision, .only = only});
}

INSTANTIATE_TEST_SUITE_P(Bundled, ImportsOfScenarios,
                         ::testing::Combine(::testing::ValuesIn(names()),
                                            ::testing::Values(Revision::published,
                                                              Revision::upstream)));

}  // namespace
}  // namespace sp::mock::testing
