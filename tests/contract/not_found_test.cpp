#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "asked.h"

namespace sp::contract::testing {
namespace {

const std::string envelope = R"({"code":"not_found","message":"m","details":{}})";

constexpr auto pass = Outcome::passed;
constexpr auto fail = Outcome::failed;
constexpr auto skip = Outcome::skipped;

// Each rule that is about a status alone, with what it is judged by.
struct Row {
  const char* rule;
  const char* kind;
  Values values;
};

void PrintTo(const Row& row, std::ostream* out) { *out << row.rule; }

class NotFound : public ::testing::TestWithParam<Row> {};

TEST_P(NotFound, IsA404AndNothingElse) {
  const Row& row = GetParam();
  const std::string rule = row.rule;
  const std::string operation = rule.substr(0, rule.find('.'));
  const auto judged = [&](int status) {
    return verdict(rule, asked(operation, row.kind, row.values, response(status, envelope)));
  };
  EXPECT_EQ(judged(404).outcome, pass);
  for (const int status : {200, 204, 400, 401, 403, 410, 422, 500, 503}) {
    EXPECT_EQ(judged(status).outcome, fail) << status;
  }
  EXPECT_EQ(judged(429).outcome, skip);
  EXPECT_EQ(verdict(rule, asked(operation, "ok", row.values, response(200, "{}"))).outcome, skip);
}

Values output(const char* sample, const char* regression, const char* id) {
  return {
      {"run_id", "9338"}, {"sample_id", sample}, {"regression_id", regression}, {"output_id", id}};
}

INSTANTIATE_TEST_SUITE_P(
    Each, NotFound,
    ::testing::Values(
        Row{"getRunSummary.not_found.run", "unknown", {{"run_id", unknown_id}}},
        Row{"getErrorSummary.not_found.run", "unknown", {{"run_id", unknown_id}}},
        Row{"getRunSample.not_found.run",
            "unknown",
            {{"run_id", unknown_id}, {"sample_id", "206"}}},
        Row{"getDiff.not_found.run", "unknown", output("206", "6", "1006")},
        Row{"getRunSample.not_found.sample",
            "unknown_sample",
            {{"run_id", "9338"}, {"sample_id", unknown_id}}},
        Row{"getSampleHistory.not_found.sample", "unknown", {{"sample_id", unknown_id}}},
        Row{"getDiff.not_found.regression_test", "unknown_regression_test",
            output("206", unknown_id, "1006")},
        Row{"getDiff.not_found.output", "unknown_output", output("206", "6", unknown_id)},
        Row{"getDiff.not_found.foreign_output", "foreign_output", output("206", "6", "1007")},
        Row{"getDiff.not_found.foreign_sample", "foreign_sample", output("207", "6", "1006")},
        Row{"getDiff.not_found.swapped", "swapped", output("6", "206", "1006")}));

TEST(SampleForTest, IsNoneUnlessATestHasItsNumber) {
  const auto judged = [](int status, const std::string& body) {
    const auto upstream = schemas::Revision::upstream;
    return verdict_in(upstream, "getRunSample.not_found.sample_for_test",
                      asked("getRunSample", "sample_for_test",
                            {{"run_id", "9338"}, {"regression_test_id", "206"}},
                            response(status, body), {}, upstream))
        .outcome;
  };
  EXPECT_EQ(judged(404, envelope), pass);
  EXPECT_EQ(judged(200, R"({"regression_test_id":206,"sample_id":9})"), pass);
  EXPECT_EQ(judged(200, R"({"regression_test_id":6,"sample_id":206})"), fail);
}

// The history of sample 206 with rows of these runs, of `total`.
Exchange history(const std::vector<int>& runs, int total) {
  std::string rows;
  for (const int run : runs) {
    rows += fmt::format(R"({}{{"run_id":{},"regression_test_id":6,"status":"pass"}})",
                        rows.empty() ? "" : ",", run);
  }
  return asked(
      "getSampleHistory", "ok", {{"sample_id", "206"}},
      response(200,
               fmt::format(R"({{"data":[{}],"pagination":{{"limit":50,"offset":0,"total":{}}}}})",
                           rows, total)));
}

Check absent(Exchange seen, int status, const std::string& body = envelope) {
  return verdict("getRunSample.not_found.sample_not_in_run", std::move(seen),
                 asked("getRunSample", "sample_not_in_run",
                       {{"run_id", "9001"}, {"sample_id", "206"}}, response(status, body)));
}

TEST(SampleNotInRun, IsA404) {
  EXPECT_EQ(absent(history({9338, 9339}, 2), 404).outcome, pass);
  EXPECT_EQ(absent(history({9338, 9339}, 2), 200, "{}").outcome, fail);
  EXPECT_EQ(absent(history({9338, 9339}, 2), 400).outcome, fail);
}

TEST(SampleNotInRun, IsNotJudgedByHalfAHistoryNorByOneThatHasTheRun) {
  EXPECT_EQ(absent(history({9338}, 2), 200, "{}").outcome, skip);
  EXPECT_EQ(absent(history({9338, 9001}, 2), 200, "{}").outcome, skip);
}

TEST(SampleNotInRun, MayBeARegressionTestThatIs) {
  EXPECT_EQ(absent(history({9338}, 1), 200, R"({"sample_id":7,"regression_id":206})").outcome,
            skip);
}

// What became of a 404 of the run 5 with these details.
Check details(const std::string& members, const std::string& sample = "206") {
  return verdict(
      "getRunSample.not_found.details",
      asked("getRunSample", "unknown", {{"run_id", "5"}, {"sample_id", sample}},
            response(404, fmt::format(R"({{"code":"not_found","message":"m","details":{{{}}}}})",
                                      members))));
}

TEST(Details, NameWhatWasAskedFor) {
  EXPECT_EQ(details(R"("resource":"run","id":5)").outcome, pass);
  EXPECT_EQ(details(R"("resource":"sample","id":206)").outcome, pass);
  EXPECT_EQ(details(R"("resource":"run","id":206)").findings.at(0).pointer, "/details/id");
  EXPECT_EQ(details(R"("resource":"sample","id":7)").findings.at(0).pointer, "/details/id");
  EXPECT_EQ(details(R"("resource":"","id":5)").findings.at(0).pointer, "/details/resource");
}

TEST(Details, MayHoldAnythingElse) {
  EXPECT_EQ(details("").outcome, skip);
  EXPECT_EQ(details(R"("id":"abc")").outcome, skip);
  EXPECT_EQ(details(R"("request":7)").outcome, skip);
}

}  // namespace
}  // namespace sp::contract::testing
