#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "transcripts.h"

namespace sp::contract::testing {
namespace {

using ::testing::HasSubstr;

constexpr auto pass = Outcome::passed;
constexpr auto fail = Outcome::failed;
constexpr auto skip = Outcome::skipped;

Exchange errors(const std::string& kind, const std::string& rows, int total) {
  return exchange("getErrorSummary", kind,
                  response(200, fmt::format(R"({{"data":[{}],"pagination":{{"limit":100,)"
                                            R"("offset":0,"total":{},"next_offset":null}}}})",
                                            rows, total)));
}

// Asked for and not answered, so that a rule that is skipped is skipped for what was answered.
Exchange unanswered(const std::string& kind) {
  return exchange("getErrorSummary", kind,
                  response(503, R"({"code":"internal_error","message":"m","details":{}})"));
}

std::string row(const std::string& key, int count, const std::string& severity,
                const std::string& samples) {
  return fmt::format(R"({{"key":"{}","count":{},"severity":"{}","sample_ids":[{}]}})", key, count,
                     severity, samples);
}

// One list by itself.
struct Row {
  const char* name;
  const char* rule;
  const char* kind;
  std::string rows;
  Outcome outcome;
  const char* pointer = "";
};

void PrintTo(const Row& row, std::ostream* out) { *out << row.name; }

class ErrorList : public ::testing::TestWithParam<Row> {};

TEST_P(ErrorList, IsJudged) {
  const Row& given = GetParam();
  const Check check =
      verdict(std::string("getErrorSummary.error_summary.") + given.rule,
              errors(given.kind, given.rows, given.rows.empty() ? 0 : 2), unanswered("ok"),
              unanswered("by_sample"), unanswered("by_regression"));
  EXPECT_EQ(check.outcome, given.outcome) << to_string(check.outcome);
  if (given.outcome == fail) {
    EXPECT_EQ(check.findings.at(0).pointer, given.pointer);
  }
}

std::string times(const std::string& first, const std::string& last) {
  return fmt::format(R"({{"first_seen_at":{},"last_seen_at":{}}})", first, last);
}
const std::string noon = R"("2026-06-01T12:00:00Z")";
const std::string later = R"("2026-06-01T14:00:00+01:00")";

INSTANTIATE_TEST_SUITE_P(
    Keys, ErrorList,
    ::testing::Values(
        Row{"two keys", "keys_unique", "ok", R"({"key":"a"},{"key":"b"})", pass},
        Row{"a key twice", "keys_unique", "ok", R"({"key":"a"},{"key":"a"})", fail, "/data/1/key"},
        Row{"no keys", "keys_unique", "ok", "", skip},
        Row{"by default by type", "group_by_echoed", "ok", R"({"group_by":"type"})", pass},
        Row{"another dimension", "group_by_echoed", "by_sample", R"({"group_by":"type"})", fail,
            "/data/0/group_by"},
        Row{"a type", "keys_fit", "ok", row("missing_output", 1, "error", "1"), pass},
        Row{"a type that nobody documents", "keys_fit", "ok", row("time_out", 1, "info", "1"),
            pass},
        Row{"a type in words", "keys_fit", "ok", row("Missing output", 1, "error", "1"), fail,
            "/data/0/key"},
        Row{"a type with another severity", "keys_fit", "ok", row("missing_output", 1, "info", "1"),
            fail, "/data/0/severity"},
        Row{"an id", "keys_fit", "by_sample", row("2147483647", 1, "error", "1"), pass},
        Row{"an id that is too large", "keys_fit", "by_sample", row("2147483648", 1, "error", "1"),
            fail, "/data/0/key"},
        Row{"an id with a zero in front", "keys_fit", "by_regression", row("06", 1, "error", "1"),
            fail, "/data/0/key"},
        Row{"a severity", "keys_fit", "by_severity", row("error", 1, "error", "1"), pass},
        Row{"a severity of another", "keys_fit", "by_severity", row("error", 1, "info", "1"), fail,
            "/data/0/severity"},
        Row{"no severity", "keys_fit", "by_severity", row("fatal", 1, "error", "1"), fail,
            "/data/0/key"},
        Row{"a category", "keys_fit", "by_category", row("CEA-608 / 708", 1, "error", "1"), pass}));

INSTANTIATE_TEST_SUITE_P(
    Counts, ErrorList,
    ::testing::Values(
        Row{"an error", "counts_positive", "ok", R"({"count":1})", pass},
        Row{"no error", "counts_positive", "ok", R"({"count":0})", fail, "/data/0/count"},
        Row{"a sample twice", "sample_ids", "ok", row("a", 2, "error", "1,1"), fail,
            "/data/0/sample_ids"},
        Row{"more samples than errors", "sample_ids", "ok", row("a", 1, "error", "1,2"), fail,
            "/data/0/sample_ids"},
        Row{"no sample", "sample_ids", "ok", row("a", 1, "error", ""), fail, "/data/0/sample_ids"},
        Row{"samples that are not listed", "sample_ids", "ok", R"({"key":"a","count":1})", skip},
        Row{"the sample that is the key", "sample_ids", "by_sample", row("7", 2, "error", "7"),
            pass},
        Row{"another than the key", "sample_ids", "by_sample", row("7", 2, "error", "8"), fail,
            "/data/0/sample_ids"},
        Row{"a test of two samples", "sample_ids", "by_regression", row("7", 2, "error", "8,9"),
            fail, "/data/0/sample_ids"},
        Row{"times in order, in two zones", "seen_at", "ok", times(noon, later), pass},
        Row{"times out of order", "seen_at", "ok", times(later, noon), fail,
            "/data/0/last_seen_at"},
        Row{"no times", "seen_at", "ok", times("null", "null"), pass},
        Row{"half a time", "seen_at", "ok", times("null", noon), fail, "/data/0/first_seen_at"},
        Row{"no word of times", "seen_at", "ok", "{}", skip},
        Row{"the severity asked for", "severity_filter", "severity_error",
            row("6", 1, "error", "1"), pass},
        Row{"nothing of that severity", "severity_filter", "severity_info", "", pass},
        Row{"another severity", "severity_filter", "severity_error", row("6", 1, "warning", "1"),
            fail, "/data/0/severity"},
        Row{"no severity asked for", "severity_filter", "ok", row("a", 1, "error", "1"), skip},
        Row{"tests in order", "order", "by_regression", R"({"key":"9"},{"key":"10"})", pass},
        Row{"tests out of order", "order", "by_regression", R"({"key":"10"},{"key":"9"})", fail,
            "/data/1/key"}));

// A run in which the output of test 6 differs, and test 7 ends with the wrong exit code.
struct FailingRun {
  std::string type = row("diff_mismatch", 1, "warning", "206") + "," +
                     row("exit_code_mismatch", 1, "error", "207");
  std::string sample = row("206", 1, "warning", "206") + "," + row("207", 1, "error", "207");
  std::string regression = row("6", 1, "warning", "206") + "," + row("7", 1, "error", "207");
  std::string category = row("A", 2, "error", "206,207") + "," + row("B", 1, "error", "207");
  std::string severity =
      row("warning", 1, "warning", "206") + "," + row("error", 1, "error", "207");
  std::string only_errors = row("7", 1, "error", "207");
  int total = 1;  // of only_errors
};

Check judge_run(const std::string& rule, const FailingRun& run) {
  return verdict("getErrorSummary.error_summary." + rule, errors("ok", run.type, 2),
                 errors("by_sample", run.sample, 2), errors("by_regression", run.regression, 2),
                 errors("by_category", run.category, 2), errors("by_severity", run.severity, 2),
                 errors("severity_error", run.only_errors, run.total));
}

struct Breach {
  const char* name;
  const char* rule;
  FailingRun run;
  const char* pointer;
};

void PrintTo(const Breach& breach, std::ostream* out) { *out << breach.name; }

class Groupings : public ::testing::TestWithParam<Breach> {};

TEST_P(Groupings, ThatContradictEachOtherAreNoticed) {
  const Breach& breach = GetParam();
  const Check check = judge_run(breach.rule, breach.run);
  ASSERT_EQ(check.outcome, fail) << to_string(check.outcome);
  EXPECT_EQ(check.findings.at(0).pointer, breach.pointer);
}

TEST_P(Groupings, ThatAgreeAreFine) {
  const Check check = judge_run(GetParam().rule, FailingRun());
  EXPECT_EQ(check.outcome, pass);
}

std::string swapped(const std::string& a, const std::string& b) { return b + "," + a; }

INSTANTIATE_TEST_SUITE_P(
    OfOneRun, Groupings,
    ::testing::Values(
        Breach{"a total",
               "totals_agree",
               {.severity = row("warning", 1, "warning", "206") + "," +
                            row("error", 2, "error", "207")},
               "/data"},
        Breach{"a sample that one lacks",
               "samples_agree",
               {.type = row("diff_mismatch", 1, "warning", "206") + "," +
                        row("exit_code_mismatch", 1, "error", "206")},
               "/data"},
        Breach{"a sample of no other by category",
               "samples_agree",
               {.category = row("A", 1, "error", "208") + "," + row("B", 1, "error", "207")},
               "/data"},
        Breach{"a count by sample",
               "counts_agree",
               {.sample = row("206", 2, "warning", "206") + "," + row("207", 1, "error", "207")},
               "/data/0/count"},
        Breach{"a count by category",
               "counts_agree",
               {.category = row("A", 3, "error", "206,207") + "," + row("B", 1, "error", "207")},
               "/data/0/count"},
        Breach{"a severity by sample",
               "severities_agree",
               {.sample = row("206", 1, "error", "206") + "," + row("207", 1, "error", "207")},
               "/data/0/severity"},
        Breach{"a severity by category",
               "severities_agree",
               {.category = row("A", 2, "warning", "206,207") + "," + row("B", 1, "error", "207")},
               "/data/0/severity"},
        Breach{"the samples of a severity",
               "severities_agree",
               {.severity = row("warning", 1, "warning", "207") + "," +
                            row("error", 1, "error", "206")},
               "/data/0/severity"},
        Breach{"the order by type",
               "order",
               {.type = swapped(row("diff_mismatch", 1, "warning", "206"),
                                row("exit_code_mismatch", 1, "error", "207"))},
               "/data/1/key"},
        Breach{"the order by sample",
               "order",
               {.sample = swapped(row("206", 1, "warning", "206"), row("207", 1, "error", "207"))},
               "/data/1/key"},
        Breach{"a filter that loses a row",
               "filter_keeps_all",
               {.only_errors = "", .total = 0},
               "/pagination/total"},
        Breach{"a filter that loses a row and counts it",
               "filter_keeps_all",
               {.only_errors = ""},
               "/data"},
        Breach{"a filter that shows another row",
               "filter_keeps_all",
               {.only_errors = row("6", 1, "error", "206")},
               "/data/0/key"},
        Breach{"a filter of errors and not of rows",
               "filter_keeps_all",
               {.only_errors = row("7", 2, "error", "207")},
               "/data/0/count"}));

TEST(Groupings, ATestWithoutACategoryIsInNone) {
  FailingRun run;
  run.category = row("B", 1, "error", "207");
  const auto judge = [&](const std::string& rule) {
    return verdict("getErrorSummary.error_summary." + rule, errors("ok", run.type, 2),
                   errors("by_regression", run.regression, 2),
                   errors("by_category", run.category, 1))
        .outcome;
  };
  EXPECT_EQ(judge("samples_agree"), pass);
  EXPECT_EQ(judge("totals_agree"), pass);
  EXPECT_EQ(judge("counts_agree"), pass);
}

TEST(Groupings, AreNotJudgedByHalf) {
  const auto judge = [](const std::string& rule) {
    return verdict("getErrorSummary.error_summary." + rule, errors("ok", "", 0),
                   errors("by_regression", row("6", 1, "error", "206"), 7), unanswered("by_sample"))
        .outcome;
  };
  for (const char* rule : {"totals_agree", "samples_agree", "counts_agree", "severities_agree"}) {
    EXPECT_EQ(judge(rule), skip) << rule;
  }
}

TEST(ErrorList, SeveralTestsOfASampleLeaveTheOrderOpen) {
  const auto order = [](const std::string& types) {
    return verdict("getErrorSummary.error_summary.order", errors("ok", types, 2),
                   errors("by_regression",
                          row("6", 1, "error", "206") + "," + row("7", 1, "error", "206"), 2))
        .outcome;
  };
  const std::string exit_code = row("exit_code_mismatch", 1, "error", "206");
  const std::string missing = row("missing_output", 1, "error", "206");
  EXPECT_EQ(order(exit_code + "," + missing), pass);
  EXPECT_EQ(order(missing + "," + exit_code), pass);
}

// One result against the run above.
Check with_result(const FailingRun& run, const std::string& members) {
  return verdict("getErrorSummary.error_summary.agrees_with_results", errors("ok", run.type, 2),
                 errors("by_sample", run.sample, 2), errors("by_regression", run.regression, 2),
                 errors("by_category", run.category, 2),
                 exchange("getRunSample", "ok",
                          response(200, R"({"run_id":9338,"sample_id":206,"regression_id":6,)" +
                                            members + "}")));
}

const std::string zero = R"("exit_code":0,"expected_exit_code":0,)";
const std::string differs =
    R"("status":"fail",)" + zero + R"("outputs":[{"output_id":1,"status":"diff_mismatch"}])";

TEST(ErrorsAgainstResults, Agree) {
  EXPECT_EQ(with_result({}, differs).outcome, pass);
  EXPECT_EQ(with_result({}, differs + R"(,"category":"A")").outcome, pass);
}

TEST(ErrorsAgainstResults, AResultThatRaisesNoneIsInNoBucket) {
  for (const char* status : {"pass", "running", "skipped", "not_started"}) {
    EXPECT_EQ(with_result({}, fmt::format(R"("status":"{}")", status)).outcome, fail) << status;
  }
}

TEST(ErrorsAgainstResults, AResultOfAnotherTypeIsNoticed) {
  const std::string exit_code = R"("status":"fail","exit_code":1,"expected_exit_code":0,)"
                                R"("outputs":[{"output_id":1,"status":"match"}])";
  EXPECT_EQ(with_result({}, exit_code).outcome, fail);
  EXPECT_EQ(with_result({}, R"("status":"missing_output")").outcome, fail);
}

TEST(ErrorsAgainstResults, ABucketThatLacksOrExceedsItIsNoticed) {
  FailingRun run;
  run.regression = row("6", 2, "warning", "206") + "," + row("7", 1, "error", "207");
  EXPECT_THAT(with_result(run, differs).findings.at(0).expected, HasSubstr("at most 1"));
  run.regression = row("7", 1, "error", "207") + "," + row("8", 1, "error", "208");
  EXPECT_THAT(with_result(run, differs).findings.at(0).actual, HasSubstr("no such row"));
  EXPECT_EQ(with_result({}, differs + R"(,"category":"C")").outcome, fail);
}

TEST(ErrorsAgainstResults, WhatAResultDoesNotTellIsNotHeldAgainstIt) {
  FailingRun run;
  run.type =
      row("missing_output", 3, "error", "206") + "," + row("exit_code_mismatch", 1, "error", "207");
  run.sample = row("206", 3, "error", "206") + "," + row("207", 1, "error", "207");
  run.regression = row("6", 3, "error", "206") + "," + row("7", 1, "error", "207");
  // What was never produced may be left out.
  EXPECT_EQ(with_result(run, R"("status":"missing_output","outputs":[])").outcome, pass);
  // A result that contradicts itself is another family's.
  EXPECT_EQ(with_result({}, R"("status":"fail","outputs":[],)" + zero + R"("tags":[])").outcome,
            skip);
}

}  // namespace
}  // namespace sp::contract::testing
