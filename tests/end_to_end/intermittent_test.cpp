// Deployments that fail now and then, and deployments whose data moves on: the first break the
// contract, however rarely, and the second do not, however fast.
#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <sp/contract/run.h>
#include <sp/mock/server.h>

namespace sp::testing {
namespace {

using contract::Check;
using contract::Outcome;
using contract::Report;
using ::testing::Contains;
using ::testing::Field;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using Json = nlohmann::json;

contract::Target target_of(const mock::Server& server, std::int64_t run) {
  contract::Target target;
  target.base_url = server.base_url();
  target.token = server.token();
  target.run_ids = {run};
  return target;
}

contract::Options without_probe(schemas::Revision revision) {
  contract::Options options;
  options.revision = revision;
  options.rate_limit_probe = false;
  return options;
}

std::vector<const Check*> failed(const Report& report) {
  std::vector<const Check*> checks;
  for (const Check& check : report.checks) {
    if (check.outcome == Outcome::failed) checks.push_back(&check);
  }
  return checks;
}

std::vector<std::string> ids_of(const std::vector<const Check*>& checks) {
  std::vector<std::string> ids;
  for (const Check* check : checks) ids.push_back(check->id);
  return ids;
}

// One good answer in sixteen is a failure. The first, by which the suite finds the run, is good.
struct NowAndThen {
  int status;
  const char* code;
  std::uint64_t first;
  schemas::Revision revision;
};

void PrintTo(const NowAndThen& row, std::ostream* out) {
  *out << row.status << " from answer " << row.first << " on, " << schemas::to_string(row.revision);
}

std::vector<NowAndThen> now_and_then() {
  std::vector<NowAndThen> rows;
  for (const auto revision : {schemas::Revision::published, schemas::Revision::upstream}) {
    for (const std::uint64_t first : {1, 5, 8, 13}) {
      rows.push_back({500, "internal_error", first, revision});
      rows.push_back({401, "unauthorized", first, revision});
      rows.push_back({404, "not_found", first, revision});
    }
  }
  return rows;
}

class Failures : public ::testing::TestWithParam<NowAndThen> {};

TEST_P(Failures, ThatComeNowAndThenAreNeverExcused) {
  mock::Server server(mock::Scenario::bundled("production-june-2026"),
                      {.revision = GetParam().revision});
  const Json body = {{"code", GetParam().code}, {"message", "No."}, {"details", Json::object()}};
  const auto fault = server.add_fault({.status = 200, .skip = GetParam().first, .every = 16},
                                      {.status = GetParam().status, .body = body.dump()});
  const Report report = contract::run(target_of(server, 9339), without_probe(GetParam().revision));
  EXPECT_EQ(contract::exit_code(report), 1);
  EXPECT_THAT(server.unused_faults(), IsEmpty());
  const bool of_the_server = GetParam().status == 500;
  std::size_t told = 0;
  for (const Check* check : failed(report)) {
    const bool cause = check->id.ends_with(of_the_server ? ".never_5xx" : ".response.succeeds");
    if (!cause) continue;
    ++told;
    EXPECT_THAT(check->findings,
                Contains(Field(&contract::Finding::actual, HasSubstr("good requests"))));
  }
  EXPECT_GT(told, 0U);
}

INSTANTIATE_TEST_SUITE_P(OneInSixteen, Failures, ::testing::ValuesIn(now_and_then()));

TEST(AFailureOfTheServer, IsOneCauseWhateverItWasAskedFor) {
  mock::Server server(mock::Scenario::bundled("distinct-ids"));
  const auto fault = server.add_fault({.query = {{"limit", "0"}}, .status = 400}, {.status = 500});
  const Report report =
      contract::run(target_of(server, 5004), without_probe(schemas::Revision::published));
  const auto checks = failed(report);
  EXPECT_THAT(ids_of(checks), Contains("getErrorSummary.response.never_5xx"));
  for (const Check* check : checks) {
    const bool cause = check->id.ends_with(".never_5xx");
    EXPECT_EQ(check->follows_from.empty(), cause || check->id.find(".envelope.") != check->id.npos)
        << check->id << " follows from " << check->follows_from;
  }
}

// A document of another day has the operation at another path.
TEST(AnOperationThatIsNotThere, IsOneFailureAndWhatFollowsFromIt) {
  for (const auto served : {schemas::Revision::published, schemas::Revision::upstream}) {
    mock::Server server(mock::Scenario::bundled("distinct-ids"), {.revision = served});
    auto options =
        without_probe(served == schemas::Revision::published ? schemas::Revision::upstream
                                                             : schemas::Revision::published);
    options.only = {"getDiff.*"};
    const Report report = contract::run(target_of(server, 5004), options);
    ASSERT_EQ(contract::exit_code(report), 1);
    for (const Check* check : failed(report)) {
      EXPECT_EQ(check->follows_from,
                check->id == "getDiff.response.succeeds" ? "" : "getDiff.response.succeeds")
          << check->id;
    }
    EXPECT_THAT(ids_of(failed(report)), Contains("getDiff.response.succeeds"));
  }
}

// A run of 20 tests that goes on, and runs before it that are over. `pace` requests bring it one
// result further.
Json world_that_goes_on(int pace) {
  constexpr int tests = 20;
  const auto result = [](int run, int test) {
    Json row = {{"regression_id", 11 + test}, {"exit_code", 0}, {"runtime_ms", 10 + test}};
    if ((run + test) % 3 == 0) {
      row["outputs"] = {{{"id", 3001 + test}, {"actual", "a\nB\nc\n"}}};
    }
    return row;
  };
  Json world = {{"version", 1},
                {"name", "goes-on"},
                {"rate_limit", nullptr},
                {"clock",
                 {{"start", "2026-06-01T12:00:00Z"},
                  {"mode", "manual"},
                  {"advance_per_request_seconds", 1}}}};
  for (int test = 0; test < tests; ++test) {
    world["regression_tests"].push_back(
        {{"id", 11 + test},
         {"sample_id", 201 + test / 4},
         {"command", "--out=srt"},
         {"outputs", {{{"id", 3001 + test}, {"expected", "a\nb\nc\n"}}}}});
  }
  for (int run = 1; run <= 10; ++run) {
    const bool going_on = run == 10;
    Json row = {{"id", 1000 + run},
                {"state", going_on ? "testing" : "completed"},
                {"platform", run % 2 ? "linux" : "windows"},
                {"branch", "master"},
                {"created_at", "2026-06-01T10:00:00Z"},
                {"started_at", "2026-06-01T10:00:01Z"}};
    if (!going_on) row["completed_at"] = "2026-06-01T10:00:50Z";
    for (int test = 0; test < (going_on ? 4 : tests); ++test) {
      row["results"].push_back(result(run, test));
    }
    for (int more = 5; going_on && more <= tests; ++more) {
      Json entry = {{"at_seconds", pace * (more - 4)}, {"results", Json::array()}};
      for (int test = 0; test < more; ++test) entry["results"].push_back(result(run, test));
      row["timeline"].push_back(std::move(entry));
    }
    world["runs"].push_back(std::move(row));
  }
  return world;
}

struct Pace {
  int requests;
  schemas::Revision revision;
};

void PrintTo(const Pace& row, std::ostream* out) {
  *out << "every " << row.requests << ", " << schemas::to_string(row.revision);
}

std::vector<Pace> paces() {
  std::vector<Pace> rows;
  for (const auto revision : {schemas::Revision::published, schemas::Revision::upstream}) {
    for (const int requests : {1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 13, 16, 20}) {
      rows.push_back({requests, revision});
    }
  }
  return rows;
}

class ARunThatGoesOn : public ::testing::TestWithParam<Pace> {
 protected:
  // Of every run of the world, judged while time passes.
  void expect_no_failure(const Json& world, const std::filesystem::path& folder) {
    for (const auto& run : {world.at("runs").back(), world.at("runs").front()}) {
      mock::Server server(mock::Scenario::parse(world.dump(), folder),
                          {.revision = GetParam().revision});
      const auto id = run.at("id").get<std::int64_t>();
      const Report report =
          contract::run(target_of(server, id), without_probe(GetParam().revision));
      for (const Check* check : failed(report)) {
        const auto& finding = check->findings.front();
        ADD_FAILURE() << "run " << id << ": " << check->id << ": " << finding.path << ' '
                      << finding.pointer << ": expected " << finding.expected << ", found "
                      << finding.actual;
      }
    }
  }
};

TEST_P(ARunThatGoesOn, IsNotBlamedForItsResults) {
  expect_no_failure(world_that_goes_on(GetParam().requests), {});
}

TEST_P(ARunThatGoesOn, IsNotBlamedInTheBundledScenario) {
  std::ifstream in(SP_SOURCE_DIR "/scenarios/run-in-progress.json");
  Json scenario = Json::parse(in);
  scenario["clock"]["mode"] = "manual";
  scenario["clock"]["advance_per_request_seconds"] = GetParam().requests;
  if (!scenario["clock"].contains("start")) scenario["clock"]["start"] = "2026-06-27T13:00:00Z";
  scenario["rate_limit"] = nullptr;
  expect_no_failure(scenario, SP_SOURCE_DIR "/scenarios");
}

INSTANTIATE_TEST_SUITE_P(OneResult, ARunThatGoesOn, ::testing::ValuesIn(paces()));

}  // namespace
}  // namespace sp::testing
