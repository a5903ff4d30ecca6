// A world is known, but not what went wrong on purpose: what was recorded tells it, as faults.
#include "import/exact.h"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "import/recorded.h"
#include "import/same_failures.h"

namespace sp::mock::testing {
namespace {

using schemas::Revision;
using sp::testing::Violation;
using ::testing::IsEmpty;

// Two runs of one test, of which the first fails with two changed lines.
const std::string world = R"({
  "version": 1, "name": "two-runs",
  "regression_tests": [{"id": 11, "sample_id": 201, "command": "-out",
                        "outputs": [{"id": 3001, "expected": "a\nb\n"}]}],
  "runs": [
    {"id": 1001, "state": "completed", "platform": "linux", "created_at": "2026-06-01T12:00:00Z",
     "results": [{"regression_id": 11, "outputs": [{"id": 3001, "actual": "a\nc\n"}]}]},
    {"id": 1002, "state": "completed", "platform": "linux", "created_at": "2026-06-02T12:00:00Z",
     "unlisted": "pass"}])";

Recording with_faults(const std::string& faults, const std::vector<std::string>& requests) {
  return answered(Scenario::parse(world + R"(, "faults": )" + faults + "}"), requests);
}

ScenarioFile plain() { return {schemas::parse(world + "}").root()}; }

// The member of that name, without notes, as text.
std::string list_of(const ScenarioFile& file, std::string_view name) {
  const schemas::Value* list = file.root.find(name);
  if (!list) return "[]";
  schemas::NewArray items;
  for (const schemas::Value& item : *list->array()) {
    schemas::NewObject members = copy_of(*item.object());
    std::erase_if(members,
                  [](const schemas::NewMember& member) { return member.name.starts_with("x-"); });
    items.emplace_back(std::move(members), 0);
  }
  return schemas::Value(std::move(items), 0).dump();
}

const std::vector<std::string> several = {"GET /runs/1001/summary",
                                          "GET /runs/1002/summary",
                                          "GET /runs/1001/samples/201",
                                          "GET /runs/1002/samples/201",
                                          "GET /samples/201/history",
                                          "GET /samples/201/history?limit=1",
                                          "GET /samples/201/history?limit=1&offset=1",
                                          "GET /runs/1003/summary",
                                          "GET /runs/1001/summary none",
                                          "GET /runs/none/samples/201"};

struct Row {
  const char* faults;  // of the deployment that was recorded
  const char* made;    // of the scenario; empty if they are the same
};

// What went wrong for several requests comes back as one fault that is aimed at what they share;
// what went wrong once is aimed at that request.
const Row rows[] = {
    {"[]", ""},
    {R"([{"when":{"operation":"getRunSummary","run_id":1001,"status":200},)"
     R"("then":{"merge_patch":{"pass_count":7}}}])",
     ""},
    {R"([{"when":{"status":200},"then":{"headers":{"X-RateLimit-Reset":{"multiply":1000}}}}])", ""},
    {R"([{"when":{"status":200},"then":{"headers":{"X-RateLimit-Reset":{"add":-62}}}}])", ""},
    {R"([{"when":{"operation":"getSampleHistory"},"then":{"headers":{"Content-Type":"text/html"}}}])",
     ""},
    {R"([{"when":{"operation":"getRunSample"},"then":{"error":503}}])", ""},
    {R"([{"then":{"headers":{"X-RateLimit-Limit":null}}}])", ""},
    {R"([{"when":{"operation":"getSampleHistory","query":{"limit":"1"}},)"
     R"("then":{"status":500,"body":{"oops":[1.50,null]}}}])",
     ""},
    {R"([{"when":{"operation":"getSampleHistory","sample_id":201,"query":{"limit":"1","offset":"1"}},)"
     R"("then":{"status":502,"raw":"<p>Bad gateway"}}])",
     ""},
    {R"([{"when":{"operation":"getSampleHistory","sample_id":201,"query":{"limit":null}},)"
     R"("then":{"merge_patch":{"pagination":{"total":5}}}}])",
     ""},
    // A merge patch can neither change an item of a list, nor set a member to null.
    {R"([{"when":{"operation":"getSampleHistory","sample_id":201,"query":{"limit":null}},)"
     R"("then":{"patch":[{"op":"replace","path":"/data/1/platform","value":null}]}}])",
     ""},
    {R"([{"when":{"operation":"getRunSummary","run_id":1002},"then":{"close":"before_headers"}}])",
     ""},
    // Repeated members, and a number that a patch would write in another way.
    {R"([{"when":{"operation":"getRunSummary","run_id":1002},"then":{"raw":"{\"a\":1,\"a\":2}"}}])",
     ""},
    // An id that is not there is told as such.
    {R"([{"when":{"operation":"getRunSummary","run_id":1003},"then":{"status":200}}])",
     R"([{"when":{"operation":"getRunSummary","run_id":1003,"status":404},"then":{"status":200}}])"},
    // What is no id is part of the path.
    {R"([{"when":{"path":"/runs/none/samples/201"},"then":{"error":503}}])", ""},
    {R"([{"when":{"operation":"getRunSummary","authenticated":false},"then":{"error":403}}])",
     R"([{"when":{"operation":"getRunSummary","run_id":1001,"status":401},"then":{"error":403}}])"},
};

TEST(Exact, MakesTheFaultsThatWereThere) {
  for (const auto& [faults, made] : rows) {
    SCOPED_TRACE(faults);
    const Recording recording = with_faults(faults, several);
    ScenarioFile file = plain();
    const Exactness exactness = make_exact(file, recording);
    EXPECT_THAT(told(exactness.left, recording), IsEmpty());
    EXPECT_EQ(list_of(file, "faults"), *made ? made : faults);
  }
}

// The same request is answered in several ways, one after the other.
TEST(Exact, TellsWhichOfEqualRequestsItIsAbout) {
  const std::vector<std::string> thrice(3, "GET /runs/1001/summary");
  const char* const in_turn[] = {
      R"([{"when":{"operation":"getRunSummary","run_id":1001,"times":2},"then":{"error":503}}])",
      R"([{"when":{"operation":"getRunSummary","run_id":1001,"skip":2},"then":{"error":503}}])",
      R"([{"when":{"operation":"getRunSummary","run_id":1001,"skip":1,"times":1},)"
      R"("then":{"merge_patch":{"pass_count":7}}}])",
      R"([{"when":{"operation":"getRunSummary","run_id":1001,"times":1},)"
      R"("then":{"close":"before_headers"}},)"
      R"({"when":{"operation":"getRunSummary","run_id":1001,"skip":2},"then":{"error":500}}])"};
  for (const char* faults : in_turn) {
    SCOPED_TRACE(faults);
    const Recording recording = with_faults(faults, thrice);
    ScenarioFile file = plain();
    EXPECT_THAT(told(make_exact(file, recording).left, recording), IsEmpty());
    EXPECT_EQ(list_of(file, "faults"), faults);
  }
}

// A HEAD is to a fault what a GET is, and shows no body.
TEST(Exact, KeepsHeadRequestsApartFromTheGetsOfTheirPath) {
  const char* faults =
      R"([{"when":{"operation":"getRunSummary","run_id":1001},"then":{"status":500,"body":{"a":1}}}])";
  const Recording recording =
      with_faults(faults, {"HEAD /runs/1001/summary", "GET /runs/1001/summary",
                           "HEAD /runs/1001/summary", "HEAD /runs/1002/summary"});
  ScenarioFile file = plain();
  EXPECT_THAT(told(make_exact(file, recording).left, recording), IsEmpty());
  EXPECT_EQ(list_of(file, "faults"), faults);
}

TEST(Exact, SaysInANoteWhatDeparts) {
  const Recording recording =
      with_faults(R"([{"when": {"run_id": 1001}, "then": {"merge_patch": {"pass_count": 7}}}])",
                  {"GET /runs/1001/summary"});
  ScenarioFile file = plain();
  EXPECT_EQ(make_exact(file, recording).to_string(),
            "1 answer: 0 follow from the world, 1 by faults, 0 not reproduced");
  const schemas::Value* note = file.root.at("/faults/0/x-departs");
  ASSERT_TRUE(note && note->string());
  EXPECT_EQ(*note->string(), "body at /pass_count is 7, and 0 by the world");
}

// What is no text cannot stand in a scenario.
TEST(Exact, TellsWhatItCannotReproduce) {
  Recording recording = with_faults("[]", {"GET /runs/1001/summary", "GET /runs/1002/summary"});
  recording.exchanges[1].exchange.body = "\xFF\xFE";
  ScenarioFile file = plain();
  const Exactness exactness = make_exact(file, recording);
  EXPECT_EQ(exactness.to_string(),
            "2 answers: 1 follow from the world, 0 by faults, 1 not reproduced");
  EXPECT_EQ(list_of(file, "faults"), "[]");
}

struct RouteRow {
  const char* routes;
  std::vector<std::string> requests;
  const char* made;  // empty if they are the same
};

const RouteRow route_rows[] = {
    {R"([{"path":"/system/health","body":{"status":"ok"},"auth":false}])",
     {"GET /system/health none"},
     ""},
    // Nobody knows whether strangers have it, if none asked.
    {R"([{"path":"/system/health","body":{"status":"ok"},"auth":false}])",
     {"GET /system/health"},
     R"([{"path":"/system/health","body":{"status":"ok"}}])"},
    {R"([{"method":"POST","path":"/runs/{run_id}/cancel","status":202,"body":{"id":"{run_id}"}}])",
     {"POST /runs/7/cancel", "GET /runs/7/cancel"},
     R"([{"method":"POST","path":"/runs/7/cancel","status":202,"body":{"id":7}}])"},
    {R"([{"path":"/runs","query":{"status":"queued"},"body":[]},{"path":"/runs","body":[1]}])",
     {"GET /runs", "GET /runs?status=queued", "GET /runs"},
     ""},
    {R"([{"path":"/a","status":204}])", {"GET /a", "HEAD /a"}, ""},
    {R"([{"path":"/a","status":302,"headers":{"Location":"/b"}}])",
     {"GET /a"},
     R"([{"path":"/a","status":302}])"},  // and a fault for the header
    {"[]", {"GET /nowhere", "POST /nowhere"}, ""}};

TEST(Exact, MakesRoutesOfWhatIsBesideTheApi) {
  for (const auto& [routes, requests, made] : route_rows) {
    SCOPED_TRACE(routes);
    const Recording recording =
        answered(Scenario::parse(world + R"(, "routes": )" + routes + "}"), requests);
    ScenarioFile file = plain();
    EXPECT_THAT(told(make_exact(file, recording).left, recording), IsEmpty());
    EXPECT_EQ(list_of(file, "routes"), *made ? made : routes);
  }
}

const Violation quick[] = {{"auth.before_not_found", Revision::published},
                           {"response.content_length", Revision::upstream},
                           {"rate_limit.reset_is_near", Revision::published},
                           {"pagination.told_once", Revision::upstream}};

TEST(Exact, FailsTheChecksThatTheDeploymentFailed) {
  for (const Violation& violation : quick) {
    SCOPED_TRACE(::testing::PrintToString(violation));
    expect_same_failures(violation);
  }
}

}  // namespace
}  // namespace sp::mock::testing
