#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "transcripts.h"

namespace sp::contract::testing {
namespace {

constexpr auto pass = Outcome::passed;
constexpr auto fail = Outcome::failed;
constexpr auto skip = Outcome::skipped;

Exchange summary(const std::string& members) {
  return exchange("getRunSummary", "ok", response(200, R"({"run_id":9338,)" + members + "}"));
}

const std::string four = R"("pass_count":1,"fail_count":2,"skipped_count":3,)"
                         R"("missing_output_count":4)";

// One summary by itself.
struct Row {
  const char* name;
  const char* rule;
  std::string members;
  Outcome outcome;
  const char* pointer = "";
};

void PrintTo(const Row& row, std::ostream* out) { *out << row.name; }

class Summary : public ::testing::TestWithParam<Row> {};

TEST_P(Summary, IsJudged) {
  const Row& row = GetParam();
  const Check check =
      verdict(std::string("getRunSummary.summary.") + row.rule, summary(row.members));
  EXPECT_EQ(check.outcome, row.outcome) << to_string(check.outcome);
  if (row.outcome == fail) {
    EXPECT_EQ(check.findings.at(0).pointer, row.pointer);
  }
}

INSTANTIATE_TEST_SUITE_P(
    ByItself, Summary,
    ::testing::Values(
        Row{"four that add up", "buckets_add_up", R"("total_samples":10,)" + four, pass},
        Row{"four that do not", "buckets_add_up", R"("total_samples":11,)" + four, fail,
            "/total_samples"},
        Row{"two of four may be less", "buckets_add_up",
            R"("total_samples":10,"pass_count":1,"fail_count":2)", pass},
        Row{"two of four may not be more", "buckets_add_up",
            R"("total_samples":2,"pass_count":1,"fail_count":2)", fail, "/total_samples"},
        Row{"no total to add up to", "buckets_add_up", four, skip},
        Row{"a count beyond 64 bits", "buckets_add_up",
            R"("total_samples":18446744073709551615,)" + four, fail, "/total_samples"},
        Row{"counts below the total", "none_larger", R"("total_samples":4,)" + four, pass},
        Row{"a count above it", "none_larger", R"("total_samples":3,)" + four, fail,
            "/missing_output_count"},
        Row{"some time", "duration", R"("duration_ms":1)", pass},
        Row{"no time", "duration", R"("duration_ms":null)", pass},
        Row{"zero time", "duration", R"("duration_ms":0)", fail, "/duration_ms"},
        Row{"no word of time", "duration", R"("total_samples":1)", skip},
        Row{"errors and failures", "zero", R"("error_count":6,)" + four, pass},
        Row{"fewer errors than failures", "zero", R"("error_count":5,)" + four, fail,
            "/error_count"},
        Row{"errors and no failure", "zero",
            R"("error_count":1,"fail_count":0,"missing_output_count":0)", fail, "/error_count"},
        Row{"errors that may be of missing outputs", "zero", R"("error_count":1,"fail_count":0)",
            pass},
        Row{"no errors, no failures", "zero",
            R"("error_count":0,"fail_count":0,"missing_output_count":0)", pass}));

const std::string counts = R"("total_samples":3,"pass_count":1,"fail_count":1,"skipped_count":0,)"
                           R"("missing_output_count":1,"error_count":3,"duration_ms":50)";

Exchange errors(const char* kind, const std::string& rows, int total) {
  return exchange("getErrorSummary", kind,
                  response(200, fmt::format(R"({{"data":[{}],"pagination":{{"limit":100,)"
                                            R"("offset":0,"total":{},"next_offset":null}}}})",
                                            rows, total)));
}

// Asked for and not answered, so that a rule that is skipped is skipped for what was answered.
Exchange unanswered(const char* kind) {
  return exchange("getErrorSummary", kind,
                  response(503, R"({"code":"internal_error","message":"m","details":{}})"));
}

Check held_against(const char* rule, Exchange other, const std::string& members = counts) {
  return verdict(std::string("getRunSummary.summary.") + rule, summary(members), std::move(other),
                 unanswered("ok"), unanswered("by_sample"), unanswered("by_regression"));
}

TEST(SummaryAgainstErrors, CountsTheSameErrors) {
  const char* rule = "agrees_with_errors";
  EXPECT_EQ(held_against(rule, errors("by_regression", R"({"count":1},{"count":2})", 2)).outcome,
            pass);
  const Check check = held_against(rule, errors("by_regression", R"({"count":1},{"count":1})", 2));
  ASSERT_EQ(check.outcome, fail);
  EXPECT_THAT(check.findings.at(0).expected, ::testing::HasSubstr("2, as in the error summary"));
  // Not all rows were seen.
  EXPECT_EQ(held_against(rule, errors("by_regression", R"({"count":1})", 2)).outcome, skip);
  // An error counts once for each category.
  EXPECT_EQ(held_against(rule, errors("by_category", R"({"count":9})", 1)).outcome, skip);
}

TEST(SummaryAgainstErrors, NamesAsManyTestsAsFail) {
  const char* rule = "agrees_with_buckets";
  EXPECT_EQ(held_against(rule, errors("by_regression", "", 2)).outcome, pass);
  EXPECT_EQ(held_against(rule, errors("by_regression", "", 3)).outcome, fail);
  const auto missing = [](int count, const char* samples) {
    return errors(
        "ok",
        fmt::format(R"({{"key":"missing_output","count":{},"sample_ids":[{}]}})", count, samples),
        1);
  };
  EXPECT_EQ(held_against(rule, missing(2, "206")).outcome, pass);
  EXPECT_EQ(held_against(rule, missing(0, "")).outcome, fail);
  EXPECT_EQ(held_against(rule, missing(2, "206,207")).outcome, fail);
}

Exchange result(const std::string& status, const std::string& runtime) {
  return exchange("getRunSample", "ok",
                  response(200, fmt::format(R"({{"run_id":9338,"sample_id":206,)"
                                            R"("regression_id":6,"status":"{}","runtime_ms":{}}})",
                                            status, runtime)));
}

TEST(SummaryAgainstResults, CountsEachOfThem) {
  const char* rule = "agrees_with_results";
  EXPECT_EQ(held_against(rule, result("fail", "50")).outcome, pass);
  EXPECT_EQ(held_against(rule, result("fail", "51")).findings.at(0).pointer, "/duration_ms");
  EXPECT_EQ(held_against(rule, result("running", "null")).findings.at(0).pointer, "/skipped_count");
  // Where a bucket is not given, nothing is known of it.
  EXPECT_EQ(held_against(rule, result("skipped", "null"), R"("total_samples":1)").outcome, skip);
}

TEST(SummaryAgainstResults, TheOnlyResultTookAsLongAsTheRun) {
  const std::string one = R"("total_samples":1,"fail_count":1,"duration_ms":50)";
  EXPECT_EQ(held_against("agrees_with_results", result("fail", "50"), one).outcome, pass);
  EXPECT_EQ(held_against("agrees_with_results", result("fail", "40"), one).outcome, fail);
}

TEST(SummaryAgainstHistories, CountsEachRow) {
  const auto history = [](const char* status) {
    return exchange(
        "getSampleHistory", "ok",
        response(200, fmt::format(R"({{"data":[{{"run_id":9338,"regression_test_id":6,)"
                                  R"("status":"{}"}},{{"run_id":1,"regression_test_id":6,)"
                                  R"("status":"skipped"}}],"pagination":{{"limit":50,"offset":0,)"
                                  R"("total":2,"next_offset":null}}}})",
                                  status)));
  };
  EXPECT_EQ(held_against("agrees_with_histories", history("pass")).outcome, pass);
  EXPECT_EQ(held_against("agrees_with_histories", history("skipped")).findings.at(0).pointer,
            "/skipped_count");
}

}  // namespace
}  // namespace sp::contract::testing
