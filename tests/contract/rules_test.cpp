#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "transcripts.h"

namespace sp::contract::testing {
namespace {

const std::string summary =
    R"({"run_id":9338,"total_samples":3,"pass_count":1,"fail_count":1,"skipped_count":1})";
const std::string envelope = R"({"code":"not_found","message":"Run 1 not found.","details":{}})";

// An answer that one rule, and no other of those named, has something against.
struct Row {
  const char* name;
  const char* rule;
  const char* kind;
  Response answer;
  Outcome outcome;
  const char* pointer = "";
};

void PrintTo(const Row& row, std::ostream* out) { *out << row.name; }

class Rules : public ::testing::TestWithParam<Row> {};

TEST_P(Rules, JudgeAnAnswer) {
  const Row& row = GetParam();
  const Check check = verdict(std::string("getRunSummary.") + row.rule,
                              exchange("getRunSummary", row.kind, row.answer));
  EXPECT_EQ(check.outcome, row.outcome) << to_string(check.outcome);
  if (row.outcome == Outcome::failed) {
    ASSERT_FALSE(check.findings.empty());
    EXPECT_EQ(check.findings.front().pointer, row.pointer);
  }
}

std::string error_body(const std::string& code, const std::string& message) {
  return fmt::format(R"({{"code":"{}","message":"{}","details":{{}}}})", code, message);
}

constexpr auto pass = Outcome::passed;
constexpr auto fail = Outcome::failed;
constexpr auto skip = Outcome::skipped;

INSTANTIATE_TEST_SUITE_P(
    Response, Rules,
    ::testing::Values(
        Row{"a documented status", "response.status", "ok", response(200, summary), pass},
        Row{"a server error", "response.never_5xx", "ok", response(503, envelope), fail},
        Row{"a server error for what is not there", "response.never_5xx", "unknown",
            response(500, envelope), fail},
        Row{"no server error", "response.never_5xx", "ok", response(200, summary), pass},
        Row{"a redirect", "response.status", "ok", response(302, ""), fail},
        Row{"no content", "response.status", "ok", response(204, ""), fail},
        Row{"forbidden, which published does not name", "response.status", "ok",
            response(403, envelope), fail},
        Row{"success for a stranger", "response.status", "anonymous", response(200, summary), fail},
        Row{"success for what is not there", "not_found.run", "unknown", response(200, summary),
            fail},
        Row{"success for what is no id", "response.status", "run_id_below", response(200, summary),
            fail},
        Row{"success", "response.succeeds", "ok", response(200, summary), pass},
        Row{"a server error instead", "response.succeeds", "ok", response(500, envelope), fail},
        Row{"a limit reached says nothing", "response.succeeds", "ok", response(429, envelope),
            skip},
        Row{"JSON", "response.json", "ok", response(200, summary), pass},
        Row{"HTML", "response.json", "ok", response(200, "<html></html>"), fail},
        Row{"two values", "response.json", "ok", response(200, "{} {}"), fail},
        Row{"not a number", "response.json", "ok", response(200, R"({"run_id":NaN})"), fail},
        Row{"an empty body", "response.json", "ok", response(200, ""), fail},
        Row{"bytes that are not UTF-8", "response.json", "ok", response(200, "{\"a\":\"\xff\"}"),
            fail},
        Row{"a repeated key", "response.unique_keys", "ok", response(200, R"({"a":{"b":1,"b":1}})"),
            fail, "/a/b"},
        Row{"an integer with a fraction", "response.integers", "ok",
            response(200, R"({"run_id":9338.0})"), fail, "/run_id"},
        Row{"an integer with an exponent", "response.integers", "ok",
            response(200, R"({"pass_count":1e3})"), fail, "/pass_count"},
        Row{"a fraction in a member that is not documented", "response.integers", "ok",
            response(200, R"({"seconds":1.0})"), pass},
        Row{"a conforming body", "response.schema", "ok", response(200, summary), pass},
        Row{"a required member that lacks", "response.schema", "ok",
            response(200, R"({"run_id":9338,"total_samples":3,"pass_count":1})"), fail,
            "/fail_count"},
        Row{"a negative count", "response.schema", "ok",
            response(200, R"({"run_id":9338,"total_samples":3,"pass_count":-1,"fail_count":1})"),
            fail, "/pass_count"},
        Row{"an undocumented member", "response.schema", "ok",
            response(200,
                     R"({"run_id":9338,"total_samples":3,"pass_count":1,"fail_count":1,"new":1})"),
            pass},
        Row{"the id asked for", "response.ids", "ok", response(200, summary), pass},
        Row{"another id", "response.ids", "ok", response(200, R"({"run_id":9339})"), fail,
            "/run_id"},
        Row{"a length that fits", "response.content_length", "ok",
            response(200, "{}", {{"Content-Length", "2"}}), pass},
        Row{"a length that does not", "response.content_length", "ok",
            response(200, "{}", {{"content-length", "3"}}), fail},
        Row{"no length to judge", "response.content_length", "ok", response(200, "{}"), skip},
        Row{"a charset beside the type", "response.content_type", "ok", response(200, "{}"), pass},
        Row{"one header twice with one value", "response.headers_once", "ok",
            response(200, "{}", {{"Date", "now"}, {"date", "now"}}), pass},
        Row{"one header twice with two values", "response.headers_once", "ok",
            response(200, "{}", {{"Retry-After", "1"}, {"Retry-After", "2"}}), fail}));

INSTANTIATE_TEST_SUITE_P(
    Envelope, Rules,
    ::testing::Values(
        Row{"the envelope", "envelope.members", "unknown", response(404, envelope), pass},
        Row{"no error, no envelope", "envelope.members", "ok", response(200, summary), skip},
        Row{"no details", "envelope.members", "unknown",
            response(404, R"({"code":"not_found","message":"m"})"), fail, "/details"},
        Row{"details that are null", "envelope.members", "unknown",
            response(404, R"({"code":"not_found","message":"m","details":null})"), fail,
            "/details"},
        Row{"a code that is a number", "envelope.members", "unknown",
            response(404, R"({"code":404,"message":"m","details":{}})"), fail, "/code"},
        Row{"an HTML page", "envelope.members", "unknown", response(404, "<html>"), fail, ""},
        Row{"a code with capitals", "envelope.snake_case", "unknown",
            response(404, error_body("Not-Found", "m")), fail, "/code"},
        Row{"a code of snake case", "envelope.snake_case", "unknown",
            response(404, error_body("not_found_2", "m")), pass},
        Row{"an empty code", "envelope.snake_case", "unknown", response(404, error_body("", "m")),
            fail, "/code"},
        Row{"the code of another status", "envelope.code_fits", "unknown",
            response(404, error_body("unauthorized", "m")), fail, "/code"},
        Row{"any code for a server error", "envelope.code_fits", "ok",
            response(500, error_body("not_found", "m")), pass},
        Row{"a message of 500 characters", "envelope.lengths", "unknown",
            response(404, error_body("not_found", std::string(500, 'm'))), pass},
        Row{"a message of 501 characters", "envelope.lengths", "unknown",
            response(404, error_body("not_found", std::string(501, 'm'))), fail, "/message"},
        Row{"500 characters of two bytes", "envelope.lengths", "unknown",
            response(404, error_body("not_found",
                                     [] {
                                       std::string text;
                                       for (int i = 0; i < 500; ++i) text += "é";
                                       return text;
                                     }())),
            pass},
        Row{"a code of 101 characters", "envelope.lengths", "unknown",
            response(404, error_body(std::string(101, 'c'), "m")), fail, "/code"},
        Row{"a stack trace", "envelope.internals", "unknown",
            response(500, error_body("internal_error",
                                     R"(Traceback (most recent call last):\n  File \"x\")")),
            fail},
        Row{"a path of the server", "envelope.internals", "unknown",
            response(500, error_body("internal_error", "cannot open /var/lib/x")), fail},
        Row{"plain words", "envelope.internals", "unknown", response(404, envelope), pass},
        Row{"an unknown path that is found", "envelope.unknown_path", "unknown_path",
            response(200, "{}"), fail},
        Row{"a 405 with Allow", "envelope.wrong_method", "wrong_method",
            response(405, envelope, {{"Allow", "GET, HEAD"}}), pass},
        Row{"a 405 without Allow", "envelope.wrong_method", "wrong_method", response(405, envelope),
            fail},
        Row{"another method that works", "envelope.wrong_method", "wrong_method",
            response(200, summary), fail}));

// A recording of somebody's has HEAD of anything.
TEST(Head, IsAnsweredAsGetIsAndOtherwiseJudgedForGoodRequestsOnly) {
  const auto head = [](int status, Expectation expectation) {
    Exchange made = exchange("getRunSummary", "head", response(status, ""));
    made.expectation = expectation;
    return made;
  };
  const auto outcome = [](auto... exchanges) {
    return verdict("getRunSummary.http.head", std::move(exchanges)...).outcome;
  };
  EXPECT_EQ(outcome(head(200, Expectation::success)), pass);
  EXPECT_EQ(outcome(head(405, Expectation::success)), pass);
  EXPECT_EQ(outcome(head(404, Expectation::success)), fail);
  EXPECT_EQ(outcome(head(404, Expectation::not_found)), skip);
  EXPECT_EQ(outcome(head(400, Expectation::refused)), skip);
  const auto get = [] { return exchange("getRunSummary", "ok", response(200, summary)); };
  EXPECT_EQ(outcome(get(), head(404, Expectation::not_found)), fail);
  Exchange stranger = head(401, Expectation::unauthorized);
  stranger.request.credentials = Credentials::wrong;
  EXPECT_EQ(outcome(get(), std::move(stranger)), skip);
}

TEST(Verdict, ATransportFaultIsAFinding) {
  Exchange broken = exchange("getRunSummary", "ok", {});
  broken.response.reset();
  broken.fault = "the connection ended";
  const Check check = verdict("getRunSummary.response.answered", std::move(broken));
  ASSERT_EQ(check.outcome, Outcome::failed);
  EXPECT_EQ(check.findings.front().actual, "the connection ended");
}

TEST(Verdict, AFingerprintDependsOnTheRuleAndThePlaceOnly) {
  const auto fingerprint = [](const char* rule, const char* body) {
    const Check check = verdict(rule, exchange("getRunSummary", "ok", response(200, body)));
    return check.findings.at(0).fingerprint;
  };
  const auto first = fingerprint("getRunSummary.response.integers", R"({"pass_count":1.0})");
  EXPECT_EQ(first,
            fingerprint("getRunSummary.response.integers", R"({"run_id":1,"pass_count":2.0})"));
  EXPECT_NE(first, fingerprint("getRunSummary.response.integers", R"({"fail_count":1.0})"));
  EXPECT_NE(first, fingerprint("getRunSummary.response.unique_keys", R"({"a":1,"a":1})"));
}

TEST(Verdict, AFindingRepeatsItsRequestWithoutTheToken) {
  const Check check =
      verdict("getDiff.response.status", exchange("getDiff", "ok", response(302, "")));
  EXPECT_EQ(check.findings.at(0).curl,
            "curl -sS -i -H \"Authorization: Bearer $SP_API_TOKEN\" "
            "'http://localhost/api/v1/runs/9338/samples/206/"
            "diff?regression_id=6&output_id=1006'");
}

}  // namespace
}  // namespace sp::contract::testing
