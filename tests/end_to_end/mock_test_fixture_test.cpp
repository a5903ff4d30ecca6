// MockTest as GoogleTest reports of it: in a program of its own, because its tests fail.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "command.h"

namespace sp::testing {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

std::string told_of(const std::string& test) {
  return run_command("mock-test-cases --gtest_filter=Cases." + test).output;
}

TEST(MockTestFixture, NamesTheLineThatAddedAnUnmetFaultAndTheFault) {
  EXPECT_THAT(told_of("Unmet"),
              AllOf(HasSubstr("mock_test_cases.cpp:14: Failure"),
                    HasSubstr(R"(never met: {"when":{"run_id":404},"then":{"status":500}})")));
}

TEST(MockTestFixture, LeavesASkippedTestSkipped) {
  EXPECT_THAT(told_of("Skipped"), AllOf(HasSubstr("[  SKIPPED ]"), Not(HasSubstr("never met"))));
}

TEST(MockTestFixture, AddsNoSecondFailureToATestThatFailed) {
  EXPECT_THAT(told_of("Failed"),
              AllOf(HasSubstr("for a reason of its own"), Not(HasSubstr("never met"))));
}

TEST(MockTestFixture, AMisspeltOperationFailsTheTest) {
  EXPECT_THAT(told_of("Misspelt"),
              AllOf(HasSubstr("getRunSummary"), HasSubstr("found getDif"), HasSubstr("FAILED")));
}

}  // namespace
}  // namespace sp::testing
