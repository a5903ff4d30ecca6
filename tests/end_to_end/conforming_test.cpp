// Deployments that keep the contract in ways that the mock does not: none of them fails a check.
#include <functional>
#include <map>
#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <sp/contract/run.h>
#include <sp/mock/server.h>

#include "revisions.h"
#include "verdict/pass.h"

namespace sp::testing {
namespace {

using contract::Check;
using contract::Outcome;
using contract::Report;
using contract::Request;
using ::testing::IsEmpty;
using Json = nlohmann::json;
using schemas::Revision;

constexpr Revision both[] = {Revision::published, Revision::upstream};

// A deployment that answers as another does, but for what `change` makes of the body of a success.
class Changed : public contract::Transport {
 public:
  using Change = std::function<void(const Request&, Json& body)>;

  Changed(const mock::Server& server, Change change)
      : deployment_(contract::http_transport(server.base_url(), server.token(), {})),
        change_(std::move(change)) {}

  std::variant<contract::Response, contract::TransportFault> send(const Request& request) override {
    auto outcome = deployment_->send(request);
    auto* response = std::get_if<contract::Response>(&outcome);
    if (!response || response->status != 200 || response->body.empty()) return outcome;
    Json body = Json::parse(response->body.text());
    change_(request, body);
    // The lengths that were told stay those of the bytes that came.
    response->body = body.dump();
    return outcome;
  }

 private:
  std::unique_ptr<contract::Transport> deployment_;
  Change change_;
};

contract::Target target_of(const mock::Server& server, std::int64_t run) {
  contract::Target target;
  target.base_url = server.base_url();
  target.token = server.token();
  target.run_ids = {run};
  return target;
}

contract::Options options_for(Revision revision) {
  contract::Options options;
  options.revision = revision;
  options.rate_limit_probe = false;
  return options;
}

Report judged(mock::Server& server, std::int64_t run, Revision revision, Changed::Change change,
              const std::vector<std::string>& except = {}) {
  contract::Options options = options_for(revision);
  options.except = except;
  options.wait = [&](std::chrono::milliseconds time) { server.advance(time); };
  Changed deployment(server, std::move(change));
  return contract::pass(target_of(server, run), options, deployment);
}

// "id: expected this, found that" of each check that failed.
std::vector<std::string> failures(const Report& report) {
  std::vector<std::string> texts;
  for (const Check& check : report.checks) {
    if (check.outcome != Outcome::failed) continue;
    for (const auto& finding : check.findings) {
      texts.push_back(check.id + " " + finding.path + " " + finding.pointer + ": expected " +
                      finding.expected + ", found " + finding.actual);
    }
  }
  if (report.unjudgeable) texts.push_back(*report.unjudgeable);
  return texts;
}

const Check& check(const Report& report, const std::string& id) {
  const auto found = std::find_if(report.checks.begin(), report.checks.end(),
                                  [&](const Check& one) { return one.id == id; });
  if (found == report.checks.end()) throw std::logic_error("no check is called " + id);
  return *found;
}

bool is_page(const Json& body) { return body.is_object() && body.contains("pagination"); }

// Runs of every kind: with many failures, with few, with none, under way, with long lists.
struct Run {
  const char* scenario;
  std::int64_t id;
};
constexpr Run runs[] = {{"production-june-2026", 9338},
                        {"production-june-2026", 9339},
                        {"distinct-ids", 5004},
                        {"paging", 1025},
                        {"missing-outputs", 1001},
                        {"every-status", 1001},
                        {"flaky-dvb", 9338},
                        {"quickstart", 1001},
                        {"quickstart", 1002},
                        {"investigate", 2002},
                        {"run-in-progress", 1002}};

void PrintTo(const Run& run, std::ostream* out) { *out << run.scenario << ' ' << run.id; }

class UpstreamDeployment : public ::testing::TestWithParam<Run> {
 protected:
  Report changed(Changed::Change change) const {
    mock::Server server(mock::Scenario::bundled(GetParam().scenario),
                        {.revision = Revision::upstream});
    return judged(server, GetParam().id, Revision::upstream, std::move(change));
  }
};

// Contract section 1: nobody counted.
TEST_P(UpstreamDeployment, MayLeaveATotalOpen) {
  for (const Json& unknown : {Json(-1), Json(nullptr)}) {
    const Report report = changed([&](const Request&, Json& body) {
      if (is_page(body)) body["pagination"]["total"] = unknown;
    });
    EXPECT_THAT(failures(report), IsEmpty()) << unknown;
  }
}

TEST_P(UpstreamDeployment, MayLeaveATotalOpenOnSomePagesOnly) {
  for (const bool of_first_pages : {true, false}) {
    const Report report = changed([&](const Request& request, Json& body) {
      const bool first = request.value("offset") == nullptr;
      if (is_page(body) && first == of_first_pages) body["pagination"]["total"] = -1;
    });
    EXPECT_THAT(failures(report), IsEmpty()) << of_first_pages;
  }
}

// What is left of a page when only so many rows were looked at.
void cut(Json& body, std::int64_t scanned) {
  if (!is_page(body) || body["pagination"]["total"] <= scanned) return;
  Json& pagination = body["pagination"];
  const std::int64_t offset = pagination["offset"];
  const std::int64_t limit = pagination["limit"];
  Json rows = Json::array();
  for (const Json& row : body["data"]) {
    if (offset + static_cast<std::int64_t>(rows.size()) < scanned) rows.push_back(row);
  }
  body["data"] = rows;
  body["meta"]["scan_limit"] = scanned;
  pagination["total"] = scanned;
  pagination["truncated"] = true;
  pagination["next_offset"] = offset + limit < scanned ? Json(offset + limit) : Json(nullptr);
}

TEST_P(UpstreamDeployment, MayCutAScanShort) {
  for (const std::int64_t scanned : {0, 1, 3, 10}) {
    const Report report = changed([&](const Request&, Json& body) { cut(body, scanned); });
    EXPECT_THAT(failures(report), IsEmpty()) << scanned;
  }
}

TEST_P(UpstreamDeployment, MayCutTheScanForAStatusShort) {
  const Report report = changed([](const Request& request, Json& body) {
    if (request.value("status")) cut(body, 2);
  });
  EXPECT_THAT(failures(report), IsEmpty());
}

INSTANTIATE_TEST_SUITE_P(Conforming, UpstreamDeployment, ::testing::ValuesIn(runs));

// Two runs of one test whose exit code is wrong in the second, and another that differs.
constexpr const char* wrong_exit_code = R"({
  "version": 1, "name": "wrong-exit-code",
  "regression_tests": [
    {"id": 11, "sample_id": 201, "command": "-a", "outputs": [{"id": 3001, "expected": "a\n"}]},
    {"id": 12, "sample_id": 202, "command": "-b", "outputs": [{"id": 3002, "expected": "b\n"}]}
  ],
  "runs": [
    {"id": 1001, "state": "completed", "platform": "linux", "created_at": "2026-06-01T12:00:00Z",
     "unlisted": "pass"},
    {"id": 1002, "state": "completed", "platform": "linux", "created_at": "2026-06-02T12:00:00Z",
     "results": [{"regression_id": 11, "exit_code": 1},
                 {"regression_id": 12, "outputs": [{"id": 3002, "actual": "c\n"}]}]}
  ]})";

class ConformingDeployment : public ::testing::TestWithParam<Revision> {};

// The platform compares exit codes as values, null among them (contract section 4).
TEST_P(ConformingDeployment, MayFailAResultForAnExitCodeThatIsNull) {
  const char* expected = GetParam() == Revision::published ? "expected_exit_code" : "expected_rc";
  for (const std::string& member : {std::string(expected), std::string("exit_code")}) {
    mock::Server server(mock::Scenario::parse(wrong_exit_code), {.revision = GetParam()});
    const Report report = judged(server, 1002, GetParam(), [&](const Request& request, Json& body) {
      if (request.operation == "getRunSample") body[member] = nullptr;
      if (request.operation != "getSampleHistory" || member != "exit_code") return;
      for (Json& row : body["data"]) {
        if (row["failure_signature"] == "exit_code_mismatch:rc:1") {
          row["failure_signature"] = "exit_code_mismatch:rc:None";
        }
      }
    });
    EXPECT_THAT(failures(report), IsEmpty()) << member;
  }
}

// A run that is created, and tested, at that time.
Json world_at(const std::string& time) {
  Json world = Json::parse(wrong_exit_code);
  for (Json& run : world["runs"]) {
    for (const char* member : {"created_at", "started_at", "completed_at"}) run[member] = time;
  }
  world["clock"] = {{"mode", "manual"}, {"start", time}};
  return world;
}

TEST_P(ConformingDeployment, MayHaveRunsOfAnyTime) {
  for (const char* time :
       {"0001-01-01T00:00:00Z", "0001-06-01T00:00:00Z", "0999-12-31T23:59:59Z",
        "1600-01-01T00:00:00Z", "1899-12-30T00:00:00Z", "1969-12-31T23:59:59Z",
        "1970-01-01T00:00:00Z", "1970-06-01T12:00:00.5Z", "2038-01-19T03:14:08Z",
        "2999-06-01T00:00:00Z", "3000-01-01T00:00:00Z", "9999-12-31T23:59:59Z"}) {
    mock::Server server(mock::Scenario::parse(world_at(time).dump()), {.revision = GetParam()});
    // X-RateLimit-Reset counts from 1970, and cannot tell of an earlier clock.
    const Report report =
        judged(server, 1002, GetParam(), [](const Request&, Json&) {}, {"*.rate_limit.*"});
    EXPECT_THAT(failures(report), IsEmpty()) << time;
  }
}

// The greatest id that there can be, of each kind of thing.
TEST_P(ConformingDeployment, MayHaveThingsWithTheGreatestId) {
  const std::map<std::string, std::string> ids = {{"a run", R"("id": 1001)"},
                                                  {"the run", R"("id": 1002)"},
                                                  {"a test", R"(_id": 12)"},
                                                  {"a sample", R"("sample_id": 202)"},
                                                  {"an output", R"("id": 3002)"}};
  for (const auto& [name, text] : ids) {
    std::string world = wrong_exit_code;
    const std::string greatest = text.substr(0, text.find(':')) + ": 2147483647";
    for (auto at = world.find(text); at != std::string::npos; at = world.find(text)) {
      world.replace(at, text.size(), greatest);
    }
    if (name == "a test") world.replace(world.find(R"("id": 12)"), 8, R"("id": 2147483647)");
    mock::Server server(mock::Scenario::parse(world), {.revision = GetParam()});
    const std::int64_t run = name == "the run" ? 2147483647 : 1002;
    const Report report = judged(server, run, GetParam(), [](const Request&, Json&) {});
    EXPECT_THAT(failures(report), IsEmpty()) << name;
    EXPECT_EQ(check(report, "getRunSummary.not_found.run").outcome, Outcome::passed) << name;
  }
}

// A run that no history shows: another id is asked for, and that is a 404.
TEST_P(ConformingDeployment, MayHaveARunThatNoAnswerNames) {
  Json world = Json::parse(wrong_exit_code);
  world["regression_tests"].push_back({{"id", 2147483647},
                                       {"sample_id", 2147483647},
                                       {"command", "-c"},
                                       {"outputs", {{{"id", 2147483647}, {"expected", "c\n"}}}}});
  world["runs"].push_back({{"id", 2147483647},
                           {"state", "completed"},
                           {"platform", "linux"},
                           {"created_at", "2026-06-03T12:00:00Z"},
                           {"regression_tests", {2147483647}},
                           {"unlisted", "pass"}});
  for (Json& run : world["runs"]) {
    if (run["id"] != 2147483647) run["regression_tests"] = {11, 12};
  }
  mock::Server server(mock::Scenario::parse(world.dump()), {.revision = GetParam()});
  const Report report = judged(server, 1002, GetParam(), [](const Request&, Json&) {});
  EXPECT_THAT(failures(report), IsEmpty());
  for (const char* id : {"getRunSummary.not_found.run", "getErrorSummary.not_found.run",
                         "getSampleHistory.not_found.sample"}) {
    EXPECT_EQ(check(report, id).outcome, Outcome::passed) << id << check(report, id).reason;
  }
}

// Asked for two ids that hardly exist, it has both.
TEST(NotConforming, ADeploymentThatKnowsEveryRunIsTold) {
  mock::Server server(mock::Scenario::bundled("quickstart"));
  auto any_run = server.add_fault({.operation = "getRunSummary", .status = 404},
                                  {.ask = mock::Ask{.path = {{"run_id", "1001"}}}});
  const Report report =
      judged(server, 1001, Revision::published, [](const Request& request, Json& body) {
        if (request.operation == "getRunSummary")
          body["run_id"] = std::stoi(*request.value("run_id"));
      });
  EXPECT_EQ(check(report, "getRunSummary.not_found.run").outcome, Outcome::failed);
}

// A deployment that looks for a thing before it looks at the parameters. What names a sample that
// is not there is a 404 then, whatever else it has: that refuses nothing.
TEST_P(ConformingDeployment, IsNotJudgedByWhatWasNotReallyAsked) {
  mock::Server server(mock::Scenario::bundled("quickstart"), {.revision = GetParam()});
  const std::string not_found = R"({"code":"not_found","message":"Not found.","details":{}})";
  auto of_history = server.add_fault({.operation = "getSampleHistory", .status = 400},
                                     {.status = 404, .body = not_found});
  auto of_diff =
      server.add_fault({.operation = "getDiff", .status = 400}, {.status = 404, .body = not_found});
  for (const std::optional<std::int64_t> id :
       {std::optional<std::int64_t>(), std::optional<std::int64_t>(4711)}) {
    contract::Target target = target_of(server, 1002);  // in which nothing failed
    target.sample_id = id;
    target.regression_id = id;
    target.output_id = id;
    contract::Options options = options_for(GetParam());
    options.thorough = true;
    options.only = {"getSampleHistory.parameters.*", "getDiff.parameters.*"};
    options.except = {"*.run_id"};
    // Nothing but the sample, or the run, is named by these: what is no id is not there.
    options.except.push_back(GetParam() == Revision::published ? "*History.*.sample_id"
                                                               : "*.large_ids");
    options.wait = [&](std::chrono::milliseconds time) { server.advance(time); };
    for (const Check& one : contract::run(target, options).checks) {
      if (one.id == "getSampleHistory.parameters.sample_id") continue;
      EXPECT_EQ(one.outcome, Outcome::skipped) << one.id;
      EXPECT_NE(one.reason, "") << one.id;
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Conforming, ConformingDeployment, ::testing::ValuesIn(both),
                         [](const auto& row) {
                           return std::string(schemas::to_string(row.param));
                         });

// The types of errors that results of the run show, of those that were asked for.
std::set<std::string> types_seen(const mock::Scenario& scenario, std::int64_t run,
                                 Revision revision) {
  mock::Server server(scenario, {.revision = revision});
  const bool published = revision == Revision::published;
  std::set<std::string> types;
  judged(server, run, revision, [&](const Request& request, Json& body) {
    const std::string* of = request.value("run_id");
    if (request.operation != "getRunSample" || !of || *of != std::to_string(run)) return;
    const Json expected = body.value(published ? "expected_exit_code" : "expected_rc", Json());
    if (body["exit_code"] != expected) types.insert("exit_code_mismatch");
    if (body["status"] == "missing_output") types.insert("missing_output");
    for (const Json& output : body["outputs"]) {
      if (output["status"] == (published ? "diff_mismatch" : "fail")) types.insert("diff_mismatch");
    }
  });
  return types;
}

// A run with three failures of three types, in an order in which the last one is easily left out.
std::string three_types(const char* samples) {
  Json world = Json::parse(wrong_exit_code);
  const Json ids = Json::parse(samples);
  world["regression_tests"] = Json::array();
  for (int i = 0; i < 5; ++i) {
    world["regression_tests"].push_back({{"id", 11 + i},
                                         {"sample_id", ids[i]},
                                         {"command", "-a"},
                                         {"outputs", {{{"id", 3001 + i}, {"expected", "a\n"}}}}});
  }
  const auto differs = [](int test) {
    return Json{{"regression_id", test}, {"outputs", {{{"id", 2990 + test}, {"actual", "b\n"}}}}};
  };
  world["runs"][1]["results"] = {
      differs(11),
      differs(12),
      differs(13),
      {{"regression_id", 14}, {"outputs", {{{"id", 3004}, {"missing", true}}}}},
      {{"regression_id", 15}, {"exit_code", 1}}};
  return world.dump();
}

TEST(Subjects, CoverEachTypeOfFailure) {
  const std::set<std::string> all = {"diff_mismatch", "exit_code_mismatch", "missing_output"};
  for (const Revision revision : both) {
    EXPECT_EQ(
        types_seen(mock::Scenario::parse(three_types("[201,202,203,204,205]")), 1002, revision),
        all);
    EXPECT_EQ(types_seen(mock::Scenario::bundled("distinct-ids"), 5004, revision), all);
    EXPECT_EQ(types_seen(mock::Scenario::bundled("missing-outputs"), 1001, revision), all);
  }
  // In `published`, an id of the sample means its lowest test.
  EXPECT_EQ(types_seen(mock::Scenario::parse(three_types("[201,201,201,201,201]")), 1002,
                       Revision::upstream),
            all);
}

}  // namespace
}  // namespace sp::testing
