// How a scenario is written: as a person would, and long texts beside it.
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sp/mock/scenario.h>
#include <sp/schemas/json.h>

#include "import/import.h"
#include "import/layout.h"
#include "temp_folder.h"
#include "world/scenario_data.h"

namespace sp::mock {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

std::string laid_out_text(std::string_view text) { return laid_out(schemas::parse(text).root()); }

TEST(Layout, PutsOnALineWhatFits) {
  EXPECT_EQ(laid_out_text(R"({"version":1,"tags":["a","b"],"clock":{"start":null},"runs":[]})"),
            R"({
  "version": 1,
  "tags": ["a", "b"],
  "clock": {"start": null},
  "runs": []
}
)");
}

TEST(Layout, BreaksWhatIsTooLong) {
  const std::string word(30, 'w');
  EXPECT_EQ(laid_out_text(R"({"runs":[{"id":1,"a":")" + word + R"(","b":")" + word + R"(","c":")" +
                          word + R"(","d":[{"id":2}]},{"id":3}]})"),
            R"({
  "runs": [
    {"id": 1, "a": ")" +
                word + R"(", "b": ")" + word + R"(",
     "c": ")" + word +
                R"(", "d": [{"id": 2}]},
    {"id": 3}
  ]
}
)");
}

TEST(Layout, KeepsEachValue) {
  for (const std::string text :
       {R"({})", R"({"a":{}})", R"({"a":[[],{},[{}]]})", R"({"a":[1.50,-0,1e3,"\u0000\"\\"]})",
        R"({"a":"Größe 🙂"})"}) {
    EXPECT_EQ(schemas::parse(laid_out_text(text)).root(), schemas::parse(text).root()) << text;
  }
  const std::string deep = R"({"a":)" + std::string(100, '[') + std::string(100, ']') + "}";
  EXPECT_EQ(schemas::parse(laid_out_text(deep)).root(), schemas::parse(deep).root());
}

std::string lines(int count) {
  std::string text;
  for (int i = 1; i <= count; ++i) text += "line " + std::to_string(i) + "\\n";
  return text;
}

ScenarioFile with_texts(const std::string& expected, const std::string& actual) {
  return {schemas::parse(R"({"version": 1, "name": "texts", "regression_tests": [
    {"id": 11, "sample_id": 201, "command": "--out=srt",
     "outputs": [{"id": 3001, "expected": )" +
                         expected + R"(}]}],
  "runs": [{"id": 1001, "state": "completed", "platform": "linux",
    "created_at": "2026-06-01T12:00:00Z",
    "results": [{"regression_id": 11, "outputs": [{"id": 3001, "actual": )" +
                         actual + R"(}]}]}]})")
              .root()};
}

TEST(Written, PutsLongTextsBesideTheFile) {
  const std::string hash(64, 'a');
  const auto made = written(with_texts(
      '"' + lines(20) + '"', R"({"text": ")" + lines(21) + R"(", "sha256": ")" + hash + "\"}"));
  ASSERT_EQ(made.texts.size(), 1u);
  EXPECT_EQ(made.texts[0].path, "texts/run-1001-output-3001-actual.txt");
  EXPECT_THAT(made.texts[0].content, HasSubstr("line 21\n"));
  EXPECT_THAT(made.json, HasSubstr(R"({"file": "texts/run-1001-output-3001-actual.txt",)"));
  EXPECT_THAT(made.json, HasSubstr(hash));
}

TEST(Written, HasATextOnceThatStandsTwice) {
  const auto made = written(with_texts('"' + lines(30) + '"', '"' + lines(30) + '"'));
  ASSERT_EQ(made.texts.size(), 1u);
  EXPECT_EQ(made.texts[0].path, "texts/output-3001-expected.txt");
}

// What was written is the same scenario.
TEST(Written, CanBeLoaded) {
  const TempFolder folder;
  const auto file = folder.path() / "made" / "world.json";
  write(with_texts('"' + lines(30) + '"', '"' + lines(31) + '"'), file);
  const Scenario scenario = Scenario::from_file(file);
  EXPECT_EQ(scenario.name(), "texts");
  const World& world = *scenario.data()->worlds.front().world;
  EXPECT_EQ(world.runs().front().counts.fail, 1);
  EXPECT_THAT(scenario.data()->files, ::testing::SizeIs(2));
}

}  // namespace
}  // namespace sp::mock
