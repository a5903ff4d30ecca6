// "The unified form can be applied with patch" (contract section 5), by `patch` and `git apply`
// themselves: what the endpoint answers turns the one text into the other and back, byte for
// byte.
#include <cstdlib>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "mock/asking.h"
#include "mock/diff_pairs.h"
#include "temp_folder.h"

namespace sp::mock {
namespace {

using Json = nlohmann::json;

// One world in which each pair is the output of a test of its own, by its place from 1.
Scenario scenario_of_pairs(const std::vector<NamedPair>& pairs) {
  Json tests = Json::array();
  Json results = Json::array();
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    const std::size_t id = i + 1;
    const Pair& texts = pairs[i].texts;
    tests.push_back({{"id", id},
                     {"sample_id", id},
                     {"command", "--out=srt"},
                     {"outputs", {{{"id", id}, {"expected", texts.expected}}}}});
    results.push_back(
        {{"regression_id", id}, {"outputs", {{{"id", id}, {"actual", texts.actual}}}}});
  }
  const std::string list = tests.dump();
  const std::string made = results.dump();
  return scenario_of(list.substr(1, list.size() - 2), run_with(1, made.substr(1, made.size() - 2)));
}

// A tool, and the files that it reads and makes in a content's folder.
struct Tool {
  const char* name;
  const char* from;     // the text that it starts with
  const char* made;     // what it makes
  const char* command;  // its exit code goes to a file
  bool back;            // from the actual text to the expected one
};

constexpr Tool tools[] = {
    {"patch", "patch.in", "patch.out",
     "patch --binary --force --fuzz=0 --output=patch.out patch.in content.diff", false},
    {"patch -R", "patch-R.in", "patch-R.out",
     "patch -R --binary --force --fuzz=0 --output=patch-R.out patch-R.in content.diff", true},
    {"git apply", "git/actual", "git/actual", "git -C git apply ../content.diff", false},
    {"git apply -R", "git-R/actual", "git-R/actual", "git -C git-R apply -R ../content.diff", true},
};

bool is_here(const char* tool) {
  return std::system(fmt::format("{} --version > /dev/null 2>&1", tool).c_str()) == 0;
}

class DiffsApplied : public testing::TestWithParam<int> {
 protected:
  void SetUp() override {
    if (!is_here("patch") || !is_here("git")) GTEST_SKIP() << "no `patch` or no `git` here";
  }

  std::string content_of(std::size_t id) const {
    return asking_
        .get(fmt::format("/runs/1/samples/{0}/diff?regression_id={0}&output_id={0}"
                         "&context_lines={1}&format=unified",
                         id, GetParam()))
        .body.at("content");
  }

  // Runs every tool in every folder, by one shell.
  void run_tools(const std::vector<std::string>& folders) const {
    std::string script = "export LC_ALL=C GIT_CEILING_DIRECTORIES=\"$PWD\"\n";
    for (const std::string& folder : folders) {
      script += fmt::format("cd '{}'\n", (folder_.path() / folder).string());
      for (const Tool& tool : tools) {
        script +=
            fmt::format("{0} > '{1}.log' 2>&1; echo $? > '{1}.code'\n", tool.command, tool.name);
      }
    }
    const std::string file = folder_.write("run.sh", script).string();
    ASSERT_EQ(std::system(fmt::format("cd '{}' && sh '{}'", folder_.path().string(), file).c_str()),
              0);
  }

  void expect_applied(const std::string& folder, const NamedPair& pair) const {
    for (const Tool& tool : tools) {
      SCOPED_TRACE(pair.name + ", " + tool.name);
      const std::string place = folder + "/";
      const std::string& wanted = tool.back ? pair.texts.expected : pair.texts.actual;
      EXPECT_EQ(folder_.read(place + tool.name + ".code"), "0\n")
          << folder_.read(place + tool.name + ".log");
      // EXPECT_EQ would print both texts.
      EXPECT_TRUE(folder_.read(place + tool.made) == wanted)
          << folder_.read(place + "content.diff");
    }
  }

  const std::vector<NamedPair> pairs_ = diff_pairs();
  const AskedWorld asking_{scenario_of_pairs(pairs_)};
  const TempFolder folder_;
};

TEST_P(DiffsApplied, TurnOneTextIntoTheOtherAndBack) {
  std::vector<std::string> folders;
  std::vector<const NamedPair*> applied;
  for (std::size_t i = 0; i < pairs_.size(); ++i) {
    const NamedPair& pair = pairs_[i];
    const std::string content = content_of(i + 1);
    EXPECT_EQ(content.empty(), pair.texts.expected == pair.texts.actual) << pair.name;
    if (content.empty()) continue;
    const std::string folder = std::to_string(i + 1);
    folder_.write(folder + "/content.diff", content);
    for (const Tool& tool : tools) {
      folder_.write(folder + "/" + tool.from, tool.back ? pair.texts.actual : pair.texts.expected);
    }
    folders.push_back(folder);
    applied.push_back(&pair);
  }
  EXPECT_GE(folders.size(), 54u);
  run_tools(folders);
  for (std::size_t i = 0; i < folders.size(); ++i) expect_applied(folders[i], *applied[i]);
}

INSTANTIATE_TEST_SUITE_P(Context, DiffsApplied, testing::Values(1, 3));

}  // namespace
}  // namespace sp::mock
