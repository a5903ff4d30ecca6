// What answers that came anyway tell of each other: times, rows and errors of one run, the outputs
// of one test, headers beside bodies. Each rule by answers that hold, that break and that cannot
// tell.
#include <ostream>
#include <string>
#include <utility>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "asked.h"

namespace sp::contract::testing {
namespace {

using schemas::Revision;
using ::testing::HasSubstr;

constexpr auto pass = Outcome::passed;
constexpr auto fail = Outcome::failed;
constexpr auto skip = Outcome::skipped;

std::string page_of(const std::string& rows, int total) {
  return fmt::format(
      R"({{"data":[{}],"pagination":{{"limit":100,"offset":0,"total":{},"next_offset":null}}}})",
      rows, total);
}

Exchange errors(const std::string& kind, const std::string& rows) {
  return exchange("getErrorSummary", kind, response(200, page_of(rows, 1)));
}

Exchange history(const std::string& row) {
  return exchange("getSampleHistory", "ok", response(200, page_of(row, 1)));
}

Exchange summary(int passed) {
  return exchange("getRunSummary", "ok",
                  response(200, fmt::format(R"({{"run_id":9338,"total_samples":3,"pass_count":{},)"
                                            R"("fail_count":1,"missing_output_count":0}})",
                                            passed)));
}

// A row of the history of run 9338 and test 6.
std::string tested(const std::string& status, const std::string& at = R"("2026-06-01T12:41:00Z")",
                   const std::string& signature = "null") {
  return fmt::format(R"({{"run_id":9338,"regression_test_id":6,"status":"{}","tested_at":{},)"
                     R"("failure_signature":{}}})",
                     status, at, signature);
}

const std::string other_run =
    R"({"run_id":9339,"regression_test_id":6,"status":"pass","tested_at":null})";

struct Times {
  const char* name;
  std::string first;
  std::string last;
  bool run_is_over;
  Outcome outcome;
  const char* pointer = "";
};

void PrintTo(const Times& row, std::ostream* out) { *out << row.name; }

class TimesOfErrors : public ::testing::TestWithParam<Times> {};

TEST_P(TimesOfErrors, AreThoseOfTheRun) {
  const Times& row = GetParam();
  const std::string bucket =
      fmt::format(R"({{"key":"a","first_seen_at":{},"last_seen_at":{}}})", row.first, row.last);
  const Check check =
      verdict("getErrorSummary.error_summary.seen_when_tested", errors("ok", bucket),
              history(tested("fail")), summary(row.run_is_over ? 2 : 1));
  EXPECT_EQ(check.outcome, row.outcome) << to_string(check.outcome);
  if (row.outcome == fail) {
    EXPECT_EQ(check.findings.at(0).pointer, row.pointer);
  }
}

const std::string then = R"("2026-06-01T12:41:00Z")";
const std::string zone = R"("2026-06-01T14:41:00.250+02:00")";
const std::string later = R"("2026-06-01T18:11:00Z")";
const std::string before = R"("2026-05-31T12:41:00Z")";

INSTANTIATE_TEST_SUITE_P(
    Received, TimesOfErrors,
    ::testing::Values(Times{"the run's", then, then, true, pass},
                      Times{"another zone, and a fraction", zone, zone, true, pass},
                      Times{"a zone lost", then, later, true, fail, "/data/0/last_seen_at"},
                      Times{"later, while it goes on", then, later, false, pass},
                      Times{"before it was tested", before, then, false, fail,
                            "/data/0/first_seen_at"},
                      Times{"null", "null", then, true, fail, "/data/0/first_seen_at"}));

TEST(TimesOfErrors, AreNoneWhereTheRunHasNone) {
  const auto judged = [](const std::string& time) {
    return verdict("getErrorSummary.error_summary.seen_when_tested",
                   errors("ok", fmt::format(R"({{"first_seen_at":{0},"last_seen_at":{0}}})", time)),
                   history(tested("fail", "null")))
        .outcome;
  };
  EXPECT_EQ(judged("null"), pass);
  EXPECT_EQ(judged(then), fail);
}

TEST(TimesOfErrors, AreNotJudgedWithoutARowOfTheRun) {
  EXPECT_EQ(
      verdict("getErrorSummary.error_summary.seen_when_tested",
              errors("ok", R"({"first_seen_at":null,"last_seen_at":null})"), history(other_run))
          .outcome,
      skip);
}

struct Rows {
  const char* name;
  std::string key;  // of the one row by regression test
  std::string severity;
  std::string row;  // of test 6 in the history
  Outcome outcome;
  const char* pointer = "";
};

void PrintTo(const Rows& row, std::ostream* out) { *out << row.name; }

class ErrorsAndHistories : public ::testing::TestWithParam<Rows> {};

TEST_P(ErrorsAndHistories, NameTheSameFailures) {
  const Rows& row = GetParam();
  const std::string bucket = fmt::format(
      R"({{"key":"{}","count":1,"severity":"{}","sample_ids":[206]}})", row.key, row.severity);
  const Check check = verdict("getErrorSummary.error_summary.agrees_with_histories",
                              errors("by_regression", bucket), history(row.row));
  EXPECT_EQ(check.outcome, row.outcome) << to_string(check.outcome);
  if (row.outcome == fail) {
    EXPECT_EQ(check.findings.at(0).pointer, row.pointer);
  }
}

INSTANTIATE_TEST_SUITE_P(
    Received, ErrorsAndHistories,
    ::testing::Values(
        Rows{"a failure", "6", "warning", tested("fail"), pass},
        Rows{"a failure without a row", "7", "warning", tested("fail"), fail, "/data"},
        Rows{"a pass with a row", "6", "warning", tested("pass"), fail, "/data/0/key"},
        Rows{"a test that did not start", "7", "warning", tested("not_started"), pass},
        Rows{"a missing output is an error", "6", "warning", tested("missing_output"), fail,
             "/data/0/severity"},
        Rows{"a wrong exit code is an error", "6", "warning",
             tested("fail", then, R"("exit_code_mismatch:rc:2")"), fail, "/data/0/severity"},
        Rows{"a row of another run", "7", "warning", other_run, skip}));

// Each test of a result has a row in its sample's history, and so has each test with errors.
TEST(ErrorsAndHistories, HaveARowForEachTestWithErrors) {
  const auto judged = [](const std::string& row) {
    return verdict("getSampleHistory.history.complete",
                   errors("by_regression", R"({"key":"6","sample_ids":[206]})"), history(row));
  };
  EXPECT_EQ(judged(tested("fail")).outcome, pass);
  EXPECT_EQ(judged(other_run).findings.at(0).pointer, "/data");
}

struct Outputs {
  const char* name;
  std::string here;   // status and outputs in run 9338
  std::string there;  // in run 9339
  Outcome outcome;
};

void PrintTo(const Outputs& row, std::ostream* out) { *out << row.name; }

std::string with_outputs(const std::string& status, const std::string& ids) {
  return fmt::format(R"("status":"{}","outputs":[{}])", status, ids);
}
const std::string one = R"({"output_id":1,"status":"match"})";
const std::string two = R"({"output_id":1,"status":"match"},{"output_id":2,"status":"match"})";

Exchange result(const char* kind, int run, const std::string& members) {
  return exchange(
      "getRunSample", kind,
      response(200, fmt::format(R"({{"run_id":{},"regression_id":6,{}}})", run, members)));
}

class OutputsOfATest : public ::testing::TestWithParam<Outputs> {};

TEST_P(OutputsOfATest, AreTheSameInEachRun) {
  const Outputs& row = GetParam();
  const Check check = verdict("getRunSample.result.outputs_complete", result("ok", 9338, row.here),
                              result("passing", 9339, row.there));
  EXPECT_EQ(check.outcome, row.outcome) << to_string(check.outcome);
  if (row.outcome == fail) {
    EXPECT_EQ(check.findings.at(0).pointer, "/outputs");
  }
}

INSTANTIATE_TEST_SUITE_P(
    Received, OutputsOfATest,
    ::testing::Values(
        Outputs{"all of them", with_outputs("fail", two), with_outputs("pass", two), pass},
        Outputs{"one is left out", with_outputs("fail", one), with_outputs("pass", two), fail},
        Outputs{"those that match are left out", with_outputs("fail", one),
                with_outputs("pass", ""), fail},
        Outputs{"one was never produced", with_outputs("missing_output", one),
                with_outputs("pass", two), pass},
        Outputs{"more than there are", with_outputs("missing_output", two),
                with_outputs("pass", one), fail},
        Outputs{"nothing was produced yet", with_outputs("running", ""), with_outputs("pass", two),
                skip},
        Outputs{"outputs are not listed", R"("status":"fail")", with_outputs("pass", two), skip}));

struct Answer {
  const char* name;
  const char* check;
  const char* kind;  // of a probe of the history
  Response answer;
  Outcome outcome;
};

void PrintTo(const Answer& row, std::ostream* out) { *out << row.name; }

class HeadersAndBodies : public ::testing::TestWithParam<Answer> {};

TEST_P(HeadersAndBodies, TellTheSame) {
  const Answer& row = GetParam();
  const Check check = verdict(std::string("getSampleHistory.") + row.check,
                              exchange("getSampleHistory", row.kind, row.answer));
  EXPECT_EQ(check.outcome, row.outcome) << to_string(check.outcome) << ' ' << check.reason;
}

Response typed(const std::string& type, const std::string& body = page_of("", 0)) {
  Response made = response(200, body);
  made.headers = {{"Content-Type", type}};
  return made;
}

Response error(int status, const std::string& message, Headers headers = {},
               const std::string& details = "{}", const std::string& more = "") {
  return response(status,
                  fmt::format(R"({{"code":"not_found","message":"{}","details":{}{}}})", message,
                              details, more),
                  std::move(headers));
}

Response page(Headers headers) { return response(200, page_of("", 0), std::move(headers)); }

INSTANTIATE_TEST_SUITE_P(
    Charsets, HeadersAndBodies,
    ::testing::Values(
        Answer{"none", "response.charset", "ok", typed("application/json"), pass},
        Answer{"UTF-8", "response.charset", "ok", typed(R"(application/json; Charset="UTF-8")"),
               pass},
        Answer{"ASCII", "response.charset", "ok", typed("application/json;charset=us-ascii"), pass},
        Answer{"ASCII that is none", "response.charset", "ok",
               typed("application/json; charset=us-ascii", page_of(R"({"branch":"é"})", 1)), fail},
        Answer{"Latin-1", "response.charset", "ok", typed("application/json; charset=iso-8859-1"),
               fail},
        Answer{"another type", "response.charset", "ok", typed("text/html; charset=iso-8859-1"),
               skip},
        Answer{"another parameter", "response.charset", "ok",
               typed("application/json; profile=utf-16"), pass}));

INSTANTIATE_TEST_SUITE_P(
    Access, HeadersAndBodies,
    ::testing::Values(Answer{"no challenge", "auth.challenge", "anonymous", error(401, "m"), pass},
                      Answer{"Bearer", "auth.challenge", "anonymous",
                             error(401, "m", {{"WWW-Authenticate", "bearer realm=\"x\""}}), pass},
                      Answer{"one of two", "auth.challenge", "anonymous",
                             error(401, "m", {{"WWW-Authenticate", "Basic realm=\"x\", Bearer"}}),
                             pass},
                      Answer{"a password", "auth.challenge", "anonymous",
                             error(401, "m", {{"WWW-Authenticate", "Basic realm=\"Bearers\""}}),
                             fail},
                      Answer{"nothing of caches", "auth.not_shared", "ok", page({}), pass},
                      Answer{"one's own cache", "auth.not_shared", "ok",
                             page({{"Cache-Control", "private, max-age=60"}}), pass},
                      Answer{"a while, in whatever cache", "auth.not_shared", "ok",
                             page({{"Cache-Control", "max-age=60"}}), pass},
                      Answer{"anybody's cache", "auth.not_shared", "ok",
                             page({{"Cache-Control", "public, max-age=60"}}), fail},
                      Answer{"a shared cache", "auth.not_shared", "ok",
                             page({{"Cache-Control", "s-maxage=5"}}), fail}));

INSTANTIATE_TEST_SUITE_P(
    Pages, HeadersAndBodies,
    ::testing::Values(
        Answer{"no link", "pagination.told_once", "ok", page({}), pass},
        Answer{"a link to the first page", "pagination.told_once", "ok",
               page({{"Link", "</samples/206/history>; rel=\"first\""}}), pass},
        Answer{"a link behind the end", "pagination.told_once", "ok",
               page({{"Link", "</samples/206/history?offset=50>; rel=\"next\""}}), fail},
        Answer{"the total", "pagination.told_once", "ok", page({{"X-Total-Count", "0"}}), pass},
        Answer{"another total", "pagination.told_once", "ok", page({{"X-Total-Count", "7"}}),
               fail}));

INSTANTIATE_TEST_SUITE_P(
    Messages, HeadersAndBodies,
    ::testing::Values(
        Answer{"a sentence", "envelope.message_is_text", "unknown", error(404, "No such sample."),
               pass},
        Answer{"nothing", "envelope.message_is_text", "unknown", error(404, " "), fail},
        Answer{"the code", "envelope.message_is_text", "unknown", error(404, "not_found"), fail},
        Answer{"a gap", "envelope.message_is_text", "unknown", error(404, "Sample {id} not found."),
               fail},
        Answer{"a gap of another kind", "envelope.message_is_text", "unknown",
               error(404, "Sample %d not found."), fail},
        Answer{"a share", "envelope.message_is_text", "unknown", error(404, "100% down, d or s."),
               pass},
        Answer{"no status", "envelope.status_agrees", "unknown", error(404, "m"), pass},
        Answer{"the status", "envelope.status_agrees", "unknown",
               error(404, "m", {}, "{}", R"(,"status":404)"), pass},
        Answer{"another status", "envelope.status_agrees", "unknown",
               error(404, "m", {}, R"({"status_code":500})"), fail},
        Answer{"a status that is none", "envelope.status_agrees", "unknown",
               error(404, "m", {}, R"({"status":"fail"})"), pass},
        Answer{"the id", "not_found.details", "unknown", error(404, "Sample 2147483647 not found."),
               pass},
        Answer{"the token", "envelope.internals", "unknown", error(404, "No [token] here."), fail},
        Answer{"another id", "not_found.details", "unknown", error(404, "Sample 1 not found."),
               fail}));

INSTANTIATE_TEST_SUITE_P(Leaks, HeadersAndBodies,
                         ::testing::Values(Answer{"a program's name", "response.leaks", "ok",
                                                  page({{"Server", "nginx"}}), pass}));

// A note is a failure under --strict only, so that its words are looked at here.
std::string noted(Response answer) {
  return verdict("getSampleHistory.response.leaks",
                 exchange("getSampleHistory", "ok", std::move(answer)))
      .reason;
}

std::string noted_of(const std::string& branch) {
  return noted(response(200, page_of(fmt::format(R"({{"branch":"{}"}})", branch), 1)));
}

TEST(Leaks, AreNoted) {
  EXPECT_THAT(noted(page({{"Server", "nginx/1.18.0 (Ubuntu)"}})), HasSubstr("nginx/1.18.0"));
  EXPECT_THAT(noted(page({{"X-Powered-By", "Express"}})), HasSubstr("Express"));
  EXPECT_THAT(noted(page({{"X-Backend", "10.0.3.17"}})), HasSubstr("10.0.3.17"));
  EXPECT_THAT(noted(page({{"X-User", "ada@example.org"}})), HasSubstr("ada@example.org"));
  EXPECT_THAT(noted(page({{"X-Debug", "File \"/srv/app/x.py\", line 7"}})), HasSubstr("x.py"));
  EXPECT_THAT(noted(page({{"X-Echo", "[token]"}})), HasSubstr("X-Echo"));
  EXPECT_THAT(noted_of("ada@example.org"), HasSubstr("/data/*/branch"));
  EXPECT_THAT(noted_of("/srv/app/models.py"), HasSubstr("/data/*/branch"));
  EXPECT_THAT(noted_of("sqlalchemy.exc.OperationalError: gone"), HasSubstr("/data/*/branch"));
}

TEST(Leaks, AreNotSeenWhereThereAreNone) {
  EXPECT_EQ(noted(page({{"Server", "nginx"}, {"Via", "1.1 edge"}, {"ETag", "\"a/1.2\""}})), "");
  EXPECT_EQ(noted(page({{"Link", "<http://10.0.0.1/api>; rel=\"first\""}})), "");
  EXPECT_EQ(noted(page({{"Strict-Transport-Security", "max-age=31536000"}})), "");
  EXPECT_EQ(noted_of("feature/issue-7@2"), "");
  EXPECT_EQ(noted_of("dependabot/pip/flask-2.3"), "");
}

TEST(Placeholders, AreNoValues) {
  const auto judged = [](const std::string& branch) {
    return verdict("getSampleHistory.response.placeholders",
                   history(fmt::format(R"({{"branch":{}}})", branch)))
        .outcome;
  };
  EXPECT_EQ(judged("null"), pass);
  EXPECT_EQ(judged(R"("none-of-these")"), pass);
  EXPECT_EQ(judged(R"("None")"), fail);
  EXPECT_EQ(judged(R"("undefined")"), fail);
  // A commit may have any digits.
  EXPECT_EQ(judged('"' + std::string(40, '0') + '"'), pass);
}

TEST(PlainText, HasNothingAroundIt) {
  const auto judged = [](const std::string& member) {
    return verdict("getSampleHistory.response.plain_text", history("{" + member + "}")).outcome;
  };
  EXPECT_EQ(judged(R"("branch":"a & b")"), pass);
  EXPECT_EQ(judged(R"("branch":"master\n")"), fail);
  EXPECT_EQ(judged(R"("branch":"R&amp;D")"), fail);
  EXPECT_EQ(judged(R"("command":"--out=srt ")"), pass);
  EXPECT_EQ(judged(R"("command":"--text=&quot;a&quot;")"), fail);
  EXPECT_EQ(judged(R"("tags":["a","b "])"), fail);
  EXPECT_EQ(judged(R"("result_message":" a &amp; b")"), pass);
}

// Failures of a test in two runs, by their signatures.
Outcome judged_signatures(const std::string& first, const std::string& second) {
  const auto row = [](int run, const char* at, const std::string& signature) {
    return fmt::format(R"({{"run_id":{},"regression_test_id":6,"status":"fail","tested_at":"{}",)"
                       R"("failure_signature":"{}"}})",
                       run, at, signature);
  };
  return verdict("getSampleHistory.history.signature_is_stable",
                 history(row(9339, "2026-06-02T12:41:00Z", second) + "," +
                         row(9338, "2026-06-01T12:41:00Z", first)))
      .outcome;
}

TEST(Signatures, DoNotDependOnTheDay) {
  EXPECT_EQ(judged_signatures("crash", "crash"), pass);
  EXPECT_EQ(judged_signatures("crash of 2026-06-01", "crash of 2026-06-02"), fail);
  EXPECT_EQ(judged_signatures("diff_mismatch:output:6", "diff_mismatch:output:6:2026-06-02"), fail);
}

// Rows of one test in so many runs.
TEST(Signatures, ComeAgain) {
  const auto judged = [](int runs, bool same) {
    std::string rows;
    for (int i = 0; i < runs; ++i) {
      rows += fmt::format(R"({}{{"run_id":{},"regression_test_id":6,"status":"fail",)"
                          R"("failure_signature":"{}"}})",
                          i == 0 ? "" : ",", 9338 - i, static_cast<char>('a' + (same ? 0 : i)));
    }
    return verdict("getSampleHistory.history.signature_is_stable", history(rows)).outcome;
  };
  EXPECT_EQ(judged(5, true), pass);
  EXPECT_EQ(judged(4, false), pass);
  EXPECT_EQ(judged(5, false), fail);
}

struct Fields {
  const char* name;
  Values values;
  const char* fields;
  Outcome outcome;
};

void PrintTo(const Fields& row, std::ostream* out) { *out << row.name; }

class FieldsOfARefusal : public ::testing::TestWithParam<Fields> {};

TEST_P(FieldsOfARefusal, AreThoseThatWereRefused) {
  const Fields& row = GetParam();
  const std::string body = fmt::format(
      R"({{"code":"validation_error","message":"m","details":{{"fields":{}}}}})", row.fields);
  const Check check = verdict("getSampleHistory.envelope.fields_fit",
                              asked("getSampleHistory", "ok", row.values, response(400, body)));
  EXPECT_EQ(check.outcome, row.outcome) << to_string(check.outcome);
}

const Values no_limit = {{"sample_id", "206"}, {"limit", "0"}};

INSTANTIATE_TEST_SUITE_P(
    Received, FieldsOfARefusal,
    ::testing::Values(
        Fields{"the parameter", no_limit, R"({"limit":"Must be between 1 and 100."})", pass},
        Fields{"by its place", no_limit, R"({"query.limit":["Too small."]})", pass},
        Fields{"another one", no_limit, R"({"offset":"Too small."})", fail},
        Fields{"one that nobody has", no_limit, R"({"page":"Too small."})", fail},
        Fields{"no reason", no_limit, R"({"limit":null})", fail},
        Fields{"other bounds", no_limit, R"({"limit":"Must be between 1 and 1000."})", fail},
        Fields{"none", no_limit, "{}", fail}, Fields{"a list", no_limit, R"(["limit"])", fail},
        Fields{"beside another",
               {{"sample_id", "206"}, {"limit", "0"}, {"branch", "a"}},
               R"({"branch":"Not of this sample."})",
               pass},
        Fields{"an unknown one",
               {{"sample_id", "206"}, {"cursor", "x"}},
               R"({"cursor":"Not with an offset."})",
               pass}));

}  // namespace
}  // namespace sp::contract::testing
