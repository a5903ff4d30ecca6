#include <regex>
#include <set>
#include <stdexcept>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sp/schemas/api.h>

#include "revisions.h"

namespace sp::schemas {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

const Api& published() { return Api::of(Revision::published); }

const Operation& operation(std::string_view id) {
  const Operation* found = published().find(id);
  if (found == nullptr) throw std::out_of_range(std::string(id));
  return *found;
}

// A parameter in one line: name, where, whether it is required, its type, its default.
std::string in_one_line(const Parameter& p) {
  return p.name + (p.in == Parameter::In::path ? " path" : " query") +
         (p.required ? " required" : "") + (p.integer ? " integer" : " string") +
         (p.fallback ? " " + p.fallback->dump() : "");
}

std::vector<std::string> parameters(const Operation& op) {
  std::vector<std::string> lines;
  for (const Parameter& parameter : op.parameters) lines.push_back(in_one_line(parameter));
  return lines;
}

// The violations of a body, each as "pointer: expected E, found F".
std::vector<std::string> violations(const Schema& schema, std::string_view body) {
  std::vector<std::string> lines;
  for (const Violation& v : schema.validate(parse(body).root())) {
    lines.push_back(v.instance + ": expected " + v.expected + ", found " + v.found);
  }
  return lines;
}

TEST(PublishedApi, HasTheFiveOperations) {
  std::vector<std::string> lines;
  for (const Operation& op : published().operations()) {
    lines.push_back(op.id + ' ' + op.method + ' ' + op.path);
  }
  EXPECT_THAT(lines, ElementsAre("getRunSummary GET /runs/{run_id}/summary",
                                 "getErrorSummary GET /runs/{run_id}/error-summary",
                                 "getRunSample GET /runs/{run_id}/samples/{sample_id}",
                                 "getDiff GET /runs/{run_id}/samples/{sample_id}/diff",
                                 "getSampleHistory GET /samples/{sample_id}/history"));
  EXPECT_EQ(published().find("getNothing"), nullptr);
}

TEST(PublishedApi, HasTheParameters) {
  EXPECT_THAT(parameters(operation("getRunSummary")), ElementsAre("run_id path required integer"));
  EXPECT_THAT(parameters(operation("getErrorSummary")),
              ElementsAre("run_id path required integer", "limit query integer 50",
                          "offset query integer 0", "group_by query string \"type\"",
                          "severity query string"));
  EXPECT_THAT(parameters(operation("getRunSample")),
              ElementsAre("run_id path required integer", "sample_id path required integer"));
  EXPECT_THAT(
      parameters(operation("getDiff")),
      ElementsAre("run_id path required integer", "sample_id path required integer",
                  "regression_id query required integer", "output_id query required integer",
                  "context_lines query integer 3", "format query string \"structured\""));
  EXPECT_THAT(parameters(operation("getSampleHistory")),
              ElementsAre("sample_id path required integer", "limit query integer 50",
                          "offset query integer 0", "status query string", "branch query string",
                          "platform query string", "created_after query string",
                          "created_before query string"));
}

struct ParameterCase {
  std::string operation;
  std::string parameter;
  std::vector<std::string> accepted;
  std::vector<std::string> refused;
};

TEST(PublishedApi, AsksForNoScopeAndRefusesNoQuery) {
  for (const Operation& op : published().operations()) {
    EXPECT_EQ(op.scope, std::nullopt);
    EXPECT_TRUE(op.refused_query.empty());
  }
}

TEST(PublishedApi, BoundsTheParameters) {
  const std::vector<std::string> ids = {"1", "9338", "2147483647"};
  const std::vector<std::string> no_ids = {"0", "-1", "2147483648", "1.5", "\"1\""};
  const std::string branch_of_100 = '"' + std::string(100, 'b') + '"';
  const std::string branch_of_101 = '"' + std::string(101, 'b') + '"';
  const std::vector<ParameterCase> cases = {
      {"getRunSummary", "run_id", ids, no_ids},
      {"getDiff", "sample_id", ids, no_ids},
      {"getDiff", "regression_id", ids, no_ids},
      {"getDiff", "output_id", ids, no_ids},
      {"getDiff", "context_lines", {"1", "50"}, {"0", "51", "\"3\""}},
      {"getDiff", "format", {"\"structured\"", "\"unified\""}, {"\"html\"", "\"\"", "1"}},
      {"getErrorSummary", "limit", {"1", "100"}, {"0", "101"}},
      {"getErrorSummary", "offset", {"0", "99999999999"}, {"-1"}},
      {"getErrorSummary",
       "group_by",
       {"\"type\"", "\"sample_id\"", "\"regression_id\"", "\"category\"", "\"severity\""},
       {"\"run_id\"", "\"Type\""}},
      {"getErrorSummary",
       "severity",
       {"\"info\"", "\"warning\"", "\"error\"", "\"critical\""},
       {"\"fatal\""}},
      {"getSampleHistory",
       "status",
       {"\"queued\"", "\"running\"", "\"pass\"", "\"fail\"", "\"canceled\"", "\"error\"",
        "\"incomplete\""},
       {"\"missing_output\"", "\"not_started\"", "\"cancelled\""}},
      {"getSampleHistory", "branch", {"\"\"", branch_of_100}, {branch_of_101}},
      {"getSampleHistory", "platform", {"\"linux\"", "\"windows\""}, {"\"macos\""}},
      {"getSampleHistory", "created_after", {"\"2026-06-27T12:42:03Z\""}, {"\"2026-06-27\""}},
      {"getSampleHistory", "created_before", {"\"2026-06-27T12:42:03+02:00\""}, {"\"now\""}},
  };
  for (const ParameterCase& c : cases) {
    SCOPED_TRACE(c.operation + ' ' + c.parameter);
    const Parameter* parameter = operation(c.operation).parameter(c.parameter);
    ASSERT_NE(parameter, nullptr);
    for (const auto& text : c.accepted) {
      EXPECT_TRUE(parameter->schema.accepts(parse(text).root())) << text;
    }
    for (const auto& text : c.refused) {
      EXPECT_FALSE(parameter->schema.accepts(parse(text).root())) << text;
    }
  }
  EXPECT_EQ(operation("getDiff").parameter("limit"), nullptr);
}

TEST(PublishedApi, DocumentsTheSameStatusesEverywhere) {
  for (const Operation& op : published().operations()) {
    SCOPED_TRACE(op.id);
    for (const int status : {200, 401, 404, 429}) EXPECT_TRUE(op.documents(status)) << status;
    for (const int status : {400, 403, 500}) {
      EXPECT_FALSE(op.documents(status)) << status;
      EXPECT_EQ(op.response(status), &op.responses.back());
    }
    EXPECT_FALSE(op.responses.back().status.has_value());
    for (const Response& response : op.responses) EXPECT_TRUE(response.body.has_value());
  }
}

TEST(PublishedApi, RequiresRateLimitHeadersOn429Only) {
  for (const Operation& op : published().operations()) {
    for (const Response& response : op.responses) {
      std::set<std::string> names;
      for (const Header& header : response.headers) {
        names.insert(header.name);
        EXPECT_EQ(header.required, response.status == 429) << op.id << ' ' << header.name;
        EXPECT_TRUE(header.schema.accepts(parse("1782564123").root()));
        EXPECT_FALSE(header.schema.accepts(parse("-1").root()));
      }
      std::set<std::string> expected = {"X-RateLimit-Limit", "X-RateLimit-Remaining",
                                        "X-RateLimit-Reset"};
      if (response.status == 429) expected.insert("Retry-After");
      EXPECT_EQ(names, expected) << op.id;
    }
  }
}

class EachApi : public testing::TestWithParam<Revision> {
 protected:
  const Api& api = Api::of(GetParam());
};

TEST_P(EachApi, HasExamplesThatFitTheirSchemas) {
  for (const Operation& op : api.operations()) {
    for (const Response& response : op.responses) {
      SCOPED_TRACE(op.id + ' ' + (response.status ? std::to_string(*response.status) : "default"));
      EXPECT_FALSE(response.examples.empty());
      for (const Value& example : response.examples) {
        for (const Violation& v : response.body->validate(example)) {
          ADD_FAILURE() << v.instance << ": expected " << v.expected << ", found " << v.found;
        }
      }
    }
  }
}

TEST_P(EachApi, HasDefaultsThatFitTheirSchemas) {
  for (const Operation& op : api.operations()) {
    for (const Parameter& parameter : op.parameters) {
      EXPECT_TRUE(!parameter.fallback || parameter.schema.accepts(*parameter.fallback));
    }
  }
}

// The descriptions that cite no source, in all of the value.
void collect_uncited(const Value& value, std::vector<std::string>& uncited) {
  static const std::regex source(R"(\[[^\]]*\b(S[0-4]|P|U|B|D)\b[^\]]*\])");
  if (value.array() != nullptr) {
    for (const Value& item : *value.array()) collect_uncited(item, uncited);
  }
  if (value.object() == nullptr) return;
  for (const auto& [name, member] : *value.object()) {
    collect_uncited(member, uncited);
    const std::string_view* text = name == "description" ? member.string() : nullptr;
    if (text != nullptr && !std::regex_search(text->begin(), text->end(), source)) {
      uncited.emplace_back(*text);
    }
  }
}

TEST_P(EachApi, CitesASourceInEachDescription) {
  std::vector<std::string> uncited;
  collect_uncited(parse(openapi_text(GetParam())).root(), uncited);
  EXPECT_THAT(uncited, ElementsAre("Production")) << "the server's, which says no more";
}

// A parameter of the path is one of its segments, and the other way round.
TEST_P(EachApi, HasAParameterForEachSegmentInBraces) {
  for (const Operation& op : api.operations()) {
    std::string path = op.path;
    for (const Parameter& parameter : op.parameters) {
      if (parameter.in != Parameter::In::path) continue;
      const std::string segment = '{' + parameter.name + '}';
      ASSERT_NE(path.find(segment), std::string::npos) << op.path << ' ' << segment;
      path.erase(path.find(segment), segment.size());
      EXPECT_TRUE(parameter.required);
    }
    EXPECT_EQ(path.find('{'), std::string::npos) << op.path;
  }
}

INSTANTIATE_TEST_SUITE_P(Revisions, EachApi, sp::each_revision(), sp::revision_name);

TEST(PublishedApi, TypesTheErrorEnvelope) {
  const Schema& envelope = published().component("ErrorEnvelope");
  EXPECT_THAT(
      violations(envelope, R"({"code":"not_found","message":"Gone.","details":{"id":1},"more":1})"),
      ElementsAre());
  EXPECT_THAT(violations(envelope, R"({"code":"Not Found","message":1,"details":null})"),
              ElementsAre("/code: expected text that matches ^[a-z][a-z0-9]*(_[a-z0-9]+)*$, "
                          "found \"Not Found\"",
                          "/message: expected a string, found 1",
                          "/details: expected an object, found null"));
  EXPECT_THAT(violations(envelope, "{}"),
              ElementsAre(": expected member \"code\", found no such member",
                          ": expected member \"message\", found no such member",
                          ": expected member \"details\", found no such member"));
}

TEST(PublishedApi, TellsTheTwoFormsOfADiffApart) {
  const Schema& diff = *operation("getDiff").response(200)->body;
  const std::string ids = R"("run_id":1,"sample_id":2,"regression_id":3,"output_id":4,)";
  EXPECT_THAT(violations(diff, "{" + ids + R"("status":"identical"})"), ElementsAre());
  EXPECT_THAT(violations(diff, "{" + ids + R"("status":"identical","format":"structured"})"),
              ElementsAre());
  EXPECT_THAT(violations(diff, "{" + ids + R"("format":"unified","content":""})"), ElementsAre());
  EXPECT_THAT(violations(diff, "{" + ids + R"("format":"unified","status":"identical"})"),
              ElementsAre(": expected member \"content\", found no such member"));
  EXPECT_THAT(violations(diff, "{" + ids + R"("status":"same"})"),
              ElementsAre("/status: expected one of identical, different, missing_expected, "
                          "missing_actual, found \"same\""));
  EXPECT_THAT(violations(diff, "{" + ids + R"("status":"identical","format":"html"})"),
              ElementsAre("/format: expected one of structured, unified, found \"html\""));
}

TEST(PublishedApi, TypesRowsOfHistory) {
  const Schema& row = published().component("HistoryRow");
  EXPECT_THAT(violations(row, R"({"run_id":1,"regression_test_id":1,"status":"pass","branch":null,
                                  "commit_sha":null,"tested_at":null,"failure_signature":null})"),
              ElementsAre());
  EXPECT_THAT(
      violations(row, R"({"run_id":1,"regression_test_id":0,"status":"queued",
                                  "platform":null,"commit_sha":"abc","tested_at":"yesterday"})"),
      ElementsAre("/regression_test_id: expected at least 1, found 0",
                  "/status: expected one of pass, fail, skipped, missing_output, running, "
                  "not_started, found \"queued\"",
                  "/platform: expected a string, found null",
                  "/commit_sha: expected text that matches ^[a-fA-F0-9]{40}$, found \"abc\"",
                  "/tested_at: expected a date-time such as 2026-06-27T12:42:03Z, "
                  "found \"yesterday\""));
  EXPECT_THROW(published().component("Nothing"), std::out_of_range);
}

TEST(Api, HandsOutEmbeddedSchemas) {
  EXPECT_NO_THROW(parse(schema_text("scenario.schema.json")));
  EXPECT_THROW(schema_text("nothing.json"), std::out_of_range);
}

std::string document(const std::string& operation) {
  return R"({"openapi":"3.0.3","info":{"title":"T","version":"1"},"paths":{"/x":{"get":)" +
         operation + "}}}";
}

struct MalformedCase {
  std::string document;
  std::string pointer;
  std::string message;
};

TEST(Api, RefusesMalformedDocuments) {
  const std::string ok = R"("responses":{"200":{"description":"d"}})";
  const std::vector<MalformedCase> cases = {
      {"[]", "", "\"openapi\" is missing"},
      {R"({"openapi":"3.1.0"})", "/openapi", "expected version 3.0, found \"3.1.0\""},
      {document("{" + ok + "}"), "/paths/~1x/get", "\"operationId\" is missing"},
      {document(R"({"operationId":"a"})"), "/paths/~1x/get", "\"responses\" is missing"},
      {document(R"({"operationId":"a","responses":{"2XX":{"description":"d"}}})"),
       "/paths/~1x/get/responses/2XX", "expected a status from 100 to 599 or \"default\""},
      {document(R"({"operationId":"a","responses":{"200":{"$ref":"#/components/r"}}})"),
       "/paths/~1x/get/responses/200/$ref", "the reference \"#/components/r\" leads nowhere"},
      {document(
           R"({"operationId":"a","responses":{"200":{"$ref":"#/paths/~1x/get/responses/200"}}})"),
       "/paths/~1x/get/responses/200/$ref", "leads round in circles"},
      {document(R"({"operationId":"a","x-required-scope":1,)" + ok + "}"),
       "/paths/~1x/get/x-required-scope", "expected a string"},
      {document(R"({"operationId":"a","x-refused-query":"cursor",)" + ok + "}"),
       "/paths/~1x/get/x-refused-query", "expected an array of strings"},
      {document(R"({"operationId":"a","x-refused-query":[1],)" + ok + "}"),
       "/paths/~1x/get/x-refused-query", "expected an array of strings"},
      {document(R"({"operationId":"a","parameters":[{"name":"p","in":"cookie"}],)" + ok + "}"),
       "/paths/~1x/get/parameters/0/in", "expected \"path\" or \"query\""},
      {document(R"({"operationId":"a","parameters":[{"name":"p","in":"query",
                    "schema":{"type":"null"}}],)" +
                ok + "}"),
       "/paths/~1x/get/parameters/0/schema/type", "expected a type of OpenAPI 3.0"},
      {document(R"({"operationId":"a","responses":{"200":{"description":"d","content":
                    {"application/json":{"schema":{"const":1}}}}}})"),
       "/paths/~1x/get/responses/200/content/application~1json/schema/const",
       "no keyword of OpenAPI 3.0"},
  };
  for (const MalformedCase& c : cases) {
    SCOPED_TRACE(c.document);
    try {
      Api::parse(c.document);
      ADD_FAILURE() << "was accepted";
    } catch (const SchemaError& error) {
      EXPECT_EQ(error.pointer, c.pointer);
      EXPECT_THAT(error.what(), HasSubstr(c.message));
    }
  }
  EXPECT_THROW(Api::parse("{"), SyntaxError);
}

TEST(Api, PutsPathParametersFirstAndTheDefaultResponseLast) {
  const Api api = Api::parse(R"({
    "openapi": "3.0.3", "info": {"title": "T", "version": "1"},
    "paths": {"/x/{id}": {
      "parameters": [{"name": "q", "in": "query", "schema": {"type": "string"}}],
      "get": {
        "operationId": "a", "summary": "s",
        "parameters": [{"name": "id", "in": "path", "required": true,
                        "schema": {"type": "integer"}}],
        "responses": {"default": {"description": "d"}, "200": {"description": "ok"}}}}}})");
  const Operation& op = *api.find("a");
  EXPECT_EQ(api.title(), "T");
  EXPECT_EQ(op.summary, "s");
  EXPECT_THAT(parameters(op), ElementsAre("id path required integer", "q query string"));
  EXPECT_EQ(op.responses.front().status, 200);
  EXPECT_FALSE(op.responses.back().status.has_value());
  EXPECT_FALSE(op.responses.front().body.has_value());
}

TEST(Revision, HasANameEach) {
  EXPECT_EQ(to_string(Revision::published), "published");
  EXPECT_EQ(parse_revision("upstream"), Revision::upstream);
  EXPECT_EQ(parse_revision(to_string(Revision::published)), Revision::published);
  EXPECT_FALSE(parse_revision("Published").has_value());
}

}  // namespace
}  // namespace sp::schemas
