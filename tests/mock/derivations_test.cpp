// What follows from a result's facts. Each row stands for a sentence of docs/contract.md,
// which it cites.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "mock/worlds.h"
#include "world/derive.h"

namespace sp::mock {
namespace {

using testing::ElementsAre;
using testing::ElementsAreArray;
using Words = std::vector<std::string_view>;

// A test with an accepted variant, a plain output, and one without a baseline.
constexpr std::string_view three_outputs = R"({
  "id": 1, "sample_id": 10, "command": "-x", "expected_exit_code": 0,
  "outputs": [{"id": 13, "expected": null},
              {"id": 12, "expected": "b\n"},
              {"id": 11, "expected": "a\n", "variants": ["v\n", {"sha256":
   "0000000000000000000000000000000000000000000000000000000000000000"}]}]})";

struct ResultRow {
  std::string_view sentence;
  std::string_view members;  // of the result, each with a comma before it
  std::string_view status;
  Words outputs;  // of 11, 12, 13
  Words errors;
  std::optional<std::string_view> signature;
};

const ResultRow result_rows[] = {
    {"4: a null got means the output matched; a missing baseline does not make the result fail",
     "",
     "pass",
     {"match", "match", "missing_expected"},
     {},
     {}},
    {"4: a null got means the output matched, whether or not it is mentioned",
     R"(, "outputs": [{"id": 11, "actual": "a\n"}])",
     "pass",
     {"match", "match", "missing_expected"},
     {},
     {}},
    {"4: a missing baseline does not make the result fail, whatever was written",
     R"(, "outputs": [{"id": 13, "actual": "anything\n"}])",
     "pass",
     {"match", "match", "missing_expected"},
     {},
     {}},
    {"3: exit_code_mismatch when the exit code differs from the expected one",
     R"(, "exit_code": 3)",
     "fail",
     {"match", "match", "missing_expected"},
     {"exit_code_mismatch"},
     "exit_code_mismatch:rc:3"},
    {"6: exit_code_mismatch:rc:<code>, below zero too",
     R"(, "exit_code": -1073741819)",
     "fail",
     {"match", "match", "missing_expected"},
     {"exit_code_mismatch"},
     "exit_code_mismatch:rc:-1073741819"},
    {"4: exit_code may be null; none recorded differs from nothing",
     R"(, "exit_code": null)",
     "pass",
     {"match", "match", "missing_expected"},
     {},
     {}},
    {"3: diff_mismatch when an output differs from its baseline and from every variant",
     R"(, "outputs": [{"id": 11, "actual": "c\n"}])",
     "fail",
     {"diff_mismatch", "match", "missing_expected"},
     {"diff_mismatch"},
     "diff_mismatch:output:11"},
    {"3: ... a last newline is a difference",
     R"(, "outputs": [{"id": 11, "actual": "a"}])",
     "fail",
     {"diff_mismatch", "match", "missing_expected"},
     {"diff_mismatch"},
     "diff_mismatch:output:11"},
    {"4: an accepted variant makes the result pass, but its row still says that it differs",
     R"(, "outputs": [{"id": 11, "actual": "v\n"}])",
     "pass",
     {"diff_mismatch", "match", "missing_expected"},
     {},
     {}},
    {"4: ... a variant known by its hash only, as well",
     R"(, "outputs": [{"id": 11, "actual": {"text": "w\n", "sha256":
        "0000000000000000000000000000000000000000000000000000000000000000"}}])",
     "pass",
     {"diff_mismatch", "match", "missing_expected"},
     {},
     {}},
    {"4: ... the variant of one output is none of another",
     R"(, "outputs": [{"id": 12, "actual": "v\n"}])",
     "fail",
     {"match", "diff_mismatch", "missing_expected"},
     {"diff_mismatch"},
     "diff_mismatch:output:12"},
    {"4: ... nor does it excuse an exit code",
     R"(, "exit_code": 1, "outputs": [{"id": 11, "actual": "v\n"}])",
     "fail",
     {"diff_mismatch", "match", "missing_expected"},
     {"exit_code_mismatch"},
     "exit_code_mismatch:rc:1"},
    {"3: missing_output when an expected output file was not produced",
     R"(, "outputs": [{"id": 12, "missing": true}])",
     "missing_output",
     {"match", "missing_output", "missing_expected"},
     {"missing_output"},
     "missing_output"},
    {"3: one result can raise several; per result exit code, then missing, then differing. "
     "4: any expected output missing goes before all else",
     R"(, "exit_code": 2,
        "outputs": [{"id": 11, "actual": "c\n"}, {"id": 12, "missing": true}])",
     "missing_output",
     {"diff_mismatch", "missing_output", "missing_expected"},
     {"exit_code_mismatch", "missing_output", "diff_mismatch"},
     "missing_output"},
    {"6: diff_mismatch of the first differing output goes before the exit code",
     R"(, "exit_code": 2,
        "outputs": [{"id": 12, "actual": "c\n"}, {"id": 11, "actual": "c\n"}])",
     "fail",
     {"diff_mismatch", "diff_mismatch", "missing_expected"},
     {"exit_code_mismatch", "diff_mismatch", "diff_mismatch"},
     "diff_mismatch:output:11"},
    {"4: not_started, running and skipped do not follow from outputs: a scenario states them; "
     "such a result lists no outputs",
     R"(, "state": "skipped", "exit_code": 5)",
     "skipped",
     {},
     {},
     {}},
    {"4: ... running", R"(, "state": "running")", "running", {}, {}, {}},
    {"4: ... not_started", R"(, "state": "not_started")", "not_started", {}, {}, {}},
};

TEST(Result, HasWhatFollowsFromItsFacts) {
  for (const ResultRow& row : result_rows) {
    SCOPED_TRACE(row.sentence);
    const Scenario scenario = scenario_of(
        three_outputs, run_with(7, R"({"regression_id": 1)" + std::string(row.members) + "}"));
    const World& world = world_of(scenario);
    const Result& result = world.results(*world.run(7)).front();
    Words outputs;
    for (std::size_t i = 0; i < world.outputs(result).size(); ++i)
      outputs.push_back(to_string(world.output_status(result, i)));
    Words errors;
    for (const DerivedError& error : errors_of(world, result)) {
      errors.push_back(to_string(error.type));
    }
    EXPECT_EQ(to_string(result.status), row.status);
    EXPECT_THAT(outputs, ElementsAreArray(row.outputs));
    EXPECT_THAT(errors, ElementsAreArray(row.errors));
    EXPECT_EQ(world.failure_signature(result), row.signature);
  }
}

// Scenario format: an exit code that is left out is the expected one.
TEST(Result, ThatGivesNoExitCodeHasTheExpectedOne) {
  const struct {
    std::string_view expected;
    std::string_view members;
    std::optional<std::int64_t> exit_code;
    std::string_view status;
  } rows[] = {
      {R"(, "expected_exit_code": 10)", "", 10, "pass"},
      {R"(, "expected_exit_code": 10)", R"(, "exit_code": 0)", 0, "fail"},
      {R"(, "expected_exit_code": 10)", R"(, "exit_code": null)", std::nullopt, "pass"},
      {R"(, "expected_exit_code": -1)", "", -1, "pass"},
      {"", "", 0, "pass"},  // the expected one is 0 when that is left out, too
      {R"(, "expected_exit_code": null)", "", std::nullopt, "pass"},
      {R"(, "expected_exit_code": null)", R"(, "exit_code": 5)", 5, "pass"},
      {R"(, "expected_exit_code": 10)", R"(, "state": "running")", std::nullopt, "running"},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(std::string(row.expected) + std::string(row.members));
    const Scenario scenario =
        scenario_of(R"({"id": 1, "sample_id": 10, "command": "", "outputs": [])" +
                        std::string(row.expected) + "}",
                    run_with(7, R"({"regression_id": 1)" + std::string(row.members) + "}"));
    const World& world = world_of(scenario);
    const Result& result = world.results(*world.run(7)).front();
    EXPECT_EQ(result.exit_code(), row.exit_code);
    EXPECT_EQ(to_string(result.status), row.status);
  }
}

// printf 'a\n' | sha256sum, and the same of "c\n".
constexpr std::string_view hash_of_a =
    "87428fc522803d31065e7bce3cf03fe475096631e5e07bbd7a0fde60c4cf25c7";
constexpr std::string_view hash_of_c =
    "a3a5e715f0cc574a73c3f9bebb6bc24f32ffd5b67b387244c2c909da779a1478";
constexpr std::string_view stated_hash =
    "1234567812345678123456781234567812345678123456781234567812345678";

// Contract section 4: "actual_hash of a matched output equals expected_hash, of a missing
// one is null [D]; a missing baseline has a null expected_hash."
TEST(Output, HasHashes) {
  const std::string stated = R"({"text": "a\n", "sha256": ")" + std::string(stated_hash) + R"("})";
  const struct {
    std::string expected;
    std::string_view outputs;  // of the result
    std::string_view expected_hash;
    std::string_view actual_hash;  // "" for null
  } rows[] = {
      {R"("a\n")", "", hash_of_a, hash_of_a},
      {R"("a\n")", R"({"id": 11, "actual": "c\n"})", hash_of_a, hash_of_c},
      {R"("a\n")", R"({"id": 11, "missing": true})", hash_of_a, ""},
      {"null", "", "", ""},
      {"null", R"({"id": 11, "actual": "c\n"})", "", hash_of_c},
      {stated, "", stated_hash, stated_hash},
      {stated, R"({"id": 11, "actual": "c\n"})", stated_hash, hash_of_c},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.expected + " " + std::string(row.outputs));
    const Scenario scenario = scenario_of(
        R"({"id": 1, "sample_id": 10, "command": "", "outputs": [{"id": 11, "expected": )" +
            row.expected + "}]}",
        run_with(7, R"({"regression_id": 1, "outputs": [)" + std::string(row.outputs) + "]}"));
    const World& world = world_of(scenario);
    const Text* expected = world.text(world.test(1)->outputs.front().expected);
    const Text* actual = world.actual(world.results(*world.run(7)).front(), 0);
    EXPECT_EQ(expected ? expected->sha256 : "", row.expected_hash);
    EXPECT_EQ(actual ? actual->sha256 : "", row.actual_hash);
  }
}

// Two made-up texts may stand for one hash, each in its place.
TEST(Output, KeepsItsOwnTextThoughAnotherHasTheSameHash) {
  const std::string stated = R"("sha256": ")" + std::string(stated_hash) + R"("})";
  const Scenario scenario = scenario_of(R"({"id": 1, "sample_id": 10, "command": "", "outputs": [
                       {"id": 11, "expected": {"text": "one\n", )" +
                                            stated + R"(},
                       {"id": 12, "expected": {"text": "two\n", )" +
                                            stated + R"(},
                       {"id": 13, "expected": {)" +
                                            stated + "}]}",
                                        "");
  const World& world = world_of(scenario);
  const auto content = [&](std::size_t place) {
    return world.text(world.test(1)->outputs[place].expected)->content;
  };
  EXPECT_EQ(content(0), "one\n");
  EXPECT_EQ(content(1), "two\n");
  EXPECT_EQ(content(2), std::nullopt);
}

// Each regression test names its sample, or leaves that to another of the same sample.
TEST(Sample, HasTheNameThatAnyOfItsTestsGives) {
  const auto test = [](int id, int sample, std::string_view more) {
    return fmt::format(R"({{"id": {}, "sample_id": {}, "command": "", "outputs": []{}}})", id,
                       sample, more);
  };
  const Scenario scenario = scenario_of(
      fmt::format("{}, {}, {}, {}", test(1, 10, ""), test(2, 10, R"(, "sample_name": "harbor")"),
                  test(3, 10, R"(, "sample_name": "harbor")"), test(4, 20, "")),
      "");
  const World& world = world_of(scenario);
  for (const int id : {1, 2, 3}) EXPECT_EQ(world.test(id)->sample_name, "harbor");
  EXPECT_EQ(world.test(4)->sample_name, std::nullopt);
}

}  // namespace
}  // namespace sp::mock
