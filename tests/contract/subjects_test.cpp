// What the suite asks about, by what answers have named so far.
#include "seen/subjects.h"

#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "paged.h"

namespace sp::contract::testing {
namespace {

struct Line {
  int run;
  const char* status = "pass";
  const char* platform = "linux";
  const char* signature = "null";
};

// The whole history of sample 206, whose one regression test is 6.
Exchange history(const std::vector<Line>& lines) {
  std::vector<std::string> rows;
  for (const Line& line : lines) {
    rows.push_back(fmt::format(
        R"({{"run_id":{},"regression_test_id":6,"status":"{}","platform":"{}","failure_signature":{}}})",
        line.run, line.status, line.platform, line.signature));
  }
  return asked("getSampleHistory", "ok", {{"sample_id", "206"}},
               response(200, page_of(rows, 50, 0)));
}

Subjects learned(Exchange seen, std::uint64_t turn) {
  Target target;
  target.run_ids = {9};
  Transcript transcript;
  transcript.add(std::move(seen));
  return learn(target, transcript, turn);
}

TEST(Subjects, TakeAResultOfAnotherKindElsewhereFromTurnToTurn) {
  const Exchange seen = history({{9, "fail", "linux", R"("diff_mismatch:output:1006")"},
                                 {8, "fail", "linux", R"("diff_mismatch:output:1006")"},
                                 {7, "fail", "linux", R"("diff_mismatch:output:1007")"},
                                 {6},
                                 {5},
                                 {4},
                                 {3, "skipped"},
                                 {2, "pass", "windows"},
                                 {1, "pass", "windows"}});
  const auto run = [&](std::uint64_t turn) { return learned(seen, turn).elsewhere->run_id; };
  EXPECT_EQ(run(0), "3") << "the rarest first";
  std::set<std::string> runs;
  for (std::uint64_t turn = 0; turn < 4; ++turn) runs.insert(run(turn));
  EXPECT_THAT(runs, ::testing::UnorderedElementsAre("3", "8", "2", "6")) << "one of each kind";
  EXPECT_EQ(run(4), run(0));
}

TEST(Subjects, HaveNothingElsewhereInAHistoryOfOneRun) {
  EXPECT_FALSE(learned(history({{9, "fail"}}), 0).elsewhere);
  EXPECT_FALSE(learned(history({}), 0).elsewhere);
}

TEST(Subjects, TakeARunThatTheHistoryLacks) {
  const Exchange seen = history({{9}, {8}, {5}, {4}});
  const auto run = [&](std::uint64_t turn) { return learned(seen, turn).skipped->run_id; };
  EXPECT_EQ(run(0), "7");
  EXPECT_EQ(run(1), "6");
  EXPECT_EQ(run(2), "10") << "the one behind all of them comes last";
  EXPECT_EQ(run(3), "7");
  EXPECT_EQ(learned(seen, 0).skipped->regression_id, "6");
}

TEST(Subjects, TakeNoRunThatNoneCanHave) {
  EXPECT_FALSE(learned(history({{2147483647}}), 0).skipped);
  EXPECT_FALSE(learned(history({}), 0).skipped);
}

// The outputs of one result, the first of which differs.
Exchange result(const std::vector<const char*>& statuses) {
  std::string outputs;
  for (std::size_t i = 0; i < statuses.size(); ++i) {
    outputs += fmt::format(R"({}{{"output_id":{},"status":"{}"}})", i == 0 ? "" : ",", 1006 + i,
                           statuses[i]);
  }
  return asked("getRunSample", "ok", {{"run_id", "9"}, {"sample_id", "206"}},
               response(200, fmt::format(R"({{"run_id":9,"sample_id":206,"regression_id":6,)"
                                         R"("status":"fail","outputs":[{}]}})",
                                         outputs)));
}

TEST(Subjects, TakeAnOutputOfAnotherStatusFromTurnToTurn) {
  const Exchange seen = result({"diff_mismatch", "match", "match", "missing_expected"});
  const auto second = [&](std::uint64_t turn) {
    return learned(seen, turn).outputs.at(1).output_id;
  };
  EXPECT_EQ(learned(seen, 0).outputs.at(0).output_id, "1006");
  EXPECT_EQ(second(0), "1007");
  EXPECT_EQ(second(1), "1009");
  EXPECT_EQ(second(2), "1007");
}

}  // namespace
}  // namespace sp::contract::testing
