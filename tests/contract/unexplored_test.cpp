// What is asked about beyond the plan, by what answers have named so far.
#include "seen/unexplored.h"

#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "paged.h"

namespace sp::contract::testing {
namespace {

struct Line {
  int run;
  int test = 6;
  const char* status = "pass";
};

Exchange history(const char* sample, const std::vector<Line>& lines) {
  std::vector<std::string> rows;
  for (const Line& line : lines) {
    rows.push_back(
        fmt::format(R"({{"run_id":{},"regression_test_id":{},"status":"{}","platform":"linux"}})",
                    line.run, line.test, line.status));
  }
  return asked("getSampleHistory", "ok", {{"sample_id", sample}},
               response(200, page_of(rows, 50, 0)));
}

Exchange result(const char* run, const char* sample, int test, const std::string& outputs) {
  return asked("getRunSample", "ok", {{"run_id", run}, {"sample_id", sample}},
               response(200, fmt::format(R"({{"run_id":{},"sample_id":{},"regression_id":{},)"
                                         R"("status":"fail","outputs":[{}]}})",
                                         run, sample, test, outputs)));
}

Exchange diff(const char* output, const std::string& hunks) {
  return asked(
      "getDiff", "ok",
      {{"run_id", "9"}, {"sample_id", "206"}, {"regression_id", "6"}, {"output_id", output}},
      response(200, fmt::format(R"({{"status":"different","hunks":[{}]}})", hunks)));
}

std::string hunk(const char* text) {
  return fmt::format(
      R"({{"expected_start":1,"actual_start":1,"lines":[{{"kind":"added","text":"{}","actual_line":1}}]}})",
      text);
}

std::string output(int id, const char* status) {
  return fmt::format(R"({{"output_id":{},"status":"{}"}})", id, status);
}

template <class... Exchanges>
Unexplored unexplored(std::uint64_t turn, Exchanges... exchanges) {
  Transcript transcript;
  (transcript.add(std::move(exchanges)), ...);
  return {Catalogue::of(schemas::Revision::published).api(), transcript, turn};
}

TEST(Unexplored, IsNothingWhereNothingWasNamed) {
  const Unexplored nothing = unexplored(0);
  EXPECT_FALSE(nothing.summary() || nothing.errors() || nothing.result() || nothing.diff() ||
               nothing.other_form() || nothing.history() || nothing.lacking());
}

TEST(Unexplored, TakesResultsOfAKindThatWasNotSeen) {
  const Exchange rows = history("206", {{9}, {8}, {7, 6, "skipped"}, {5}});
  EXPECT_EQ(unexplored(0, rows).result()->run_id, "7") << "the rarest";
  const auto next = unexplored(0, rows, result("7", "206", 6, "")).result();
  EXPECT_NE(next->run_id, "7") << "it was asked for";
  const Exchange of_another_test = history("207", {{4, 7}});
  EXPECT_EQ(unexplored(0, rows, of_another_test, result("7", "206", 6, "")).result()->run_id, "4");
}

TEST(Unexplored, TakesOtherResultsInOtherTurns) {
  const Exchange rows = history("206", {{9}, {8}, {7}, {6}, {5}, {4}, {3}});
  std::set<std::string> runs;
  for (std::uint64_t turn = 0; turn < 20; ++turn)
    runs.insert(unexplored(turn, rows).result()->run_id);
  EXPECT_GT(runs.size(), 3u);
  EXPECT_EQ(unexplored(5, rows).result()->run_id, unexplored(5, rows).result()->run_id);
}

TEST(Unexplored, TakesRunsWhoseResultsAreRare) {
  const Exchange rows = history("206", {{9}, {8}, {7, 6, "skipped"}, {5}});
  EXPECT_EQ(unexplored(0, rows).summary(), "7");
  EXPECT_FALSE(unexplored(0, rows).errors()) << "no run is known to fail";
  EXPECT_TRUE(unexplored(2, rows).errors()) << "which is asked, too, now and then";
  EXPECT_EQ(unexplored(0, history("206", {{9}, {8, 6, "fail"}})).errors()->run_id, "8");
}

TEST(Unexplored, TakesDiffsOfOutputsThatAreUnlikeThoseSeen) {
  const Exchange seen = result("9", "206", 6,
                               output(1006, "diff_mismatch") + "," + output(1007, "match") + "," +
                                   output(1008, "match") + "," + output(1009, "diff_mismatch"));
  const auto after = [&](auto... asked) {
    return unexplored(0, seen, diff(asked, hunk("a"))...).diff()->output.output_id;
  };
  EXPECT_THAT(after("1006"), ::testing::AnyOf("1007", "1008")) << "of another status";
  EXPECT_EQ(after("1006", "1007"), "1009") << "each difference is another one";
  EXPECT_EQ(after("1009", "1008"), "1006");
  EXPECT_EQ(after("1006", "1009", "1007"), "1008");
}

TEST(Unexplored, TakesTheOtherFormOfWhatIsEasilyLost) {
  const Exchange seen = result("9", "206", 6,
                               output(1006, "diff_mismatch") + "," + output(1007, "diff_mismatch") +
                                   "," + output(1008, "match"));
  const auto form = unexplored(0, seen, diff("1006", hunk("a"))).other_form();
  ASSERT_TRUE(form);
  EXPECT_EQ(form->output.output_id, "1006");
  EXPECT_TRUE(form->unified);
  EXPECT_FALSE(unexplored(0, seen, diff("1008", "")).other_form()) << "nothing differs";
  // Of two forms of one kind and one of another, the other one.
  Exchange unified = diff("1006", hunk("a"));
  unified.request.values.emplace_back("format", "unified");
  const auto next = unexplored(0, seen, diff("1006", hunk("a")), unified,
                               diff("1007", hunk("a\\r") + "," + hunk("b")))
                        .other_form();
  EXPECT_EQ(next->output.output_id, "1007");
}

TEST(Unexplored, TakesDiffsThatSignaturesName) {
  const Exchange rows =
      asked("getSampleHistory", "ok", {{"sample_id", "206"}},
            response(200, page_of({R"({"run_id":8,"regression_test_id":6,"status":"fail",)"
                                   R"("failure_signature":"diff_mismatch:output:1006"})",
                                   R"({"run_id":7,"regression_test_id":6,"status":"fail",)"
                                   R"("failure_signature":"diff_mismatch:output:none"})"},
                                  50, 0)));
  const Subjects::Output named = unexplored(0, rows).diff()->output;
  EXPECT_EQ(named, (Subjects::Output{"8", "206", "6", "1006"}));
}

TEST(Unexplored, TakesSamplesThatErrorsName) {
  const Exchange errors = asked(
      "getErrorSummary", "ok", {{"run_id", "9"}},
      response(200,
               page_of({R"({"group_by":"type","key":"diff","sample_ids":[206,300]})"}, 50, 0)));
  const Exchange known = history("206", {{9}});
  EXPECT_EQ(unexplored(0, errors, known).history(), "300");
  EXPECT_FALSE(unexplored(0, errors, known, history("300", {})).history());
}

// In `published` a sample's id stands for its lowest test in the run.
TEST(Unexplored, NamesAResultByItsTestWhereTheSampleStandsForAnother) {
  const auto second = [](const char* other_sample) {
    return unexplored(0, history("206", {{9}, {9, 7, "fail"}}), history(other_sample, {{8, 9}}),
                      result("9", "206", 6, ""), result("8", other_sample, 9, ""))
        .result();
  };
  const auto by_test = second("300");
  EXPECT_EQ(by_test->id, "7");
  EXPECT_TRUE(by_test->by_test);
  EXPECT_FALSE(second("7")) << "which would be the sample's";
}

Exchange summary(const char* run, const char* kind = "ok", int status = 200) {
  return asked("getRunSummary", kind, {{"run_id", run}}, response(status, "{}"));
}

TEST(Unexplored, GuessesIdsNextToKnownOnesUntilTwoAreWrong) {
  const auto guessed = [](auto... more) {
    return unexplored(0, summary("9"), history("206", {{9}}), more...);
  };
  EXPECT_THAT(*guessed().guessed_run(), ::testing::AnyOf("8", "10"));
  EXPECT_THAT(guessed().guessed_result()->id, ::testing::AnyOf("205", "207", "5", "7"));
  const Exchange wrong = summary("8", "guessed", 404);
  EXPECT_EQ(guessed(wrong).guessed_run(), "10");
  EXPECT_FALSE(guessed(wrong, summary("10", "guessed", 404)).guessed_run());
  const auto no_result = [](const char* id) {
    return asked("getRunSample", "guessed", {{"run_id", "9"}, {"sample_id", id}},
                 response(404, "{}"));
  };
  EXPECT_TRUE(guessed(no_result("207")).guessed_result());
  EXPECT_FALSE(guessed(no_result("207"), no_result("5")).guessed_result());
}

TEST(Unexplored, GuessesNoIdThatNoneCanHave) {
  EXPECT_EQ(unexplored(0, summary("2147483647")).guessed_run(), "2147483646");
  EXPECT_EQ(unexplored(0, summary("1")).guessed_run(), "2");
}

TEST(Unexplored, TakesRunsThatAHistoryLacks) {
  const Exchange rows = history("206", {{9}, {7}});
  EXPECT_FALSE(unexplored(0, rows).lacking()) << "none is known to be there";
  EXPECT_EQ(unexplored(0, rows, summary("8")).lacking()->run_id, "8");
  EXPECT_EQ(unexplored(0, rows, summary("8", "guessed")).lacking()->run_id, "8");
  EXPECT_FALSE(unexplored(0, rows, summary("6")).lacking()) << "the history may go on";
}

// What was asked for by an id that may be none is a result like others where it is there.
TEST(Unexplored, ResultsThatAreThereAreJudged) {
  const auto found = [](const char* kind) {
    return asked("getRunSample", kind, {{"run_id", "8"}, {"sample_id", "206"}},
                 response(200, R"({"run_id":8,"sample_id":206,"regression_id":6,)"
                               R"("status":"pass","outputs":[]})"));
  };
  const Exchange rows = history("206", {{9}, {7}});
  for (const char* kind : {"skipped", "guessed"}) {
    const Check lost = verdict("getSampleHistory.history.complete", rows, found(kind));
    ASSERT_EQ(lost.outcome, Outcome::failed) << kind;
    EXPECT_EQ(lost.findings.front().pointer, "/data");
  }
}

TEST(Unexplored, ResultsAreNamedByTheirTestsOnlyWhereThatWasAskedFor) {
  const auto ids = [](const char* kind) {
    return verdict("getRunSample.response.ids",
                   asked("getRunSample", kind, {{"run_id", "9"}, {"sample_id", "7"}},
                         response(200, R"({"run_id":9,"sample_id":206,"regression_id":7})")))
        .outcome;
  };
  EXPECT_EQ(ids("by_test"), Outcome::passed);
  EXPECT_EQ(ids("guessed"), Outcome::passed);
  EXPECT_EQ(ids("ok"), Outcome::failed);
}

}  // namespace
}  // namespace sp::contract::testing
