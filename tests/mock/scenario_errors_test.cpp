// What the loader says of a broken scenario: file, line, pointer, what was expected and what
// was found, all of it at once (docs/scenarios.md). The table breaks one sound file, each
// row in its own way.
#include <cstdint>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sp/mock/scenario.h>

#include "mock/problems_in.h"
#include "mock/worlds.h"

namespace sp::mock {
namespace {

using testing::ElementsAre;
using testing::SizeIs;

constexpr std::string_view sound = R"({
  "version": 1,
  "name": "sound",
  "tokens": [
    {"token": "reader"},
    {
      "token": "writer"
    }
  ],
  "regression_tests": [
    {
      "id": 1,
      "sample_id": 10,
      "command": "-x",
      "outputs": [
        {"id": 11, "expected": "a\n"},
        {
          "id": 12,
          "expected": "b\n"
        }
      ]
    },
    {
      "id": 2,
      "sample_id": 20,
      "command": "-y",
      "outputs": [{"id": 21, "expected": "c\n"}]
    }
  ],
  "runs": [
    {
      "id": 7,
      "state": "completed",
      "platform": "linux",
      "created_at": "2026-06-01T12:00:00Z",
      "regression_tests": [1],
      "results": [
        {
          "regression_id": 1,
          "outputs": [
            {
              "id": 11,
              "actual": "d\n"
            }
          ]
        }
      ]
    },
    {
      "id": 8,
      "state": "queued",
      "platform": "windows",
      "created_at": "2026-06-02T12:00:00Z",
      "results": [{"regression_id": 2}]
    }
  ]
}
)";

// One line of the sound file, written otherwise. Lines never become more or fewer.
struct Change {
  std::uint32_t line;
  std::string_view from;
  std::string_view to;
};

std::string changed(const std::vector<Change>& changes) {
  std::istringstream lines{std::string(sound)};
  std::string text;
  std::string line;
  for (std::uint32_t number = 1; std::getline(lines, line); ++number) {
    for (const Change& change : changes) {
      if (change.line != number) continue;
      const std::size_t at = line.find(change.from);
      EXPECT_NE(at, std::string::npos) << "line " << number << " has no " << change.from;
      if (at != std::string::npos) line.replace(at, change.from.size(), change.to);
    }
    text += line + '\n';
  }
  return text;
}

struct Broken {
  std::string_view name;
  std::vector<Change> changes;
  ToldProblem told;
};

void PrintTo(const Broken& row, std::ostream* out) { *out << row.name; }

class BrokenScenario : public testing::TestWithParam<Broken> {};

TEST_P(BrokenScenario, IsToldByLineAndPointer) {
  EXPECT_THAT(problems_of_text(changed(GetParam().changes)), ElementsAre(IsTold(GetParam().told)));
}

const std::vector<Broken> rows = {
    // Members.
    {"UnknownMember",
     {{3, "\"sound\"", "\"sound\", \"colour\": \"red\""}},
     {3, "/colour", "name that matches ^x-", "\"colour\""}},
    {"UnknownMemberOfAResult",
     {{39, "1,", "1, \"exitcode\": 3,"}},
     {39, "/runs/0/results/0/exitcode", "exit_code", "\"exitcode\""}},
    {"MissingMember",
     {{14, "\"command\": \"-x\",", ""}},
     {11, "/regression_tests/0", "\"command\"", "no such member"}},
    {"OutputNeitherWrittenNorMissing",
     {{43, "\"actual\": \"d\\n\"", "\"x-note\": \"none\""}},
     {41, "/runs/0/results/0/outputs/0", "one of the members actual or missing", "none of them"}},
    {"TextThatIsNone",
     {{16, "\"a\\n\"", "{\"x-note\": 1}"}},
     {16, "/regression_tests/0/outputs/0/expected", "one of the members text, file or sha256",
      "none of them"}},
    {"TextAndFile",
     {{16, "\"a\\n\"", "{\"text\": \"a\", \"file\": \"b\"}"}},
     {16, "/regression_tests/0/outputs/0/expected/text", "either text or file, not both", "\"a\""}},
    {"RepeatedMember",
     {{34, "\"linux\",", "\"linux\", \"platform\": \"windows\","}},
     {34, "/runs/0/platform", "each member only once", "it a second time"}},
    {"RepeatedMemberFurtherDown",
     {{35, "\"created_at\"", "\"state\": \"queued\", \"created_at\""}},
     {35, "/runs/0/state", "each member only once", "it a second time"}},
    // Values.
    {"OtherVersion", {{2, "1", "2"}}, {2, "/version", "1", "2"}},
    {"NameWithSpaces", {{3, "sound", "Not A Name"}}, {3, "/name", "matches", "\"Not A Name\""}},
    {"TextForAnInteger",
     {{13, "10", "\"ten\""}},
     {13, "/regression_tests/0/sample_id", "an integer", "\"ten\""}},
    {"FractionForAnInteger", {{32, "7", "7.5"}}, {32, "/runs/0/id", "integer", "7.5"}},
    {"ObjectForAList",
     {{54, "[{\"regression_id\": 2}]", "{\"regression_id\": 2}"}},
     {54, "/runs/1/results", "an array", "{"}},
    {"IdZero", {{32, "7", "0"}}, {32, "/runs/0/id", "at least 1", "0"}},
    {"IdBeyond32Bits", {{32, "7", "2147483648"}}, {32, "/runs/0/id", "2147483647", "2147483648"}},
    {"ExitCodeBeyond32Bits",
     {{39, "1,", "1, \"exit_code\": 4294967296,"}},
     {39, "/runs/0/results/0/exit_code", "2147483647", "4294967296"}},
    {"UnknownState", {{33, "completed", "done"}}, {33, "/runs/0/state", "completed", "\"done\""}},
    {"UnknownPlatform", {{34, "linux", "Linux"}}, {34, "/runs/0/platform", "linux", "\"Linux\""}},
    {"TestsThatAreNotAll",
     {{36, "[1]", "\"some\""}},
     {36, "/runs/0/regression_tests", "all", "\"some\""}},
    {"HashInCapitals",
     {{16, "\"a\\n\"", "{\"sha256\": \"ABC\"}"}},
     {16, "/regression_tests/0/outputs/0/expected/sha256", "matches", "\"ABC\""}},
    {"WrittenAndMissing",
     {{43, "\"d\\n\"", "\"d\\n\", \"missing\": true"}},
     {43, "/runs/0/results/0/outputs/0/actual", "either actual or missing, not both", "d"}},
    {"BothBodies",
     {{1, "{", "{\"faults\": [{\"when\": {}, \"then\": {\"body\": {}, \"raw\": \"x\"}}],"}},
     {1, "/faults/0/then/raw", "either body or raw, not both", "x"}},
    {"SkippedWithOutputs",
     {{39, "1,", "1, \"state\": \"skipped\","}},
     {40, "/runs/0/results/0/outputs", "no outputs beside state", "["}},
    {"FileWithoutAFolder",
     {{16, "\"a\\n\"", "{\"file\": \"a.txt\"}"}},
     {16, "/regression_tests/0/outputs/0/expected/file", "no folder", "a.txt"}},
    // Instants.
    {"WordForAnInstant",
     {{35, "2026-06-01T12:00:00Z", "today"}},
     {35, "/runs/0/created_at", "date-time", "\"today\""}},
    {"InstantWithoutAZone",
     {{35, "12:00:00Z", "12:00:00"}},
     {35, "/runs/0/created_at", "date-time", "\"2026-06-01T12:00:00\""}},
    {"DayThatDoesNotExist",
     {{35, "2026-06-01", "2026-02-30"}},
     {35, "/runs/0/created_at", "date-time", "2026-02-30"}},
    {"HourThatDoesNotExist",
     {{35, "T12:", "T24:"}},
     {35, "/runs/0/created_at", "date-time", "T24:"}},
    // Answers without a body.
    {"BodyOfARouteThatHasNone",
     {{3, "\"sound\",",
       "\"sound\", \"routes\": [{\"path\": \"/a\", \"status\": 204, \"body\": [1]}],"}},
     {3, "/routes/0/body", "no body, because an answer with status 204 has none", "[1]"}},
    // Ids that lead nowhere.
    {"ResultOfAnUnknownTest",
     {{39, "1", "99"}},
     {39, "/runs/0/results/0/regression_id", "regression test of this file", "99"}},
    {"ResultOfATestThatIsNotInTheRun",
     {{39, "1", "2"}},
     {39, "/runs/0/results/0/regression_id", "belongs to the run", "2"}},
    {"OutputOfAnotherTest",
     {{42, "11", "21"}},
     {42, "/runs/0/results/0/outputs/0/id", "output of /regression_tests/0", "21"}},
    {"RunOfAnUnknownTest",
     {{36, "[1]", "[1, 99]"}},
     {36, "/runs/0/regression_tests/1", "regression test of this file", "99"}},
    // Ids used twice.
    {"TestTwice",
     {{24, "2", "1"}, {54, "2", "1"}},
     {24, "/regression_tests/1/id", "not used yet", "1"}},
    {"OutputTwiceInATest",
     {{18, "12", "11"}},
     {18, "/regression_tests/0/outputs/1/id", "not used yet", "11"}},
    {"OutputTwiceInTwoTests",
     {{27, "21", "11"}},
     {27, "/regression_tests/1/outputs/0/id", "not used yet", "11"}},
    {"RunTwice", {{50, "8", "7"}}, {50, "/runs/1/id", "not used yet", "7"}},
    {"TestTwiceInARun",
     {{36, "[1]", "[1, 1]"}},
     {36, "/runs/0/regression_tests/1", "without repeats", "1"}},
    {"ResultTwice",
     {{54, "2}]", "2}, {\"regression_id\": 2}]"}},
     {54, "/runs/1/results/1/regression_id", "one result for each", "2"}},
    {"OutputTwiceInAResult",
     {{44, "}", "}, {\"id\": 11, \"missing\": true}"}},
     {44, "/runs/0/results/0/outputs/1/id", "each output only once", "11 a second time"}},
    // Facts that differ.
    {"TwoNamesOfASample",
     {{14, "\"command\"", "\"sample_name\": \"harbor\", \"command\""},
      {25, "20", "10"},
      {26, "\"command\"", "\"sample_name\": \"ferry\", \"command\""}},
     {26, "/regression_tests/1/sample_name",
      "\"harbor\", the name that line 14 (/regression_tests/0/sample_name) gives sample 10",
      "\"ferry\""}},
    {"TokenTwice",
     {{7, "writer", "reader"}},
     {7, "/tokens/1/token", "each token only once", "it a second time"}},
    // Texts that are no JSON.
    {"CommaAfterTheLastItem",
     {{55, "}", "},"}},
     {55, "/runs", "no comma after the last item", "a trailing comma (column 6)"}},
    {"CommaAfterTheLastMember",
     {{54, "2}]", "2}],"}},
     {54, "/runs/1", "no comma after the last member", "a trailing comma"}},
    {"CommaWithoutAnItem",
     {{54, "{\"regression_id\": 2}", ","}},
     {54, "/runs/1/results/0", "a JSON value", "\",\""}},
    {"BytesThatAreNotUtf8",
     {{14, "-x", "caf\xE9"}},
     {14, "/regression_tests/0/command", "UTF-8", "E9"}},
};

INSTANTIATE_TEST_SUITE_P(Table, BrokenScenario, testing::ValuesIn(rows),
                         [](const auto& row) { return std::string(row.param.name); });

TEST(SoundScenario, HasNothingWrong) {
  EXPECT_THAT(problems_of_text(sound), SizeIs(0));
  EXPECT_EQ(Scenario::parse(sound).name(), "sound");
  EXPECT_EQ(world_of(Scenario::parse(sound)).runs().size(), 2u);
}

TEST(SoundScenario, MayHaveNotesEverywhereAndComments) {
  const std::string text =
      "\xEF\xBB\xBF" + changed({
                           {1, "{", "{ // the whole of it"},
                           {2, "1,", "1, \"x-why\": [1, {\"any\": null}],"},
                           {5, "{", "{\"x-note\": 1, "},
                           {12, "\"id\"", "/* a test */ \"x-note\": 2, \"id\""},
                           {16, "{", "{\"x-note\": 3, "},
                           {19, "\"b\\n\"", "{\"text\": \"b\\n\", \"x-note\": 4}"},
                           {32, "\"id\"", "\"x-note\": 5, \"id\""},
                           {39, "1,", "1, \"x-note\": 6, // it failed"},
                           {42, "11,", "11, \"x-note\": 7,"},
                       });
  EXPECT_THAT(problems_of_text(text), SizeIs(0));
}

TEST(BrokenScenarios, AreToldOfAllTheirProblemsInTheOrderOfTheFile) {
  // A mixture of what the JSON reader, the schema and the world find, each of which would
  // come first if it had its way.
  const std::string text = changed({
      {3, "\"sound\"", "\"sound\", \"name\": \"again\""},
      {13, "10", "true"},
      {19, "\"b\\n\"", "{\"file\": \"none.txt\"}"},
      {27, "21", "11"},
      {33, "completed", "done"},
      {36, "[1]", "[1, 99]"},
      {43, "\"d\\n\"", "4"},
      {52, "windows", "beos"},
      {54, "}]", "}, {\"regression_id\": 98}]"},
  });
  EXPECT_THAT(
      problems_of_text(text),
      ElementsAre(
          IsTold(ToldProblem{3, "/name", "only once", "a second time"}),
          IsTold(ToldProblem{13, "/regression_tests/0/sample_id", "integer", "true"}),
          IsTold(ToldProblem{19, "/regression_tests/0/outputs/1/expected/file", "no folder",
                             "none.txt"}),
          IsTold(ToldProblem{27, "/regression_tests/1/outputs/0/id", "not used", "11"}),
          IsTold(ToldProblem{33, "/runs/0/state", "one of", "done"}),
          IsTold(ToldProblem{36, "/runs/0/regression_tests/1", "of this file", "99"}),
          IsTold(ToldProblem{43, "/runs/0/results/0/outputs/0/actual", "string", "4"}),
          IsTold(ToldProblem{52, "/runs/1/platform", "one of", "beos"}),
          IsTold(ToldProblem{54, "/runs/1/results/1/regression_id", "of this file", "98"})));
}

TEST(BrokenScenarios, AreToldOfTrailingCommasTogetherWithAllElse) {
  EXPECT_THAT(
      problems_of_text(changed({{13, "10", "true"},
                                {27, "}]", "},]"},
                                {43, "\"d\\n\"", "\"d\\n\", // the last one"},
                                {55, "}", "},"}})),
      ElementsAre(IsTold(ToldProblem{13, "/regression_tests/0/sample_id", "integer", "true"}),
                  IsTold(ToldProblem{27, "/regression_tests/1/outputs", "comma", "trailing"}),
                  IsTold(ToldProblem{43, "/runs/0/results/0/outputs/0", "comma", "trailing"}),
                  IsTold(ToldProblem{55, "/runs", "comma", "trailing"})));
  // Another fault of the text ends its reading.
  EXPECT_THAT(
      problems_of_text(changed({{13, "10", "ten"}, {14, "\"-x\",", "\"-x\",,"}, {55, "}", "},"}})),
      ElementsAre(IsTold(ToldProblem{13, "/regression_tests/0/sample_id", "value", "ten"})));
  EXPECT_THAT(
      problems_of_text(
          changed({{27, "}]", "},]"}, {33, "\"completed\"", "done"}, {55, "}", "},"}})),
      ElementsAre(IsTold(ToldProblem{27, "/regression_tests/1/outputs", "comma", "trailing"}),
                  IsTold(ToldProblem{33, "/runs/0/state", "value", "done"})));
}

TEST(BrokenScenarios, SayItAllInOneMessageOneProblemALine) {
  try {
    Scenario::parse(changed({{32, "7", "0"}, {34, "linux", "beos"}}), std::nullopt, "two.json");
    FAIL() << "accepted";
  } catch (const ScenarioError& error) {
    EXPECT_THAT(std::string(error.what()),
                testing::MatchesRegex("two\\.json:32: at /runs/0/id: expected .*, found 0\n"
                                      "two\\.json:34: at /runs/0/platform: expected .*, "
                                      "found \"beos\""));
  }
}

}  // namespace
}  // namespace sp::mock
