// What the upstream document says: its operations, their parameters, and the forms of their
// answers, held against the contract.
#include <optional>
#include <set>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sp/schemas/api.h>

namespace sp::schemas {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

const Api& upstream() { return Api::of(Revision::upstream); }

const Operation& operation(std::string_view id) {
  const Operation* found = upstream().find(id);
  if (found == nullptr) throw std::out_of_range(std::string(id));
  return *found;
}

// Names of an operation's parameters, those of the path with braces.
std::vector<std::string> parameters(std::string_view id) {
  std::vector<std::string> names;
  for (const Parameter& p : operation(id).parameters) {
    EXPECT_EQ(p.required, p.in == Parameter::In::path) << p.name;
    names.push_back(p.in == Parameter::In::path ? '{' + p.name + '}' : p.name);
  }
  return names;
}

// Where a body departs from a schema, each as "pointer: expected E".
std::vector<std::string> departures(const Schema& schema, std::string_view body) {
  std::vector<std::string> lines;
  for (const Violation& v : schema.validate(parse(body).root())) {
    lines.push_back(v.instance + ": expected " + v.expected);
  }
  return lines;
}

TEST(UpstreamApi, HasTheFiveOperations) {
  std::vector<std::string> lines;
  for (const Operation& op : upstream().operations()) {
    lines.push_back(op.id + ' ' + op.method + ' ' + op.path + ' ' + op.scope.value_or("none"));
  }
  EXPECT_THAT(lines,
              ElementsAre("getRunSummary GET /runs/{run_id}/summary runs:read",
                          "getErrorSummary GET /runs/{run_id}/error-summary results:read",
                          "getRunSample GET /runs/{run_id}/samples/{regression_test_id} runs:read",
                          "getDiff GET /runs/{run_id}/samples/{sample_id}/regression-tests/"
                          "{regression_id}/outputs/{output_id}/diff results:read",
                          "getSampleHistory GET /samples/{sample_id}/history runs:read"));
}

TEST(UpstreamApi, HasTheParameters) {
  EXPECT_THAT(parameters("getRunSummary"), ElementsAre("{run_id}"));
  EXPECT_THAT(parameters("getErrorSummary"),
              ElementsAre("{run_id}", "limit", "offset", "group_by", "severity"));
  EXPECT_THAT(parameters("getRunSample"), ElementsAre("{run_id}", "{regression_test_id}"));
  EXPECT_THAT(parameters("getDiff"), ElementsAre("{run_id}", "{sample_id}", "{regression_id}",
                                                 "{output_id}", "context_lines", "format"));
  EXPECT_THAT(parameters("getSampleHistory"),
              ElementsAre("{sample_id}", "limit", "offset", "regression_test_id", "status",
                          "branch", "platform", "created_after", "created_before"));
}

TEST(UpstreamApi, RefusesACursorWherePagesGoByOffset) {
  for (const Operation& op : upstream().operations()) {
    const bool paged = op.parameter("offset") != nullptr;
    EXPECT_EQ(op.refused_query,
              paged ? std::vector<std::string>{"cursor"} : std::vector<std::string>{});
    EXPECT_EQ(op.parameter("cursor"), nullptr);
  }
}

TEST(UpstreamApi, BoundsTheParameters) {
  // In a path; in a query the document says how large they get.
  const std::vector<std::string> ids = {"1", "2147483647", "2147483648"};
  const std::vector<std::string> no_ids = {"0", "-1", "1.5", "\"1\""};
  const struct {
    std::string operation;
    std::string parameter;
    std::optional<std::string> fallback;
    std::vector<std::string> accepted;
    std::vector<std::string> refused;
  } rows[] = {
      {"getRunSummary", "run_id", {}, ids, no_ids},
      {"getRunSample", "regression_test_id", {}, ids, no_ids},
      {"getDiff", "sample_id", {}, ids, no_ids},
      {"getDiff", "regression_id", {}, ids, no_ids},
      {"getDiff", "output_id", {}, ids, no_ids},
      {"getDiff", "context_lines", "3", {"1", "50"}, {"0", "51"}},
      {"getDiff", "format", "\"structured\"", {"\"unified\""}, {"\"html\"", "\"\""}},
      {"getErrorSummary", "limit", "50", {"1", "100"}, {"0", "101"}},
      {"getErrorSummary", "offset", "0", {"0", "2147483647"}, {"-1", "2147483648"}},
      {"getErrorSummary",
       "group_by",
       "\"type\"",
       {"\"type\"", "\"sample_id\"", "\"regression_id\"", "\"severity\""},
       {"\"category\"", "\"\""}},
      {"getErrorSummary",
       "severity",
       {},
       {"\"info\"", "\"warning\"", "\"error\"", "\"critical\""},
       {"\"fatal\""}},
      {"getSampleHistory", "offset", "0", {"2147483647"}, {"2147483648"}},
      {"getSampleHistory", "regression_test_id", {}, {"1", "2147483647"}, {"0", "2147483648"}},
      {"getSampleHistory",
       "status",
       {},
       {"\"pass\"", "\"fail\"", "\"missing_output\"", "\"not_started\""},
       {"\"skipped\"", "\"running\"", "\"queued\"", "\"error\""}},
      {"getSampleHistory",
       "branch",
       {},
       {"\"" + std::string(100, 'b') + '"'},
       {"\"" + std::string(101, 'b') + '"'}},
      {"getSampleHistory", "platform", {}, {"\"linux\"", "\"windows\""}, {"\"macos\""}},
      {"getSampleHistory", "created_after", {}, {"\"2026-06-27T12:42:03Z\""}, {"\"today\""}},
      {"getSampleHistory", "created_before", {}, {"\"2026-06-27T12:42:03+02:00\""}, {"\"\""}},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.operation + ' ' + row.parameter);
    const Parameter* parameter = operation(row.operation).parameter(row.parameter);
    ASSERT_NE(parameter, nullptr);
    EXPECT_EQ(parameter->fallback ? std::optional(parameter->fallback->dump()) : std::nullopt,
              row.fallback);
    for (const std::string& text : row.accepted) {
      EXPECT_TRUE(parameter->schema.accepts(parse(text).root())) << text;
    }
    for (const std::string& text : row.refused) {
      EXPECT_FALSE(parameter->schema.accepts(parse(text).root())) << text;
    }
  }
}

// "upstream also documents 400 (not for a summary or a result) and 403"; "promises the three
// headers on every response".
TEST(UpstreamApi, DocumentsTheSameStatusesAndHeadersEverywhere) {
  for (const Operation& op : upstream().operations()) {
    SCOPED_TRACE(op.id);
    for (const int status : {200, 401, 403, 404, 429}) {
      EXPECT_TRUE(op.documents(status)) << status;
    }
    const bool refuses = op.id != "getRunSummary" && op.id != "getRunSample";
    EXPECT_EQ(op.documents(400), refuses);
    EXPECT_EQ(op.responses.size(), refuses ? 7u : 6u) << "and the default";
    EXPECT_FALSE(op.responses.back().status.has_value());
    for (const Response& response : op.responses) {
      EXPECT_TRUE(response.body.has_value());
      std::set<std::string> names;
      for (const Header& header : response.headers) {
        names.insert(header.name);
        EXPECT_TRUE(header.required) << header.name;
      }
      std::set<std::string> expected = {"X-RateLimit-Limit", "X-RateLimit-Remaining",
                                        "X-RateLimit-Reset"};
      if (response.status == 429) expected.insert("Retry-After");
      EXPECT_EQ(names, expected);
    }
  }
}

TEST(UpstreamApi, TypesARunSummary) {
  const Schema& summary = *operation("getRunSummary").response(200)->body;
  const std::string counts =
      R"("total_samples":1,"pass_count":1,"fail_count":0,"skipped_count":0,"missing_output_count":0)";
  EXPECT_THAT(departures(summary, R"({"run_id":1,"status":"incomplete",)" + counts + "}"),
              IsEmpty());
  EXPECT_THAT(
      departures(summary, R"({"run_id":1,"status":"error","duration_ms":null,)" + counts + "}"),
      ElementsAre("/status: expected one of queued, running, pass, fail, canceled, "
                  "incomplete"));
  EXPECT_THAT(departures(summary, "{}"),
              ElementsAre(": expected member \"run_id\"", ": expected member \"status\"",
                          ": expected member \"total_samples\"", ": expected member \"pass_count\"",
                          ": expected member \"fail_count\"", ": expected member \"skipped_count\"",
                          ": expected member \"missing_output_count\""));
}

TEST(UpstreamApi, TypesPages) {
  for (const char* id : {"getErrorSummary", "getSampleHistory"}) {
    const Schema& page = *operation(id).response(200)->body;
    const auto with = [&](const std::string& pagination, const std::string& more = "") {
      return departures(page, R"({"data":[],"pagination":{"limit":1,"offset":0,)" +
                                  std::string(pagination).append("}").append(more).append("}"));
    };
    for (const char* total : {"0", "7", "-1", "null"}) {
      EXPECT_THAT(with(R"("total":)" + std::string(total)), IsEmpty()) << total;
    }
    EXPECT_THAT(with(R"("total":-2)"), ElementsAre("/pagination/total: expected at least -1"));
    EXPECT_THAT(with(R"("next_offset":null)"),
                ElementsAre("/pagination: expected member \"total\""));
    EXPECT_THAT(with(R"("total":5,"truncated":true)"), IsEmpty());
    EXPECT_THAT(with(R"("total":5,"truncated":1)"),
                ElementsAre("/pagination/truncated: expected a boolean"));
  }
}

TEST(UpstreamApi, TypesErrorBuckets) {
  const Schema& bucket = upstream().component("ErrorBucket");
  EXPECT_THAT(departures(bucket, R"({"group_by":"type","key":"a","count":0,"severity":"critical",
                             "sample_ids":[1],"first_seen_at":null,
                             "last_seen_at":"2026-06-23T17:55:11+00:00"})"),
              IsEmpty());
  EXPECT_THAT(
      departures(bucket, R"({"group_by":"category","key":"a","count":1,"severity":"info"})"),
      ElementsAre("/group_by: expected one of type, sample_id, regression_id, severity"));
}

TEST(UpstreamApi, TypesAResult) {
  const Schema& result = *operation("getRunSample").response(200)->body;
  const std::string required = R"("regression_test_id":1,"sample_id":null,"status":"pass")";
  EXPECT_THAT(departures(result, "{" + required + "}"), IsEmpty());
  EXPECT_THAT(departures(result, "{" + required +
                                     R"(,"sample_name":null,"command":null,"categories":["DVB"],
                                         "runtime_ms":null,"exit_code":null,"expected_rc":-1})"),
              IsEmpty());
  EXPECT_THAT(
      departures(result, R"({"regression_id":1,"sample_name":")" + std::string(256, 'n') + R"("})"),
      ElementsAre(": expected member \"regression_test_id\"", ": expected member \"sample_id\"",
                  ": expected member \"status\"", "/sample_name: expected at most 255 characters"));
}

TEST(UpstreamApi, TypesOutputsAndAllowsThemNoOtherMembers) {
  const Schema& output = upstream().component("Output");
  for (const char* status : {"pass", "fail", "missing_output", "missing_expected"}) {
    EXPECT_THAT(departures(output, R"({"output_id":1,"filename":"a.srt","status":")" +
                                       std::string(status) + "\"}"),
                IsEmpty());
  }
  EXPECT_THAT(departures(output, R"({"output_id":1,"status":"match"})"),
              ElementsAre(": expected member \"filename\"",
                          "/status: expected one of pass, fail, missing_output, missing_expected"));
  EXPECT_EQ(departures(output, R"({"output_id":1,"filename":"a","status":"pass",
                                   "expected_hash":null})")
                .size(),
            1u);
}

TEST(UpstreamApi, TellsTheTwoFormsOfADiffApart) {
  const Schema& diff = *operation("getDiff").response(200)->body;
  const std::string ids = R"("run_id":1,"sample_id":2,"regression_id":3,"output_id":4,)";
  EXPECT_THAT(departures(diff, "{" + ids + R"("status":"identical"})"), IsEmpty());
  EXPECT_THAT(departures(diff, "{" + ids + R"("status":"missing_actual","format":"structured"})"),
              IsEmpty());
  EXPECT_THAT(departures(diff, "{" + ids + R"("format":"unified","content":""})"), IsEmpty());
  EXPECT_THAT(departures(diff, "{" + ids + R"("format":"unified","status":"identical"})"),
              ElementsAre(": expected member \"content\""));
  EXPECT_THAT(departures(diff, "{" + ids + R"("format":"structured","content":""})"),
              ElementsAre(": expected member \"status\""));
}

}  // namespace
}  // namespace sp::schemas
