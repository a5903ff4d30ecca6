// A scenario that changes another one: "extends".
#include <filesystem>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sp/mock/scenario.h>

#include "mock/problems_in.h"
#include "mock/worlds.h"
#include "temp_folder.h"
#include "world/scenario_data.h"

namespace sp::mock {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

// A world of one test, whose baseline is beside it, and two faults.
constexpr std::string_view base = R"({"version": 1, "name": "base", "description": "One.",
  "rate_limit": {"limit": 5},
  "faults": [{"then": {"status": 500}}, {"then": {"status": 501}}],
  "regression_tests": [{"id": 1, "sample_id": 10, "command": "",
    "outputs": [{"id": 11, "expected": {"file": "one.txt"}}]}],
  "runs": []})";

std::string extending(std::string_view what, std::string_view members = "") {
  return fmt::format("{{\"version\": 1, \"name\": \"own\",\n\"extends\": \"{}\"{}{}}}", what,
                     members.empty() ? "" : ",\n", members);
}

class Extends : public ::testing::Test {
 protected:
  Extends() {
    folder_.write("base/base.json", base);
    folder_.write("base/one.txt", "one\n");
  }
  Scenario loaded(std::string_view text) const {
    return Scenario::from_file(folder_.write("own.json", text));
  }
  // "FILE:LINE POINTER: expected …, found …", the file below the folder.
  std::vector<std::string> problems(std::string_view text) const {
    std::vector<std::string> told;
    for (const Problem& problem : problems_in([&] { loaded(text); })) {
      const auto file = std::filesystem::path(problem.file).lexically_relative(folder_.path());
      told.push_back(fmt::format("{}:{} {}: expected {}, found {}",
                                 (file.empty() ? problem.file : file.string()), problem.line,
                                 problem.pointer, problem.expected, problem.found));
    }
    return told;
  }

  TempFolder folder_;
};

std::vector<int> statuses(const Scenario& scenario) {
  std::vector<int> found;
  for (const auto& fault : scenario.data()->settings.faults) found.push_back(*fault->then.status);
  return found;
}

TEST_F(Extends, TakesWhatItDoesNotSayItself) {
  const Scenario scenario = loaded(extending("base/base.json", R"("rate_limit": {"limit": 7})"));
  EXPECT_EQ(scenario.name(), "own");
  EXPECT_EQ(scenario.description(), "One.");
  EXPECT_EQ(scenario.data()->settings.rate_limit->limit, 7);
  const World& world = world_of(scenario);
  EXPECT_EQ(world.text(world.tests().front().outputs.front().expected)->content, "one\n")
      << "found beside the file that names it";
}

TEST_F(Extends, AddsItsFaults) {
  EXPECT_THAT(statuses(loaded(extending("base/base.json"))), ElementsAre(500, 501));
  EXPECT_THAT(
      statuses(loaded(extending("base/base.json", R"("faults": [{"then": {"status": 502}}])"))),
      ElementsAre(500, 501, 502));
}

TEST_F(Extends, FindsItsOwnTextsBesideItself) {
  folder_.write("two.txt", "two\n");
  const Scenario scenario =
      loaded(extending("base/base.json", R"("regression_tests": [{"id": 1, "sample_id": 10,
        "command": "", "outputs": [{"id": 11, "expected": {"file": "two.txt"}}]}])"));
  const World& world = world_of(scenario);
  EXPECT_EQ(world.text(world.tests().front().outputs.front().expected)->content, "two\n");
}

TEST_F(Extends, GoesOnThroughSeveralFiles) {
  folder_.write("base/middle.json", extending("./base.json", R"("description": "Middle.")"));
  const Scenario scenario = loaded(extending("base/middle.json"));
  EXPECT_EQ(scenario.description(), "Middle.");
  EXPECT_THAT(statuses(scenario), ElementsAre(500, 501));
  EXPECT_THAT(scenario.data()->files, ::testing::SizeIs(3)) << "both files and the text";
}

TEST_F(Extends, TakesABundledScenarioByItsName) {
  const Scenario scenario = Scenario::parse(extending("quickstart"));
  EXPECT_FALSE(world_of(scenario).runs().empty());
}

TEST_F(Extends, TellsOfEachFileByItsOwnLines) {
  folder_.write("base/base.json",
                "{\"version\": 1, \"name\": \"base\", \"regression_tests\": [],\n"
                "\"runs\": 7, \"rate_limit\": 8,\n"
                "\"faults\": [{}, {\"then\": 9}]}");
  EXPECT_THAT(problems(extending("base/base.json", R"("rate_limit": {"limit": 5},
"faults": [{"then": {"status": 500}}, {"then": 10}])")),
              ElementsAre("own.json:4 /faults/1/then: expected an object, found 10",
                          "base/base.json:2 /runs: expected an array, found 7",
                          "base/base.json:3 /faults/0: expected member \"then\", found no such "
                          "member",
                          "base/base.json:3 /faults/1/then: expected an object, found 9"));
}

TEST_F(Extends, TellsOfAMemberThatNoneHas) {
  folder_.write("base/base.json", R"({"version": 1, "name": "base", "runs": []})");
  EXPECT_THAT(
      problems(extending("base/base.json")),
      ElementsAre("own.json:1 : expected member \"regression_tests\", found no such member"));
}

TEST_F(Extends, TellsOfAMemberThatIsThereTwice) {
  folder_.write("base/base.json",
                "{\"version\": 1, \"name\": \"base\",\n\"name\": \"base\",\n"
                "\"regression_tests\": [], \"runs\": []}");
  EXPECT_THAT(
      problems(extending("base/base.json")),
      ElementsAre(
          "base/base.json:2 /name: expected each member only once, found it a second time"));
}

TEST_F(Extends, TellsOfAFileThatCannotBeHad) {
  EXPECT_THAT(problems(extending("base/none.json")),
              ElementsAre(HasSubstr("own.json:2 /extends: expected a file that can be read")));
  EXPECT_THAT(problems(extending("../base.json")),
              ElementsAre(HasSubstr("own.json:2 /extends: expected a path below the scenario's")));
  EXPECT_THAT(problems(extending("no-such-scenario")), ElementsAre(HasSubstr("quickstart")));
  folder_.write("base/base.json", "{\"version\":\n]");
  EXPECT_THAT(problems(extending("base/base.json")), ElementsAre(HasSubstr("base/base.json:2 ")));
  folder_.write("base/base.json", "[1]");
  EXPECT_THAT(problems(extending("base/base.json")),
              ElementsAre("base/base.json:1 : expected an object, found [1]"));
}

TEST_F(Extends, TellsOfACircle) {
  folder_.write("base/base.json", extending("./other.json"));
  folder_.write("base/other.json", extending("../base/base.json"));
  EXPECT_THAT(problems(extending("base/base.json")),
              ElementsAre(HasSubstr("base/other.json:2 /extends: expected a path below")));
  folder_.write("base/other.json", extending("base.json"));
  EXPECT_THAT(problems(extending("base/base.json")),
              ElementsAre("base/other.json:2 /extends: expected a scenario that does not extend "
                          "this one in turn, found base.json, which closes a circle of 2 files"));
  EXPECT_THAT(problems(extending("own.json")), ElementsAre(HasSubstr("a circle of 1 file")));
}

TEST(ExtendsWithoutAFolder, NamesBundledScenariosOnly) {
  EXPECT_THAT(
      problems_of_text(extending("base/base.json")),
      ElementsAre(IsTold(ToldProblem{2, "/extends", "this scenario has no folder", "base.json"})));
}

}  // namespace
}  // namespace sp::mock
