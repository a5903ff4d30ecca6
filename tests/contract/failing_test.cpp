// Which failing results are asked about first.
#include "seen/failing.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace sp::contract {
namespace {

// "sample/test" of each result that is chosen, in order.
std::vector<std::string> chosen(const std::vector<const char*>& rows,
                                const std::vector<const char*>& of_206 = {}) {
  FailingResults failing;
  for (const char* row : rows) failing.note(schemas::parse(row).root());
  for (const char* row : of_206) failing.note_history("206", schemas::parse(row).root());
  std::vector<std::string> names;
  for (const auto& result : failing.chosen("9338")) {
    names.push_back(result.sample_id + "/" + result.regression_id);
  }
  return names;
}

constexpr const char* differs =
    R"({"group_by":"type","key":"diff_mismatch","severity":"warning","sample_ids":[206,207]})";
constexpr const char* crashes =
    R"({"group_by":"type","key":"exit_code_mismatch","severity":"error","sample_ids":[207]})";
constexpr const char* lacks =
    R"({"group_by":"type","key":"missing_output","severity":"error","sample_ids":[206,208]})";

TEST(FailingResults, AreOneForEachTypeOfError) {
  // Without the tests, only samples tell.
  EXPECT_THAT(chosen({differs, crashes, lacks}), ::testing::ElementsAre("206/", "207/", "208/"));
  EXPECT_THAT(
      chosen({differs, crashes, lacks,
              R"({"group_by":"regression_id","key":"6","severity":"warning","sample_ids":[206]})",
              R"({"group_by":"regression_id","key":"7","severity":"error","sample_ids":[207]})",
              R"({"group_by":"regression_id","key":"8","severity":"error","sample_ids":[208]})"}),
      ::testing::ElementsAre("206/6", "207/7", "208/8", "206/6", "207/7", "208/8"));
}

TEST(FailingResults, AreOfTheTestThatCanHaveTheError) {
  // Both tests of the sample failed: one by its output, the other by its exit code.
  EXPECT_THAT(
      chosen({R"({"group_by":"type","key":"exit_code_mismatch","sample_ids":[206]})",
              R"({"group_by":"type","key":"diff_mismatch","sample_ids":[206]})",
              R"({"group_by":"regression_id","key":"6","severity":"warning","sample_ids":[206]})",
              R"({"group_by":"regression_id","key":"7","severity":"error","sample_ids":[206]})"}),
      ::testing::ElementsAre("206/7", "206/6", "206/6", "206/7"));
}

// Severities do not tell a crash from an output that is missing: both are errors.
TEST(FailingResults, AreOfTheTestWhoseSignatureTellsTheType) {
  const std::vector<const char*> errors = {
      R"({"group_by":"type","key":"missing_output","sample_ids":[206]})",
      R"({"group_by":"type","key":"exit_code_mismatch","sample_ids":[206]})",
      R"({"group_by":"regression_id","key":"6","severity":"error","sample_ids":[206]})",
      R"({"group_by":"regression_id","key":"7","severity":"error","sample_ids":[206]})",
      R"({"group_by":"regression_id","key":"8","severity":"error","sample_ids":[206]})"};
  EXPECT_EQ(chosen(errors).front(), "206/6");
  const auto told =
      chosen(errors, {R"({"regression_test_id":6,"failure_signature":"exit_code_mismatch:rc:139"})",
                      R"({"regression_test_id":7,"failure_signature":"exit_code_mismatch:rc:1"})",
                      R"({"regression_test_id":8,"failure_signature":"missing_output"})"});
  EXPECT_EQ(told[0], "206/8");
  EXPECT_EQ(told[1], "206/6");
}

// A list of errors may be cut, and not every kind of failure is one of its types.
TEST(FailingResults, AreOfEachKindThatHistoriesShow) {
  const std::vector<const char*> errors = {
      R"({"group_by":"type","key":"diff_mismatch","sample_ids":[206]})",
      R"({"group_by":"regression_id","key":"6","severity":"warning","sample_ids":[206]})"};
  EXPECT_THAT(
      chosen(errors, {R"({"regression_test_id":6,"failure_signature":"diff_mismatch:output:1"})",
                      R"({"regression_test_id":7,"failure_signature":"diff_mismatch:output:2"})",
                      R"({"regression_test_id":8,"failure_signature":"killed"})",
                      R"({"regression_test_id":9,"failure_signature":null})"}),
      ::testing::IsSupersetOf({"206/6", "206/8"}));
}

TEST(FailingResults, AreNamedByTheirOwnKeysWhereNoTypeNamesASample) {
  EXPECT_THAT(chosen({R"({"group_by":"sample_id","key":"206"})",
                      R"({"group_by":"regression_id","key":"6"})",
                      R"({"group_by":"regression_id","key":"x"})"}),
              ::testing::ElementsAre("206/", "/6"));
}

}  // namespace
}  // namespace sp::contract
