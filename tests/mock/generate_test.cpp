#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sp/mock/scenario.h>

#include "api/endpoints.h"
#include "service/service.h"
#include "world/scenario_data.h"

namespace sp::mock {
namespace {

Scenario generated(const std::string& settings, const std::string& more = "") {
  return Scenario::parse(R"({"version": 1, "name": "generated", )" + more + R"("generate": )" +
                         settings + "}");
}

const World& world_of(const Scenario& scenario) { return *scenario.data()->worlds.front().world; }

std::string answer(const Scenario& scenario, const std::string& path) {
  Service service(scenario.data(), {.authenticate = false, .self_check = true});
  return service.respond({.method = "GET", .target = "/api/v1" + path}).body;
}

double share(const World& world, ResultStatus status) {
  std::size_t count = 0;
  for (const auto& run : world.runs()) {
    for (const Result& result : world.results(run)) count += result.status == status;
  }
  return static_cast<double>(count) / static_cast<double>(world.result_count());
}

TEST(Generate, HasTheSizesAskedFor) {
  const Scenario scenario = generated(R"({"runs": 30, "regression_tests": 12, "samples": 5})");
  const World& world = world_of(scenario);
  EXPECT_EQ(world.runs().size(), 30u);
  EXPECT_EQ(world.tests().size(), 12u);
  EXPECT_EQ(world.samples().size(), 5u);
  EXPECT_EQ(world.result_count(), 360u);
  EXPECT_EQ(share(world, ResultStatus::pass), 1.0);
}

// The answer is pinned: the same seed makes the same world on every machine and in every
// release.
TEST(Generate, TheSameSeedMakesTheSameWorldEverywhere) {
  const Scenario scenario = generated(
      R"({"seed": 7, "runs": 3, "regression_tests": 2, "failure_rate": 0.5, "missing_rate": 0.2})");
  EXPECT_EQ(
      sha256_hex(answer(scenario, "/samples/1/history") + answer(scenario, "/runs/2/samples/2")),
      "f1a78d2ae9ea77223d483b0ccbdbcbf6cf9b771696a34624931d126a27849c12");
  const Scenario other = generated(R"({"seed": 8, "runs": 3, "regression_tests": 2})");
  EXPECT_NE(answer(scenario, "/samples/1/history"), answer(other, "/samples/1/history"));
}

TEST(Generate, RatesAreAboutRight) {
  const Scenario scenario = generated(
      R"({"runs": 400, "regression_tests": 100, "missing_rate": 0.05, "flake_rate": 0.1})");
  EXPECT_NEAR(share(world_of(scenario), ResultStatus::missing_output), 0.05, 0.01);
  EXPECT_NEAR(share(world_of(scenario), ResultStatus::fail), 0.095, 0.01);
}

TEST(Generate, AFailureBeginsAtSomeRunAndStaysWithOneSignature) {
  const Scenario scenario =
      generated(R"({"runs": 50, "regression_tests": 40, "failure_rate": 0.5})");
  const World& world = world_of(scenario);
  int regressed = 0;
  for (const RegressionTest& test : world.tests()) {
    bool failing = false;
    for (const auto& run : world.runs()) {
      const Result* result = world.result(run, test);
      EXPECT_FALSE(failing && result->status == ResultStatus::pass) << test.id;
      failing = result->status == ResultStatus::fail;
      if (failing) {
        EXPECT_EQ(world.failure_signature(*result),
                  "diff_mismatch:output:" + std::to_string(test.outputs[0].id));
      }
    }
    regressed += failing;
  }
  EXPECT_GT(regressed, 10);
  EXPECT_LT(regressed, 30);
}

TEST(Generate, StandsBesideWhatTheFileWrites) {
  const Scenario scenario = generated(R"({"runs": 2, "regression_tests": 2})", R"(
    "regression_tests": [{"id": 7, "sample_id": 70, "command": "-", "outputs": [{"id": 700, "expected": ""}]}],
    "runs": [{"id": 100, "state": "completed", "platform": "linux", "unlisted": "pass",
              "created_at": "2026-01-01T00:00:00Z"}],)");
  const World& world = world_of(scenario);
  EXPECT_EQ(world.run(100)->counts.total, 1);
  EXPECT_NE(world.test(8), nullptr);
  EXPECT_NE(world.sample(71), nullptr);
  EXPECT_EQ(world.run(101)->counts.total, 2);
  EXPECT_EQ(world.run(102)->counts.pass, 2);
}

TEST(Generate, TooMuchIsRefused) {
  EXPECT_THROW(generated(R"({"runs": 1000000, "regression_tests": 1000})"), ScenarioError);
  EXPECT_THROW(generated(R"({"runs": 1, "regression_tests": 1})", R"(
    "regression_tests": [], "runs": [{"id": 2147483647, "state": "queued", "platform": "linux",
                                      "created_at": "2026-01-01T00:00:00Z"}],)"),
               ScenarioError);
}

}  // namespace
}  // namespace sp::mock
