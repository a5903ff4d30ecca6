// Canned routes: which requests each is for, and what it makes of path and query.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "mock/problems_in.h"
#include "mock/worlds.h"
#include "scenario/path_pattern.h"
#include "service_client.h"

namespace sp::mock::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Pair;

// --- Paths

struct Fit {
  const char* pattern;
  std::vector<std::string> segments;
  bool fits;
};

TEST(PathPattern, FitsSegmentBySegment) {
  const Fit rows[] = {
      {"/a/b", {"a", "b"}, true},
      {"/a/b", {"a"}, false},
      {"/a/b", {"a", "b", "c"}, false},
      {"/a%20b", {"a b"}, true},
      {"/a+b", {"a+b"}, true},
      {"/{x}/b", {"7", "b"}, true},
      {"/{x}/b", {"", "b"}, true},
      {"/{x}", {"7", "b"}, false},
      {"/%7Bx%7D", {"{x}"}, true},
      {"/%7Bx%7D", {"7"}, false},
      {"/a*", {"a"}, true},
      {"/a*", {"ab", "c"}, true},
      {"/a*", {"b"}, false},
      {"/a/*", {"a", "", "b"}, true},
      {"/a/*", {"a"}, false},
      {"/*", {}, true},
      {"/*", {"a", "b"}, true},
      {"/a%2A", {"a*"}, true},
      {"/a%2A", {"ab"}, false},
      {"/{x}*", {"a", "b", "c"}, true},
      {"/", {}, true},
      {"/a/", {"a", ""}, true},
  };
  for (const Fit& row : rows) {
    EXPECT_EQ(PathPattern(row.pattern).match(row.segments).has_value(), row.fits)
        << row.pattern << " and " << ::testing::PrintToString(row.segments);
  }
}

TEST(PathPattern, TellsWhatItsNamesStandFor) {
  const PathPattern pattern("/runs/{run_id}/samples/{id}*");
  EXPECT_THAT(*pattern.match({"runs", "7", "samples", "a/b", "diff"}),
              ElementsAre(Pair("run_id", "7"), Pair("id", "a/b")));
}

TEST(PathPattern, KnowsWhichOthersItCovers) {
  struct Row {
    const char* wide;
    const char* narrow;
    bool covers;
  };
  const Row rows[] = {
      {"/a", "/a", true},        {"/{x}", "/a", true},     {"/a", "/{x}", false},
      {"/{x}", "/{y}", true},    {"/*", "/a/{x}", true},   {"/a/*", "/a/b*", true},
      {"/a/b*", "/a/*", false},  {"/a/b", "/a/b*", false}, {"/a*", "/a/b", true},
      {"/{x}/b", "/a/c", false}, {"/*", "/*", true},       {"/{x}/{y}", "/a", false},
  };
  for (const Row& row : rows) {
    EXPECT_EQ(PathPattern(row.wide).covers(PathPattern(row.narrow)), row.covers)
        << row.wide << " and " << row.narrow;
  }
}

// --- Answers

Scenario routed(const std::string& routes) { return one_run(R"("routes": [)" + routes + "],"); }

struct Answered {
  const char* target;
  int status;
  const char* body;
};

void expect_answers(const Scenario& scenario, std::initializer_list<Answered> rows,
                    ServiceOptions options = {}) {
  options.self_check = true;
  Service service(scenario.data(), options);
  ServiceClient client(service);
  for (const Answered& row : rows) {
    const Response answer = client.get(row.target);
    EXPECT_EQ(answer.status, row.status) << row.target << ": " << answer.why;
    EXPECT_THAT(answer.body, HasSubstr(row.body)) << row.target;
  }
}

TEST(Routes, AnswerTheQueriesTheyName) {
  expect_answers(routed(R"({"path": "/a", "query": {"x": "1", "y": null}, "body": "one"},
                           {"path": "/a", "query": {"x": 2}, "body": "two"},
                           {"path": "/a", "query": {"x": true}, "body": "any"},
                           {"path": "/b", "query": {"x": true}, "body": "b"})"),
                 {{"/a?x=1", 200, R"("one")"},
                  {"/a?z&x=1", 200, R"("one")"},
                  {"/a?x=1&y", 200, R"("any")"},
                  {"/a?x=2", 200, R"("two")"},
                  {"/a?x=", 200, R"("any")"},
                  {"/a?x=%32", 200, R"("two")"},
                  {"/a", 404, "not_found"},
                  {"/b", 404, "not_found"}});
}

TEST(Routes, OfAnotherQueryAreNamedInTheLog) {
  Service service(routed(R"({"path": "/a", "query": {"x": true}})").data(), {});
  EXPECT_THAT(ServiceClient(service).get("/a").why,
              HasSubstr("a route has it, but for another query"));
  EXPECT_THAT(ServiceClient(service).get("/b").why, Not(HasSubstr("a route")));
}

TEST(Routes, ServeSeveralIdsByATemplate) {
  expect_answers(routed(R"({"path": "/samples/7", "body": "seven"},
                {"path": "/samples/{id}", "body": {"id": "{id}", "of": ["sample {id}", "{ID}", "{"],
                                                   "{id}": null}},
                {"path": "/{a}/{b}/x", "body": ["{b}{a}", "{a", "{{a}}"]})"),
                 {{"/samples/7", 200, R"("seven")"},
                  {"/samples/8", 200, R"({"id":8,"of":["sample 8","{ID}","{"],"{id}":null})"},
                  {"/samples/-3", 200, R"({"id":-3,)"},
                  {"/samples/08", 200, R"({"id":"08",)"},
                  {"/samples/1e3", 200, R"({"id":"1e3",)"},
                  {"/samples/99999999999999999999", 200, R"({"id":"99999999999999999999",)"},
                  {"/samples/%22%7Bid%7D", 200, R"({"id":"\"{id}",)"},
                  {"/p/q/x", 200, R"(["qp","{a","{p}"])"},
                  {"/%7Bb%7D/q/x", 200, R"(["q{b}","{a","{{b}}"])"},
                  {"/samples/%FF", 400, "percent-encoded"}});
}

TEST(Routes, PutNothingIntoAHeaderThatWouldEndIt) {
  Service service(routed(R"({"path": "/a/{id}", "method": "POST", "status": 202,
                             "headers": {"Location": "/api/v1/a/{id}"}})")
                      .data(),
                  {});
  ServiceClient client(service);
  EXPECT_EQ(header(client.send("POST", "/a/5"), "Location"), "/api/v1/a/5");
  EXPECT_EQ(header(client.send("POST", "/a/x%0D%0AEvil:%201"), "Location"),
            "/api/v1/a/x%0D%0AEvil%3A%201");
}

constexpr const char* list = R"({"path": "/runs/{run_id}/samples", "page": true,
    "headers": {"X-List": "1"},
    "body": [{"run_id": "{run_id}", "n": 1}, {"n": 2}, {"n": 3}]})";

TEST(Routes, PageAListAsTheApiDoes) {
  expect_answers(
      routed(list),
      {{"/runs/9/samples", 200,
        R"({"data":[{"run_id":9,"n":1},{"n":2},{"n":3}],"pagination":{"limit":50,"offset":0,"total":3,"next_offset":null}})"},
       {"/runs/9/samples?limit=2", 200,
        R"([{"run_id":9,"n":1},{"n":2}],"pagination":{"limit":2,"offset":0,"total":3,"next_offset":2}})"},
       {"/runs/9/samples?limit=2&offset=2", 200,
        R"([{"n":3}],"pagination":{"limit":2,"offset":2,"total":3,"next_offset":null}})"},
       {"/runs/9/samples?offset=10", 200, R"("data":[],"pagination":)"},
       {"/runs/9/samples?cursor=x", 200, R"("next_offset":null}})"},
       {"/runs/9/samples?limit=0", 400, R"("limit":"Must be an integer between 1 and 100.")"},
       {"/runs/9/samples?offset=-1", 400, R"("offset":)"},
       {"/runs/9/samples?limit=1&limit=2", 400, R"("limit":"Must be given once.")"}});
  expect_answers(routed(list),
                 {{"/runs/9/samples", 200, R"("next_offset":null},"meta":{}})"},
                  {"/runs/9/samples?cursor=x", 400, R"("cursor":)"}},
                 {.revision = schemas::Revision::upstream});
}

TEST(Routes, ARefusedPageIsTheApisOwnAnswer) {
  Service service(routed(list).data(), {});
  ServiceClient client(service);
  EXPECT_EQ(header(client.get("/runs/9/samples"), "X-List"), "1");
  const Response refused = client.get("/runs/9/samples?limit=x");
  EXPECT_EQ(header(refused, "X-List"), "");
  EXPECT_EQ(header(refused, "Content-Type"), "application/json");
}

TEST(Routes, TellTheJournalWhatTheyReadOfARequest) {
  Service service(routed(std::string(list) + R"(, {"path": "/a", "query": {"x": true}})").data(),
                  {});
  ServiceClient client(service);
  client.get("/runs/9/samples?limit=2&other=1");
  client.get("/a?limit=2&x=1");
  EXPECT_THAT(service.journal().requests().front().parameters,
              ElementsAre(Pair("run_id", "9"), Pair("limit", "2")));
  EXPECT_THAT(service.journal().requests().back().parameters, ElementsAre(Pair("x", "1")));
}

TEST(Routes, ThatMakeNoSenseAreToldByTheirLine) {
  struct Row {
    const char* route;
    ToldProblem told;
  };
  const Row rows[] = {
      {R"({"path": "a"})", {1, "/routes/0/path", "a path below the base", "\"a\""}},
      {R"({"path": "/a?x=1"})", {1, "/routes/0/path", "without a query", "/a?x=1"}},
      {R"({"path": "/a/{id"})", {1, "/routes/0/path", "a path", "{id"}},
      {R"({"path": "/a/x{id}"})", {1, "/routes/0/path", "a path", "x{id}"}},
      {R"({"path": "/a/{}"})", {1, "/routes/0/path", "a path", "{}"}},
      {R"({"path": "/a*/b"})", {1, "/routes/0/path", "a path", "/a*/b"}},
      {R"({"path": "/%4"})", {1, "/routes/0/path", "a path", "/%4"}},
      {R"({"path": "/%FF"})", {1, "/routes/0/path", "percent-encoded", "decoded"}},
      {R"({"path": "/{id}/{id}"})",
       {1, "/routes/0/path", "each name only once", "{id} a second time"}},
      {R"({"path": "/a", "query": {"x": false}})", {1, "/routes/0/query/x", "a value", "false"}},
      {R"({"path": "/a", "query": ["x"]})", {1, "/routes/0/query", "an object", "[\"x\"]"}},
      {R"({"path": "/a", "page": 1})", {1, "/routes/0/page", "a boolean", "1"}},
      {R"({"path": "/a", "page": true})", {1, "/routes/0", "member \"body\"", "no such"}},
      {R"({"path": "/a", "page": true, "body": {}})", {1, "/routes/0/body", "an array", "{}"}},
  };
  for (const Row& row : rows) {
    const std::string text = std::string(R"({"version": 1, "name": "a", "regression_tests": [],)") +
                             R"( "runs": [], "routes": [)" + row.route + "]}";
    EXPECT_THAT(problems_of_text(text), ElementsAre(IsTold(row.told))) << row.route;
  }
}

}  // namespace
}  // namespace sp::mock::testing
