#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "asked.h"
#include "probes/parameter_values.h"

namespace sp::contract::testing {
namespace {

const std::string envelope = R"({"code":"validation_error","message":"m","details":{}})";

Response refusal(int status = 400) { return response(status, envelope); }

// A page of a history whose rows are of these branches.
Response history(const std::vector<std::string>& branches, int limit = 50, int total = -1,
                 const std::string& offset = "0") {
  std::string rows;
  int run = 9400;
  for (const std::string& branch : branches) {
    rows += fmt::format(R"({}{{"run_id":{},"regression_test_id":6,"status":"pass","branch":"{}"}})",
                        rows.empty() ? "" : ",", --run, branch);
  }
  return response(
      200, fmt::format(R"({{"data":[{}],"pagination":{{"limit":{},"offset":{},"total":{}}}}})",
                       rows, limit, offset, total < 0 ? static_cast<int>(branches.size()) : total));
}

const Values sample = {{"sample_id", "206"}};

Values of_sample(const std::string& name, const std::string& value) {
  return {{"sample_id", "206"}, {name, value}};
}

Values of_output(const std::string& name, const std::string& value) {
  return {{"run_id", "9338"},
          {"sample_id", "206"},
          {"regression_id", "6"},
          {"output_id", "1006"},
          {name, value}};
}

struct Row {
  const char* name;
  const char* rule;  // getSampleHistory.parameters.…, or whole
  const char* kind;
  Values values;
  Response answer;
  Outcome outcome;
  const char* pointer = "";
  std::vector<std::string> verbatim = {};
};

void PrintTo(const Row& row, std::ostream* out) { *out << row.name; }

class Parameters : public ::testing::TestWithParam<Row> {};

TEST_P(Parameters, AreJudgedByWhatTheyGot) {
  const Row& row = GetParam();
  const std::string rule = row.rule;
  const bool whole = rule.starts_with("get");
  const std::string operation = whole ? rule.substr(0, rule.find('.')) : "getSampleHistory";
  const Check check = verdict(whole ? rule : "getSampleHistory.parameters." + rule,
                              asked(operation, row.kind, row.values, row.answer, row.verbatim));
  ASSERT_EQ(check.outcome, row.outcome) << to_string(check.outcome);
  if (row.outcome == Outcome::failed) {
    EXPECT_EQ(check.findings.front().pointer, row.pointer);
  }
}

constexpr auto pass = Outcome::passed;
constexpr auto fail = Outcome::failed;
constexpr auto skip = Outcome::skipped;

INSTANTIATE_TEST_SUITE_P(
    Refused, Parameters,
    ::testing::Values(
        Row{"refused", "limit", "limit_below", of_sample("limit", "0"), refusal(), pass},
        Row{"refused with 422", "limit", "limit_below", of_sample("limit", "0"), refusal(422),
            pass},
        Row{"ignored", "limit", "limit_below", of_sample("limit", "0"), history({}), fail},
        Row{"a failure of the server", "limit", "limit_below", of_sample("limit", "0"),
            refusal(500), fail},
        Row{"refused for want of a token", "limit", "limit_below", of_sample("limit", "0"),
            refusal(401), fail},
        Row{"forbidden", "limit", "limit_below", of_sample("limit", "0"), refusal(403), fail},
        Row{"a redirect", "limit", "limit_below", of_sample("limit", "0"), refusal(302), fail},
        Row{"a limit reached says nothing", "limit", "limit_below", of_sample("limit", "0"),
            refusal(429), skip},
        Row{"asked by another rule's probe", "limit", "ok", of_sample("limit", "101"), history({}),
            fail},
        Row{"a value that is fine", "limit", "ok", of_sample("limit", "100"), history({}), skip},
        Row{"two values outside tell of neither",
            "limit",
            "ok",
            {{"sample_id", "206"}, {"limit", "0"}, {"offset", "-1"}},
            history({}),
            skip},
        Row{"another parameter's value", "offset", "ok", of_sample("limit", "0"), history({}),
            skip},
        Row{"a text for a status", "status", "ok", of_sample("status", "PASS"), history({}), fail},
        Row{"an empty platform", "platform", "ok", of_sample("platform", ""), history({}), fail},
        Row{"a documented platform", "platform", "ok", of_sample("platform", "linux"), history({}),
            skip},
        Row{"101 characters", "branch", "ok", of_sample("branch", std::string(101, 'x')),
            history({}), fail},
        Row{"no date", "created_after", "ok", of_sample("created_after", "yesterday"), history({}),
            fail},
        Row{"a date without a zone that is taken", "created_after", "ok",
            of_sample("created_after", "2026-06-27T12:00:00"), history({}), pass},
        Row{"a date without a zone that is refused", "created_after", "ok",
            of_sample("created_after", "2026-06-27T12:00:00"), refusal(), pass},
        Row{"a date without a zone that breaks the server", "created_after", "ok",
            of_sample("created_after", "2026-06-27T12:00:00"), refusal(500), fail},
        Row{"a day that does not exist", "created_before", "ok",
            of_sample("created_before", "2026-02-30T00:00:00Z"), history({}), fail},
        Row{"dates the wrong way round",
            "created_after",
            "ok",
            {{"sample_id", "206"},
             {"created_after", "2026-06-27T00:00:00Z"},
             {"created_before", "2026-06-01T00:00:00Z"}},
            history({}),
            fail},
        Row{"one instant from both sides",
            "created_after",
            "ok",
            {{"sample_id", "206"},
             {"created_after", "2026-06-27T02:00:00+02:00"},
             {"created_before", "2026-06-27T00:00:00Z"}},
            history({}),
            skip},
        Row{"an offset beyond 64 bits that is honoured", "offset", "ok",
            of_sample("offset", "9223372036854775808"), history({}, 50, 3, "9223372036854775808"),
            pass},
        Row{"an offset beyond 64 bits that is refused", "offset", "ok",
            of_sample("offset", "9223372036854775808"), refusal(), pass},
        Row{"an offset beyond 64 bits that is ignored", "offset", "ok",
            of_sample("offset", "9223372036854775808"), history({"a"}), fail, "/pagination/offset"},
        Row{"an offset beyond 64 bits that is echoed only", "offset", "ok",
            of_sample("offset", "9223372036854775808"),
            history({"a"}, 50, 3, "9223372036854775808"), fail, "/data"},
        Row{"an id in the path that is not found",
            "sample_id",
            "ok",
            {{"sample_id", "0"}},
            refusal(404),
            pass},
        Row{"an id in the path that is taken",
            "sample_id",
            "ok",
            {{"sample_id", "0"}},
            history({}),
            fail},
        Row{"a diff with a text for an id", "getDiff.parameters.context_lines", "ok",
            of_output("context_lines", "51"), response(200, "{}"), fail},
        Row{"a diff without an output",
            "getDiff.parameters.required",
            "ok",
            {{"run_id", "9338"}, {"sample_id", "206"}, {"regression_id", "6"}},
            response(200, "{}"),
            fail},
        Row{"a diff without an output that is refused",
            "getDiff.parameters.required",
            "ok",
            {{"run_id", "9338"}, {"sample_id", "206"}, {"regression_id", "6"}},
            refusal(),
            pass},
        Row{"a whole diff", "getDiff.parameters.required", "ok", of_output("format", "unified"),
            response(200, "{}"), skip}));

INSTANTIATE_TEST_SUITE_P(Accepted, Parameters,
                         ::testing::Values(Row{"accepted", "accepted", "ok",
                                               of_sample("limit", "100"), history({}), pass},
                                           Row{"refused though documented", "accepted", "ok",
                                               of_sample("limit", "100"), refusal(), fail},
                                           Row{"100 characters of four bytes", "accepted", "ok",
                                               of_sample("branch",
                                                         [] {
                                                           std::string text;
                                                           for (int i = 0; i < 100; ++i)
                                                             text += "\xF0\x9F\x93\xBA";
                                                           return text;
                                                         }()),
                                               refusal(), fail},
                                           Row{"not found, and never seen", "accepted", "ok",
                                               of_sample("limit", "1"), refusal(404), skip},
                                           Row{"a value outside", "accepted", "ok",
                                               of_sample("limit", "0"), refusal(), skip},
                                           Row{"an empty branch is the deployment's to take",
                                               "accepted", "ok", of_sample("branch", ""), refusal(),
                                               skip},
                                           Row{"dates the wrong way round are not to be accepted",
                                               "accepted",
                                               "ok",
                                               {{"sample_id", "206"},
                                                {"created_after", "2026-06-27T00:00:00Z"},
                                                {"created_before", "2026-06-01T00:00:00Z"}},
                                               refusal(),
                                               skip}));

using namespace std::string_literals;

INSTANTIATE_TEST_SUITE_P(
    Tolerated, Parameters,
    ::testing::Values(
        Row{"a NUL that finds nothing", "encoding", "ok", of_sample("branch", "a\0x"s), history({}),
            pass},
        Row{"a NUL that is refused", "encoding", "ok", of_sample("branch", "a\0x"s), refusal(),
            pass},
        Row{"a NUL that breaks the server", "encoding", "ok", of_sample("branch", "a\0x"s),
            refusal(500), fail},
        Row{"a NUL that ends the branch", "encoding", "ok", of_sample("branch", "a\0x"s),
            history({"a"}), fail, "/data/0/branch"},
        Row{"a broken encoding that is ignored",
            "encoding",
            "ok",
            of_sample("branch", "a%ZZ"),
            history({"a"}),
            fail,
            "/data/0/branch",
            {"branch"}},
        Row{"a broken encoding taken as text",
            "encoding",
            "ok",
            of_sample("branch", "a%ZZ"),
            history({"a%ZZ"}),
            pass,
            "",
            {"branch"}},
        Row{"four bytes taken for others", "encoding", "ok",
            of_sample("branch", "\xF0\x9F\x93\xBA"), history({"?"}), fail, "/data/0/branch"},
        Row{"a plain branch", "encoding", "ok", of_sample("branch", "a"), history({"b"}), skip},
        Row{"the first of two limits",
            "repeated",
            "limit_repeated",
            {{"sample_id", "206"}, {"limit", "1"}, {"limit", "2"}},
            history({"a"}, 1, 3),
            pass},
        Row{"neither of two limits",
            "repeated",
            "limit_repeated",
            {{"sample_id", "206"}, {"limit", "1"}, {"limit", "2"}},
            history({"a", "a", "a"}),
            fail,
            "/pagination/limit"},
        Row{"a limit that is echoed only",
            "repeated",
            "limit_repeated",
            {{"sample_id", "206"}, {"limit", "1"}, {"limit", "2"}},
            history({"a", "a", "a"}, 2, 3),
            fail,
            "/data"},
        Row{"two limits that are refused",
            "repeated",
            "limit_repeated",
            {{"sample_id", "206"}, {"limit", "1"}, {"limit", "2"}},
            refusal(),
            pass},
        Row{"two limits that break the server",
            "repeated",
            "limit_repeated",
            {{"sample_id", "206"}, {"limit", "1"}, {"limit", "2"}},
            refusal(500),
            fail},
        Row{"a limit given once", "repeated", "ok", of_sample("limit", "1"), history({}), skip},
        Row{"an unknown parameter that is refused", "unknown", "unknown_parameter",
            of_sample("no_such_parameter", "1"), refusal(), pass},
        Row{"an unknown parameter that breaks the server", "unknown", "unknown_parameter",
            of_sample("no_such_parameter", "1"), refusal(500), fail},
        Row{"no unknown parameter", "unknown", "ok", sample, history({}), skip}));

TEST(Parameters, AnUnknownOneChangesNothing) {
  const auto judged = [](Response plain, Response with) {
    return verdict("getSampleHistory.parameters.unknown",
                   asked("getSampleHistory", "ok", sample, std::move(plain)),
                   asked("getSampleHistory", "unknown_parameter",
                         of_sample("no_such_parameter", "1"), std::move(with)));
  };
  EXPECT_EQ(judged(history({"a", "b"}), history({"a", "b"})).outcome, pass);
  EXPECT_EQ(judged(history({"a", "b"}), history({"a"})).findings.at(0).pointer,
            "/pagination/total");
  EXPECT_EQ(judged(history({"a", "b"}), history({"b", "a"})).findings.at(0).pointer,
            "/data/0/branch");
  EXPECT_EQ(judged(history({"a"}, 50, 9), history({}, 50, 9)).findings.at(0).pointer, "/data");
  EXPECT_EQ(judged(history({"a"}), refusal()).outcome, pass);
  EXPECT_EQ(judged(history({"a"}), refusal(404)).outcome, fail);
}

TEST(Parameters, OfADiffWithoutATextAreThere) {
  const auto judged = [](const std::string& details) {
    return verdict("getDiff.response.succeeds",
                   asked("getDiff", "ok", of_output("context_lines", "3"),
                         response(404, R"({"code":"not_found","message":"No.","details":)" +
                                           details + "}")))
        .outcome;
  };
  EXPECT_EQ(judged("{}"), skip);
  EXPECT_EQ(judged(R"({"resource":"output","id":1006})"), skip);
  EXPECT_EQ(judged(R"({"resource":"regression_test","id":6})"), fail);
}

TEST(Parameters, OfAResultThatAHistoryHasAreThere) {
  EXPECT_EQ(verdict("getRunSample.response.succeeds",
                    asked("getRunSample", "passing", {{"run_id", "9"}, {"sample_id", "206"}},
                          refusal(404)))
                .outcome,
            fail);
}

TEST(Parameters, ADocumentedValueMayNotLoseWhatIsThere) {
  const auto judged = [](int status, const char* rule = "getDiff.response.succeeds") {
    return verdict(rule,
                   asked("getDiff", "ok", of_output("context_lines", "3"), response(200, "{}")),
                   asked("getDiff", "unified", of_output("format", "unified"), refusal(status)));
  };
  EXPECT_EQ(judged(404).outcome, fail);
  EXPECT_EQ(judged(500).outcome, fail);
  EXPECT_EQ(judged(401).outcome, fail);
  EXPECT_EQ(judged(429).outcome, pass);
  // What only turns the value away is about the value.
  EXPECT_EQ(judged(400, "getDiff.parameters.accepted").outcome, fail);
  EXPECT_EQ(judged(422, "getDiff.parameters.accepted").outcome, fail);
  EXPECT_EQ(judged(404, "getDiff.parameters.accepted").outcome, fail);
  EXPECT_EQ(judged(500, "getDiff.parameters.accepted").outcome, pass);
}

TEST(Parameters, AStrangersRequestTellsNothing) {
  Exchange stranger = asked("getSampleHistory", "anonymous", of_sample("limit", "0"), refusal(401));
  stranger.request.credentials = Credentials::none;
  EXPECT_EQ(verdict("getSampleHistory.parameters.limit", std::move(stranger)).outcome, skip);
}

struct ValueRow {
  const char* operation;
  const char* parameter;
  std::string value;
  Standing standing;
};

void PrintTo(const ValueRow& row, std::ostream* out) {
  *out << row.operation << ' ' << row.parameter << '=' << ::testing::PrintToString(row.value);
}

class ValuesOfParameters : public ::testing::TestWithParam<ValueRow> {};

TEST_P(ValuesOfParameters, StandWhereTheDocumentPutsThem) {
  const ValueRow& row = GetParam();
  const auto& api = schemas::Api::of(schemas::Revision::published);
  EXPECT_EQ(standing(*api.find(row.operation)->parameter(row.parameter), row.value), row.standing);
}

constexpr auto inside = Standing::inside;
constexpr auto outside = Standing::outside;
constexpr auto open = Standing::open;
constexpr const char* of_history = "getSampleHistory";

INSTANTIATE_TEST_SUITE_P(
    Each, ValuesOfParameters,
    ::testing::Values(
        ValueRow{of_history, "limit", "1", inside}, ValueRow{of_history, "limit", "100", inside},
        ValueRow{of_history, "limit", "0", outside}, ValueRow{of_history, "limit", "101", outside},
        ValueRow{of_history, "limit", "-1", outside}, ValueRow{of_history, "limit", "", outside},
        ValueRow{of_history, "limit", "1.5", outside},
        ValueRow{of_history, "limit", "1_0", outside}, ValueRow{of_history, "limit", " 5", outside},
        ValueRow{of_history, "limit", "+5", outside},
        ValueRow{of_history, "limit", "99999999999999999999", outside},
        ValueRow{of_history, "limit", "007", open}, ValueRow{of_history, "offset", "0", inside},
        ValueRow{of_history, "offset", "-0", open},
        ValueRow{of_history, "offset", "2147483647", inside},
        ValueRow{of_history, "offset", "2147483648", open},
        ValueRow{of_history, "offset", "9223372036854775808", open},
        ValueRow{of_history, "offset", "-9223372036854775809", outside},
        ValueRow{of_history, "sample_id", "2147483647", inside},
        ValueRow{of_history, "sample_id", "2147483648", outside},
        ValueRow{of_history, "sample_id", "206\0"s, outside},
        ValueRow{of_history, "status", "error", inside},
        ValueRow{of_history, "status", "Error", outside},
        ValueRow{of_history, "status", "", outside},
        ValueRow{of_history, "branch", std::string(100, 'x'), inside},
        ValueRow{of_history, "branch", std::string(101, 'x'), outside},
        ValueRow{of_history, "branch", "", open}, ValueRow{of_history, "branch", "a\0b"s, open},
        ValueRow{of_history, "branch", "\xFF", open},
        ValueRow{of_history, "branch", "\"\\", inside},
        ValueRow{of_history, "created_after", "2026-06-27T12:42:03Z", inside},
        ValueRow{of_history, "created_after", "2026-06-27T12:42:03.5+02:00", inside},
        ValueRow{of_history, "created_after", "2026-06-27T12:42:03", open},
        ValueRow{of_history, "created_after", "2026-06-27", open},
        ValueRow{of_history, "created_after", "20260627T124203Z", open},
        ValueRow{of_history, "created_after", "2026-02-30T00:00:00Z", outside},
        ValueRow{of_history, "created_after", "2026-06-27T25:00:00Z", outside},
        ValueRow{of_history, "created_after", "", outside},
        ValueRow{of_history, "created_after", "garbage", outside}));

}  // namespace
}  // namespace sp::contract::testing
