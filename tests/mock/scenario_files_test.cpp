// Where a scenario's text files come from, and what is said when they do not come.
#include <filesystem>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sp/mock/scenario.h>

#include "mock/problems_in.h"
#include "mock/worlds.h"
#include "temp_folder.h"

namespace sp::mock {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::Field;
using testing::HasSubstr;
using testing::SizeIs;

// A scenario with one output, whose baseline is that file, on line 3.
std::string with_baseline(std::string_view file) {
  return "{\"version\": 1, \"name\": \"one-file\", \"runs\": [], \"regression_tests\": [\n"
         "  {\"id\": 1, \"sample_id\": 10, \"command\": \"\", \"outputs\": [{\"id\": 11,\n"
         "    \"expected\": {\"file\": \"" +
         std::string(file) + "\"}}]}]}\n";
}

constexpr std::string_view pointer = "/regression_tests/0/outputs/0/expected/file";

std::vector<Problem> problems_of(const fs::path& file) {
  return problems_in([&] { Scenario::from_file(file); });
}

std::string baseline_in(const Scenario& scenario) {
  const World& world = world_of(scenario);
  return world.text(world.tests().front().outputs.front().expected)->content.value_or("(none)");
}

TEST(ScenarioFiles, AreReadByteForByte) {
  const TempFolder folder;
  const std::string bytes("caf\xE9\r\n\0 no newline", 18);
  folder.write("texts/deep/a.txt", bytes);
  const fs::path file = folder.write("scenario.json", with_baseline("texts/deep/a.txt"));
  EXPECT_EQ(baseline_in(Scenario::from_file(file)), bytes);
  EXPECT_EQ(baseline_in(Scenario::parse(with_baseline("texts/deep/a.txt"), folder.path())), bytes);
}

TEST(ScenarioFiles, MayBeLinksThatStayInTheFolder) {
  const TempFolder folder;
  folder.write("scenarios/texts/real.txt", "real\n");
  fs::create_symlink("real.txt", folder.path() / "scenarios/texts/link.txt");
  folder.write("scenarios/one.json", with_baseline("texts/link.txt"));
  fs::create_directory_symlink("scenarios", folder.path() / "linked");
  EXPECT_EQ(baseline_in(Scenario::from_file(folder.path() / "scenarios/one.json")), "real\n");
  EXPECT_EQ(baseline_in(Scenario::from_file(folder.path() / "linked/one.json")), "real\n");
}

struct Row {
  std::string name;
  std::string file;
  std::string expected;
  std::string found;
};

TEST(ScenarioFiles, ThatCannotBeHadAreToldByLineAndPointer) {
  const TempFolder outer;
  const fs::path secret = outer.write("secret.txt", "not for scenarios\n");
  outer.write("inner/texts/a.txt", "a\n");
  fs::create_symlink("../secret.txt", outer.path() / "inner/link.txt");
  fs::create_directory_symlink("..", outer.path() / "inner/up");
  fs::create_symlink("loop.txt", outer.path() / "inner/loop.txt");
  const Row rows[] = {
      {"not there", "texts/none.txt", "a file that can be read", "No such file"},
      {"in no folder", "none/a.txt", "a file that can be read", "No such file"},
      {"a folder", "texts", "a file", "a folder"},
      {"a link to itself", "loop.txt", "", "loop.txt"},
      {"a link that leads out", "link.txt", "below the scenario's folder", "link.txt"},
      {"a linked folder that leads out", "up/secret.txt", "below the scenario's folder", "up/"},
      {"a path that leads out", "../secret.txt", "", "../secret.txt"},
      {"a path that leads out by a detour", "texts/../../secret.txt", "", "secret.txt"},
      {"an absolute path", secret.string(), "", "secret.txt"},
      {"the folder", ".", "", "."},
      {"nothing", "", "", ""},
  };
  for (const Row& row : rows) {
    SCOPED_TRACE(row.name);
    const fs::path file = outer.write("inner/scenario.json", with_baseline(row.file));
    const auto problems = problems_of(file);
    ASSERT_FALSE(problems.empty()) << "accepted";
    for (const Problem& problem : problems) {
      EXPECT_EQ(problem.file, file.string());
      EXPECT_EQ(problem.line, 3u);
      EXPECT_EQ(problem.pointer, pointer);
      EXPECT_THAT(problem.expected, HasSubstr(row.expected));
      EXPECT_THAT(problem.found, HasSubstr(row.found));
    }
  }
}

// As `sp-mock check scenario.json` does in the scenario's own folder.
TEST(ScenarioFiles, AreLookedUpTheSameWhenTheScenarioIsNamedWithoutAFolder) {
  const TempFolder folder;
  folder.write("here.json", with_baseline("a.txt"));
  folder.write("gone.json", with_baseline("none.txt"));
  folder.write("a.txt", "a\n");
  const fs::path before = fs::current_path();
  fs::current_path(folder.path());
  const auto problems = problems_of("gone.json");
  EXPECT_THAT(problems_of("here.json"), SizeIs(0));
  fs::current_path(before);
  EXPECT_THAT(problems,
              ElementsAre(Field("expected", &Problem::expected, "a file that can be read")));
}

// "filename defaults to the expected hash and the file's extension, as the platform names its
// files."
TEST(ScenarioFiles, NameTheirOutputByHashAndExtension) {
  const TempFolder folder;
  folder.write("texts/a.srt", "a\n");
  folder.write("texts/a.tar.gz", "a\n");
  folder.write("texts/bare", "a\n");
  const std::string hash = sha256_hex("a\n");
  const std::string stated(64, '7');
  const std::pair<std::string, std::string> rows[] = {
      {R"({"file": "texts/a.srt"})", hash + ".srt"},
      {R"({"file": "texts/a.tar.gz"})", hash + ".gz"},
      {R"({"file": "texts/bare"})", hash},
      {R"({"file": "texts/a.srt", "sha256": ")" + stated + "\"}", stated + ".srt"},
      {R"({"sha256": ")" + stated + "\"}", stated},
      {R"("a\n")", hash},
      {R"({"file": "texts/a.srt"}, "filename": "own.txt")", "own.txt"},
  };
  for (const auto& [expected, filename] : rows) {
    const Scenario scenario = Scenario::parse(
        R"({"version": 1, "name": "one-output", "runs": [], "regression_tests": [
             {"id": 1, "sample_id": 10, "command": "", "outputs": [{"id": 11, "expected": )" +
            expected + "}]}]}",
        folder.path());
    EXPECT_EQ(world_of(scenario).tests().front().outputs.front().filename, filename) << expected;
  }
}

TEST(ScenarioFile, ItselfMayBeAFolderOrMissing) {
  const TempFolder folder;
  const struct {
    fs::path file;
    std::string expected;
    std::string found;
  } rows[] = {
      {folder.path(), "a file", "a folder"},
      {folder.path() / "none.json", "a file that can be read", "No such file"},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.file);
    const auto problems = problems_of(row.file);
    ASSERT_THAT(problems, SizeIs(1));
    EXPECT_EQ(problems[0].file, row.file.string());
    EXPECT_EQ(problems[0].line, 0u);
    EXPECT_EQ(problems[0].pointer, "");
    EXPECT_THAT(problems[0].expected, HasSubstr(row.expected));
    EXPECT_THAT(problems[0].found, HasSubstr(row.found));
    // No line to give: the message begins with the file alone.
    EXPECT_THAT(problems[0].to_string(), testing::StartsWith(row.file.string() + ": expected"));
  }
}

TEST(ScenarioFile, MayBeEmptyAndSaysSo) {
  const TempFolder folder;
  const fs::path file = folder.write("empty.json", "");
  const auto problems = problems_of(file);
  ASSERT_THAT(problems, SizeIs(1));
  EXPECT_EQ(problems[0].file, file.string());
  EXPECT_EQ(problems[0].line, 1u);
  EXPECT_EQ(problems[0].expected, "a JSON value");
}

TEST(BundledScenario, LoadsWithoutAFolder) {
  ASSERT_THAT(Scenario::list(), testing::Not(testing::IsEmpty()));
  for (const Scenario::Listed& row : Scenario::list()) {
    SCOPED_TRACE(row.name);
    const Scenario scenario = Scenario::bundled(row.name);
    EXPECT_EQ(scenario.name(), row.name);
    EXPECT_EQ(scenario.description(), row.description);
    EXPECT_FALSE(row.description.empty());
  }
}

TEST(BundledScenario, OfAnotherNameIsRefusedWithTheNamesThereAre) {
  for (const std::string_view name : {"no-such", "", "texts/distinct-ids/7002.actual.txt",
                                      "../distinct-ids", "distinct-ids.json"}) {
    try {
      Scenario::bundled(name);
      FAIL() << name << " accepted";
    } catch (const ScenarioError& error) {
      ASSERT_THAT(error.problems(), SizeIs(1));
      EXPECT_EQ(error.problems()[0].file, name);
      EXPECT_THAT(error.problems()[0].expected, HasSubstr("distinct-ids, "));
    }
  }
}

}  // namespace
}  // namespace sp::mock
