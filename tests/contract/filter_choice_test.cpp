// What a history is asked by.
#include "seen/filter_choice.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace sp::contract {
namespace {

std::string chosen(const std::string& rows) {
  const auto document = schemas::parse(rows);
  const Marks marks = marks_to_filter_by(*document.root().array());
  return marks.platform + " " + marks.branch;
}

TEST(MarksToFilterBy, AreThoseThatOtherRowsShareHalfOf) {
  const std::string a = R"({"platform": "linux", "branch": "master"})";
  const std::string b = R"({"platform": "windows", "branch": "master"})";
  const std::string c = R"({"platform": "linux", "branch": "dvb"})";
  const std::string d = R"({"platform": "windows", "branch": "fix"})";
  const std::string none = R"({"platform": "linux", "branch": null})";
  EXPECT_EQ(chosen("[" + c + "," + b + "," + a + "]"), "linux master");
  EXPECT_EQ(chosen("[" + d + "," + a + "," + b + "]"), "windows master");
  EXPECT_EQ(chosen("[" + a + "," + b + "]"), "linux master");
  EXPECT_EQ(chosen("[" + a + "," + d + "]"), " ");
  EXPECT_EQ(chosen("[" + none + "]"), " ");
  EXPECT_EQ(chosen("[]"), " ");
}

TEST(InsideRuns, AreThePlacesBetweenTwoRowsOfOneRun) {
  const auto document = schemas::parse(
      R"([{"run_id": 2}, {"run_id": 2}, {"run_id": 1}, {}, {}, {"run_id": 1}, {"run_id": 1}])");
  EXPECT_THAT(inside_runs(*document.root().array()), ::testing::ElementsAre(1, 6));
}

}  // namespace
}  // namespace sp::contract
