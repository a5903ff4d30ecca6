// Laws of the import, on every scenario that comes along and on worlds that chance makes: what a
// world answered follows from its import, and the import of an import is the same file.
#include <string>
#include <tuple>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "import/all_answers.h"
#include "import/imported.h"
#include "world/scenario_data.h"

namespace sp::mock::testing {
namespace {

using schemas::Revision;

std::vector<std::string> bundled_names() {
  std::vector<std::string> names;
  for (const Scenario::Listed& row : Scenario::list()) {
    // Faults depart from the world on purpose.
    const bool is_faulty = !Scenario::bundled(row.name).data()->settings.faults.empty();
    if (!is_faulty) names.push_back(row.name);
  }
  return names;
}

class ImportOfBundled : public ::testing::TestWithParam<std::tuple<std::string, Revision>> {};

// In hundredths of the answers.
std::size_t following(const Imported& imported) {
  const std::size_t all = imported.recording.exchanges.size();
  return (all - imported.differences().size()) * 100 / all;
}

// Of big-history, which has 2,000 rows a sample, the first pages alone do not tell which of the
// rows on the others fail.
std::size_t least_following(const std::string& name) { return name == "big-history" ? 94 : 98; }

TEST_P(ImportOfBundled, AnswersWhatWasRecorded) {
  const auto& [name, revision] = GetParam();
  const Imported imported(all_answers(Scenario::bundled(name), revision));
  EXPECT_GE(following(imported), least_following(name))
      << ::testing::PrintToString(imported.differences());
}

// The first line in which two texts differ; GoogleTest takes minutes to compare long ones.
std::string first_difference(const std::string& one, const std::string& other) {
  const auto place = std::ranges::mismatch(one, other).in1;
  if (place == one.end() && one.size() == other.size()) return "";
  const std::size_t line = one.rfind('\n', static_cast<std::size_t>(place - one.begin()));
  return one.substr(line == one.npos ? 0 : line, 300);
}

TEST_P(ImportOfBundled, IsTheSameAgain) {
  const auto& [name, revision] = GetParam();
  const Imported once(all_answers(Scenario::bundled(name), revision));
  // What answers otherwise may be imported otherwise.
  if (!once.differences().empty()) return;
  const Imported again(asked_again(once.recording, Scenario::parse(once.file.json()), revision));
  EXPECT_EQ(first_difference(written(again.file).json, written(once.file).json), "");
}

INSTANTIATE_TEST_SUITE_P(Scenarios, ImportOfBundled,
                         ::testing::Combine(::testing::ValuesIn(bundled_names()),
                                            ::testing::Values(Revision::published,
                                                              Revision::upstream)),
                         [](const auto& row) {
                           std::string name = std::get<0>(row.param) + "_";
                           name += schemas::to_string(std::get<1>(row.param));
                           std::ranges::replace(name, '-', '_');
                           return name;
                         });

Scenario by_chance(int seed) {
  return Scenario::parse(fmt::format(R"({{"version": 1, "name": "by-chance",
    "generate": {{"seed": {}, "runs": {}, "regression_tests": {}, "samples": {},
                 "failure_rate": 0.3, "flake_rate": 0.2, "missing_rate": 0.1}}}})",
                                     seed, 1 + seed % 7, 2 + seed % 5, 1 + seed % 2));
}

TEST(ImportOfGenerated, AnswersWhatWasRecorded) {
  for (int seed = 1; seed <= 100; ++seed) {
    const Revision revision = seed % 2 == 0 ? Revision::published : Revision::upstream;
    const Imported imported(all_answers(by_chance(seed), revision));
    EXPECT_THAT(imported.differences(), ::testing::IsEmpty()) << seed;
  }
}

}  // namespace
}  // namespace sp::mock::testing
