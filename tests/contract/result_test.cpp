#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "transcripts.h"

namespace sp::contract::testing {
namespace {

constexpr auto pass = Outcome::passed;
constexpr auto fail = Outcome::failed;
constexpr auto skip = Outcome::skipped;

Exchange result(const std::string& members, const char* kind = "ok") {
  const int run = std::string_view(kind) == "ok" ? 9338 : 9339;
  return exchange(
      "getRunSample", kind,
      response(200, fmt::format(R"({{"run_id":{},"regression_id":6,{}}})", run, members)));
}

std::string hash(char digit) { return "\"" + std::string(64, digit) + "\""; }

std::string output(const std::string& status, const std::string& expected,
                   const std::string& actual) {
  return fmt::format(R"("outputs":[{{"output_id":1,"status":"{}","expected_hash":{},)"
                     R"("actual_hash":{}}}])",
                     status, expected, actual);
}

struct Row {
  const char* name;
  const char* rule;
  std::string members;
  Outcome outcome;
  const char* pointer = "";
};

void PrintTo(const Row& row, std::ostream* out) { *out << row.name; }

class Result : public ::testing::TestWithParam<Row> {};

TEST_P(Result, IsJudged) {
  const Row& row = GetParam();
  const Check check = verdict(std::string("getRunSample.result.") + row.rule, result(row.members));
  EXPECT_EQ(check.outcome, row.outcome) << to_string(check.outcome);
  if (row.outcome == fail) {
    EXPECT_EQ(check.findings.at(0).pointer, row.pointer);
  }
}

const std::string zero = R"("exit_code":0,"expected_exit_code":0,)";
const std::string crash = R"("exit_code":139,"expected_exit_code":0,)";
const std::string matches = R"("outputs":[{"output_id":1,"status":"match"}])";
const std::string differs = R"("outputs":[{"output_id":1,"status":"diff_mismatch"}])";
const std::string misses = R"("outputs":[{"output_id":1,"status":"missing_output"}])";
const std::string no_baseline = R"("outputs":[{"output_id":1,"status":"missing_expected"}])";
const std::string failed = R"("status":"fail",)";
const std::string passed = R"("status":"pass",)";

INSTANTIATE_TEST_SUITE_P(
    Status, Result,
    ::testing::Values(
        Row{"an output differs", "cause", failed + differs, pass},
        Row{"an exit code differs", "cause", failed + crash + matches, pass},
        Row{"nothing differs", "cause", failed + zero + matches, fail, "/status"},
        Row{"a missing baseline is no cause", "cause", failed + zero + no_baseline, fail,
            "/status"},
        // The platform compares the two as values, null among them; others leave the code out.
        Row{"a code where none is expected", "cause",
            failed + R"("exit_code":0,"expected_exit_code":null,)" + matches, skip},
        Row{"no code where one is expected", "cause",
            failed + R"("exit_code":null,"expected_exit_code":0,)" + matches, skip},
        Row{"no code, and none is expected", "cause",
            failed + R"("exit_code":null,"expected_exit_code":null,)" + matches, fail, "/status"},
        Row{"a code where none is expected may pass", "pass_is_clean",
            passed + R"("exit_code":0,"expected_exit_code":null,)" + matches, pass},
        Row{"outputs are not listed", "cause", failed + R"("exit_code":0,"expected_exit_code":0)",
            skip},
        Row{"a pass needs no cause", "cause", passed + zero + matches, skip},
        Row{"a clean pass", "pass_is_clean", passed + zero + matches, pass},
        Row{"an accepted variant", "pass_is_clean", passed + zero + differs, pass},
        Row{"a crash that passes", "pass_is_clean", passed + crash + matches, fail, "/exit_code"},
        Row{"a pass that lacks an output", "pass_is_clean", passed + zero + misses, fail,
            "/outputs/0/status"},
        Row{"a failure is not clean", "pass_is_clean", failed + crash + misses, skip},
        Row{"a missing output", "missing_output", R"("status":"missing_output",)" + misses, pass},
        Row{"one that is left out", "missing_output", R"("status":"missing_output",)" + matches,
            skip},
        Row{"one that the status hides", "missing_output", failed + misses, fail, "/status"},
        Row{"a status that is stated", "missing_output", R"("status":"running",)" + misses, skip}));

INSTANTIATE_TEST_SUITE_P(
    Outputs, Result,
    ::testing::Values(
        Row{"equal hashes match", "hashes_agree", output("match", hash('a'), hash('A')), pass},
        Row{"other hashes do not", "hashes_agree", output("match", hash('a'), hash('b')), fail,
            "/outputs/0/actual_hash"},
        Row{"a match without a file", "hashes_agree", output("match", hash('a'), "null"), fail,
            "/outputs/0/actual_hash"},
        Row{"a match without a baseline", "hashes_agree", output("match", "null", hash('a')), fail,
            "/outputs/0/expected_hash"},
        Row{"hashes that differ", "hashes_agree", output("diff_mismatch", hash('a'), hash('b')),
            pass},
        Row{"a mismatch of equals", "hashes_agree", output("diff_mismatch", hash('a'), hash('a')),
            fail, "/outputs/0/status"},
        Row{"a missing file", "hashes_agree", output("missing_output", hash('a'), "null"), pass},
        Row{"a missing file with a hash", "hashes_agree",
            output("missing_output", hash('a'), hash('a')), fail, "/outputs/0/actual_hash"},
        Row{"a missing baseline", "hashes_agree", output("missing_expected", "null", hash('a')),
            pass},
        Row{"a missing baseline with a hash", "hashes_agree",
            output("missing_expected", hash('a'), hash('b')), fail, "/outputs/0/expected_hash"},
        Row{"no hashes", "hashes_agree", matches, skip},
        Row{"an output twice", "outputs_unique",
            R"("outputs":[{"output_id":1},{"output_id":2},{"output_id":1}])", fail,
            "/outputs/2/output_id"},
        Row{"each output once", "outputs_unique", R"("outputs":[{"output_id":1},{"output_id":2}])",
            pass},
        Row{"the placeholder's id", "no_sentinel", R"("outputs":[{"output_id":-1}])", fail,
            "/outputs/0/output_id"},
        Row{"the placeholder's hash", "no_sentinel",
            R"("outputs":[{"output_id":1,"actual_hash":"error"}])", fail, "/outputs/0/actual_hash"},
        Row{"an output", "no_sentinel", matches, pass}));

TEST(ResultAgainstOthers, IsTheSameHoweverItIsAskedFor) {
  const auto twice = [](const std::string& later) {
    Exchange again = result(later);
    again.request.path += "?again";
    return verdict("getRunSample.result.agrees_with_itself", result(passed + matches),
                   std::move(again));
  };
  EXPECT_EQ(twice(passed + matches).outcome, pass);
  // What is not documented may change.
  EXPECT_EQ(twice(passed + matches + R"(,"served_at":"now")").outcome, pass);
  EXPECT_EQ(twice(failed + matches).findings.at(0).pointer, "/status");
  EXPECT_EQ(twice(passed + differs).findings.at(0).pointer, "/outputs");
}

TEST(ResultAgainstOthers, ATestIsOfOneSample) {
  const auto in_two_runs = [](int sample) {
    return verdict("getRunSample.result.one_sample", result(R"("sample_id":206)"),
                   result(fmt::format(R"("sample_id":{})", sample), "passing"));
  };
  EXPECT_EQ(in_two_runs(206).outcome, pass);
  EXPECT_EQ(in_two_runs(207).outcome, fail);
}

TEST(ResultAgainstOthers, ATestIsTheSameInEveryRun) {
  const auto in_two_runs = [](const std::string& first, const std::string& second) {
    return verdict("getRunSample.result.same_test", result(first), result(second, "passing"));
  };
  EXPECT_EQ(in_two_runs(R"("command":"-a")", R"("command":"-a")").outcome, pass);
  EXPECT_EQ(in_two_runs(R"("command":"-a")", R"("command":"-b")").findings.at(0).pointer,
            "/command");
  // An optional member may be left out, and tags have no order.
  EXPECT_EQ(in_two_runs(R"("command":"-a")", R"("status":"pass")").outcome, pass);
  EXPECT_EQ(in_two_runs(R"("tags":["a","b"])", R"("tags":["b","a"])").outcome, pass);
  EXPECT_EQ(in_two_runs(R"("tags":["a","b"])", R"("tags":["a"])").outcome, fail);
  // What became of it is another matter.
  EXPECT_EQ(in_two_runs(R"("expected_exit_code":0)", R"("expected_exit_code":1)").outcome, pass);
}

TEST(ResultAgainstOthers, ASampleStandsForItsLowestTest) {
  const auto with_history = [](int test) {
    return verdict(
        "getRunSample.result.lowest_test", result(R"("sample_id":206)"),
        exchange("getSampleHistory", "ok",
                 response(200, fmt::format(R"({{"data":[{{"run_id":9338,)"
                                           R"("regression_test_id":{}}}],"pagination":{{)"
                                           R"("limit":50,"offset":0,"total":1}}}})",
                                           test))));
  };
  EXPECT_EQ(with_history(7).outcome, pass);
  EXPECT_EQ(with_history(5).outcome, fail);
}

}  // namespace
}  // namespace sp::contract::testing
