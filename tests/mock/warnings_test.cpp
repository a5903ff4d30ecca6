// What `sp-mock check` warns of: well-formed scenarios that cannot do what they were written for.
#include "scenario/warnings.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "scenario/files.h"

namespace sp::mock {

void PrintTo(const Warning& warning, std::ostream* out) { *out << warning.to_string(); }

namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

std::vector<Warning> warnings_of(const std::string& members, const std::string& run = "") {
  return warnings_of_text(R"({"version": 1, "name": "w",
    "regression_tests": [{"id": 11, "sample_id": 21, "command": "-x",
                          "outputs": [{"id": 31, "expected": "a"}]}],
    "runs": [{"id": 1, "platform": "linux",
)" + (run.empty() ? R"("state": "completed", "created_at": "2026-06-01T12:00:00Z")" : run) +
                              "\n}]" + (members.empty() ? "" : ",\n") + members + "}",
                          "w.json", no_files());
}

struct Row {
  const char* text;
  const char* pointer;  // null: nothing to warn of
  const char* warning;
};

TEST(FaultWarnings, TellOfFaultsThatCannotBeMet) {
  const Row rows[] = {
      {R"({"run_id": 1})", nullptr, ""},
      {R"({"run_id": 9})", "/run_id",
       "there is no run 9 in this scenario, so the true answer is a 404: name one that exists "
       "(1), or add \"status\": 404 if you mean that"},
      {R"({"run_id": 9, "status": 404})", nullptr, ""},
      {R"({"run_id": 9, "status": 200})", "/run_id", "no run 9"},
      {R"({"run_id": 9, "path": "/*"})", nullptr, ""},
      {R"({"sample_id": 22})", "/sample_id", "no sample 22"},
      {R"({"sample_id": 11})", nullptr, ""},
      {R"({"regression_id": 12})", "/regression_id", "no regression test 12"},
      {R"({"output_id": 32})", "/output_id", "no output 32"},
      {R"({"operation": "getRunSummary", "output_id": 31})", "/output_id",
       "getRunSummary has no output_id, so no request fits: leave it out, or name an operation "
       "that has it (getDiff)"},
      {R"({"operation": "getSampleHistory", "run_id": 1})", "/run_id", "has no run_id"},
      {R"({"operation": "getRunSample", "regression_id": 11})", nullptr, ""},
      {R"({"operation": "getDiff", "run_id": 1, "sample_id": 21, "output_id": 31})", nullptr, ""},
      {R"({"query": {"page": "2"}})", "/query/page", "the API has no query parameter page"},
      {R"({"query": {"limit": "2", "group_by": true}})", nullptr, ""},
      {R"({"query": {"cursor": null}})", nullptr, ""},
      {R"({"operation": "getErrorSummary", "query": {"branch": true}})", "/query/branch",
       "getErrorSummary has no query parameter branch"},
      {R"({"operation": "getRunSummary", "query": {"limit": 1}})", "/query/limit",
       "it has none at all"},
      {R"({"operation": "getRunSummary", "query": {"run_id": 1}})", "/query/run_id",
       "is in the path, not in the query"},
      {R"({"path": "/elsewhere", "query": {"page": "2"}})", nullptr, ""},
      {R"({"path": "/api/v1/runs/1/summary"})", "/path", "leave it out"},
      {R"({"status": 503})", "/status", "no answer has status 503 before a fault"},
      {R"({"status": 418})", nullptr, ""},  // a route has it
      {R"({"status": 429})", nullptr, ""},
  };
  for (const auto& [when, pointer, text] : rows) {
    const auto warnings = warnings_of(
        R"("routes": [{"path": "/teapot", "status": 418}], "faults": [{"then": {"status": 500}},
                       {"when": )" +
        std::string(when) + R"(, "then": {"error": 503}}])");
    EXPECT_THAT(warnings, SizeIs(pointer ? 1 : 0)) << when;
    if (!pointer || warnings.empty()) continue;
    EXPECT_EQ(warnings.front().pointer, std::string("/faults/1/when") + pointer) << when;
    EXPECT_EQ(warnings.front().line, 8u) << when;
    EXPECT_THAT(warnings.front().text, HasSubstr(text)) << when;
  }
}

TEST(FaultWarnings, KnowTheRevisionThatTheScenarioNames) {
  const auto fault = [](const std::string& revision, const std::string& when) {
    return warnings_of(revision + R"("faults": [{"when": )" + when +
                       R"(, "then": {"error": 503}}])");
  };
  const std::string sample_of_a_result = R"({"operation": "getRunSample", "sample_id": 21})";
  EXPECT_THAT(fault("", sample_of_a_result), IsEmpty());
  EXPECT_THAT(fault(R"("revision": "published",)", sample_of_a_result), IsEmpty());
  EXPECT_THAT(fault(R"("revision": "upstream",)", sample_of_a_result), SizeIs(1));
  EXPECT_THAT(fault("", R"({"sample_id": 21, "output_id": 31, "regression_id": 11})"), IsEmpty());
}

TEST(FaultWarnings, TellOfAskingForWhatIsNotThere) {
  const Row rows[] = {
      {R"({"query": {"limit": null}})", nullptr, ""},
      {R"({"query": {"page": 1}})", "/query/page", "so it changes nothing"},
      {R"({"path": {"run_id": 9}})", nullptr, ""},
      {R"({"path": {"run": 1}})", "/path/run", "no operation has run in its path"},
  };
  for (const auto& [ask, pointer, text] : rows) {
    const auto warnings = warnings_of(R"("faults": [{"then": {"ask": )" + std::string(ask) + "}}]");
    EXPECT_THAT(warnings, SizeIs(pointer ? 1 : 0)) << ask;
    if (!pointer || warnings.empty()) continue;
    EXPECT_EQ(warnings.front().pointer, std::string("/faults/0/then/ask") + pointer);
    EXPECT_THAT(warnings.front().text, HasSubstr(text)) << ask;
  }
  // Another run is asked for in the place of one that is not there.
  EXPECT_THAT(warnings_of(R"("faults": [{"when": {"run_id": 9},
                                         "then": {"ask": {"path": {"run_id": 1}}}}])"),
              IsEmpty());
}

TEST(FaultWarnings, KnowGeneratedIds) {
  const auto warnings = warnings_of(R"("generate": {"runs": 3, "regression_tests": 2},
    "faults": [{"when": {"run_id": 4}, "then": {"error": 503}},
               {"when": {"run_id": 5}, "then": {"error": 503}}])");
  ASSERT_THAT(warnings, SizeIs(1));
  EXPECT_THAT(warnings.front().text, HasSubstr("(1, 2 to 4)"));
}

TEST(RouteWarnings, TellOfRoutesThatNeverAnswer) {
  const Row rows[] = {
      {R"({"path": "/health"})", nullptr, ""},
      {R"({"path": "/runs/{id}/summary"})", "/0/path", "getRunSummary answers this path"},
      {R"({"path": "/runs/*"})", nullptr, ""},
      {R"({"path": "/runs/{id}/samples/{id2}/diff"})", nullptr, ""},  // of one revision
      {R"({"path": "/api/v1/health"})", "/0/path", "leave it out"},
      {R"({"path": "/a/*"}, {"path": "/a/b"})", "/1/path", "/routes/0 (/a/*) answers all requests"},
      {R"({"path": "/a/b"}, {"path": "/a/*"})", nullptr, ""},
      {R"({"path": "/a", "query": {"x": true}}, {"path": "/a"})", nullptr, ""},
      {R"({"path": "/a"}, {"path": "/a", "method": "PUT"})", nullptr, ""},
      {R"({"path": "/a/{id}", "body": {"x": ["{id}", "{ID}"]}})", "/0/body/x/1",
       "the route's path has no {ID}"},
      {R"({"path": "/a", "body": "{ID}"})", nullptr, ""},
  };
  for (const auto& [routes, pointer, text] : rows) {
    const auto warnings = warnings_of(R"("routes": [)" + std::string(routes) + "]");
    EXPECT_THAT(warnings, SizeIs(pointer ? 1 : 0)) << routes;
    if (!pointer || warnings.empty()) continue;
    EXPECT_EQ(warnings.front().pointer, std::string("/routes") + pointer) << routes;
    EXPECT_THAT(warnings.front().text, HasSubstr(text)) << routes;
  }
}

TEST(RunWarnings, TellOfTimesThatCannotBe) {
  const std::string at_noon = R"("created_at": "2026-06-01T12:00:00Z", )";
  const Row rows[] = {
      {R"("state": "completed", "completed_at": "2026-06-01T12:00:00Z")", nullptr, ""},
      {R"("state": "completed", "completed_at": "2026-06-01T13:00:00+01:00")", nullptr, ""},
      {R"("state": "completed", "completed_at": "2026-06-01T11:00:00Z")", "/completed_at",
       "the run completed before it was created (created_at is 2026-06-01T12:00:00Z): correct one"},
      {R"("state": "completed", "started_at": "2026-06-01T11:00:00Z")", "/started_at",
       "the run started before it was created"},
      {R"("state": "completed", "started_at": "2026-06-01T14:00:00Z",
          "completed_at": "2026-06-01T13:00:00Z")",
       "/completed_at", "the run completed before it started"},
      {R"("state": "queued")", nullptr, ""},
      {R"("state": "queued", "completed_at": null)", nullptr, ""},
      {R"("state": "queued", "completed_at": "2026-06-01T13:00:00Z")", "/completed_at",
       "a run in state queued has no"},
      {R"("state": "queued", "started_at": "2026-06-01T13:00:00Z")", "/started_at",
       "in state queued"},
      {R"("state": "testing", "started_at": "2026-06-01T13:00:00Z")", nullptr, ""},
      {R"("state": "testing", "completed_at": "2026-06-01T13:00:00Z")", "/completed_at",
       "in state testing"},
      {R"("state": "canceled", "completed_at": "2026-06-01T13:00:00Z")", nullptr, ""},
      {R"("state": "queued", "timeline": [
           {"at_seconds": 20, "state": "completed", "completed_at": "2026-06-01T13:00:00Z"},
           {"at_seconds": 10, "state": "testing", "started_at": "2026-06-01T12:30:00Z"}])",
       nullptr, ""},
      {R"("state": "queued", "timeline": [
           {"at_seconds": 10, "state": "completed", "completed_at": "2026-06-01T11:00:00Z"}])",
       "/timeline/0/completed_at", "before it was created"},
      {R"("state": "testing", "started_at": "2026-06-01T11:00:00Z", "timeline": [
           {"at_seconds": 10}, {"at_seconds": 20, "message": "on"}])",
       "/started_at", "before it was created"},
  };
  for (const auto& [run, pointer, text] : rows) {
    const auto warnings = warnings_of("", at_noon + run);
    EXPECT_THAT(warnings, SizeIs(pointer ? 1 : 0)) << run;
    if (!pointer || warnings.empty()) continue;
    EXPECT_EQ(warnings.front().pointer, std::string("/runs/0") + pointer) << run;
    EXPECT_THAT(warnings.front().text, HasSubstr(text)) << run;
  }
}

TEST(Warnings, NameFileAndLineAndComeInTheirOrder) {
  const auto warnings = warnings_of(R"("faults": [
    {"when": {"run_id": 8}, "then": {"error": 503}},
    {"when": {"run_id": 9}, "then": {"error": 503}}])",
                                    R"("state": "queued", "created_at": "2026-06-01T12:00:00Z",
    "completed_at": "2026-06-01T11:00:00Z")");
  std::vector<std::string> places;
  for (const Warning& warning : warnings) places.push_back(warning.to_string().substr(0, 36));
  EXPECT_THAT(places, ElementsAre(HasSubstr("w.json:6: at /runs/0/completed_at"),
                                  HasSubstr("w.json:6: at /runs/0/completed_at"),
                                  HasSubstr("w.json:9: at /faults/0/when/run_id"),
                                  HasSubstr("w.json:10: at /faults/1/when/run_id")));
}

TEST(Warnings, OfScenariosThatComeAlongThereAreNone) {
  for (const Scenario::Listed& row : Scenario::list()) {
    EXPECT_THAT(warnings_of_bundled(row.name), IsEmpty()) << row.name;
  }
}

}  // namespace
}  // namespace sp::mock
