// Each violation of the contract that scenarios/violations has, made again of its recording.
#include <gtest/gtest.h>

#include "import/import.h"
#include "import/same_failures.h"

namespace sp::mock::testing {
namespace {

class ImportsOfViolations : public ::testing::TestWithParam<sp::testing::Violation> {};

TEST_P(ImportsOfViolations, FailTheSameChecksWhereTheWorldIsKnown) {
  expect_same_failures(GetParam());
}

TEST_P(ImportsOfViolations, FailTheSameChecks) {
  expect_same_failures(GetParam(), [](const Recording& recording) {
    Notes notes;
    return import_world(recording, notes);
  });
}

INSTANTIATE_TEST_SUITE_P(Scenarios, ImportsOfViolations,
                         ::testing::ValuesIn(sp::testing::violations_of_each_revision()));

}  // namespace
}  // namespace sp::mock::testing
