// Deployments that keep the contract in ways that the mock does not: none of them fails a check.
#include <functional>
#include <map>
#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <sp/contract/run.h>
#include <sp/mock/server.h>

#include "pass.h"

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
    Json body = Json::parse(response->body);
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

INSTANTIATE_TEST_SUITE_P(Conforming, ConformingDeployment, ::testing::ValuesIn(both),
                         [](const auto& row) {
                           return std::string(schemas::to_string(row.param));
                         });

}  // namespace
}  // namespace sp::testing
