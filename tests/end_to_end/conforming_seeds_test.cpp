// No seed holds anything against a deployment that keeps the contract, or asks too much of it. A
// few are tried of each; with SP_SEEDS=1000, so many seeds and random worlds are
// (tests/all/seeds.sh).
#include <algorithm>
#include <cstdlib>
#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <sp/contract/run.h>
#include <sp/mock/server.h>

#include "random_worlds.h"
#include "revisions.h"

namespace sp::testing {
namespace {

using schemas::Revision;

std::uint64_t seeds_to_try(std::uint64_t unless_told) {
  const char* told = std::getenv("SP_SEEDS");
  return told ? std::strtoull(told, nullptr, 10) : unless_told;
}

struct Served {
  std::string name;
  mock::Scenario scenario;
  std::int64_t run;
};

void expect_conforming(const Served& served, Revision revision, std::uint64_t seed) {
  mock::Server server(served.scenario, {.revision = revision});
  contract::Target target;
  target.base_url = server.base_url();
  target.token = server.token();
  target.run_ids = {served.run};
  contract::Options options;
  options.revision = revision;
  options.seed = {seed};
  options.rate_limit_probe = false;
  options.wait = [&](std::chrono::milliseconds time) { server.advance(time); };
  const contract::Report report = contract::run(target, options);
  const std::string where = served.name + " " + std::string(to_string(revision)) + " --seed " +
                            std::to_string(seed) + ": ";
  EXPECT_EQ(report.unjudgeable, std::nullopt) << where;
  for (const auto& check : report.checks) {
    for (const auto& finding : check.findings) {
      ADD_FAILURE() << where << check.id << " " << finding.curl << " at '" << finding.pointer
                    << "': expected " << finding.expected << ", found " << finding.actual;
    }
  }
  const auto counted = [&](bool for_token) {
    return std::count_if(report.exchanges.begin(), report.exchanges.end(), [&](const auto& row) {
      return (row.credentials == "token" || row.credentials == "lower_case_scheme") == for_token;
    });
  };
  EXPECT_LE(counted(true), 100) << where;
  EXPECT_LE(counted(false), 40) << where;
}

// The last run of each scenario that keeps the contract.
std::vector<Served> bundled() {
  std::vector<Served> all;
  for (const auto& listed : mock::Scenario::list()) {
    std::ifstream in(SP_SOURCE_DIR "/scenarios/" + listed.name + ".json");
    const auto scenario = nlohmann::json::parse(in);
    const bool breaks = scenario.contains("faults") || scenario.contains("x-breaks-contract");
    if (breaks || !scenario.contains("runs")) continue;
    for (const auto& run : scenario["runs"]) {
      all.push_back({listed.name, mock::Scenario::bundled(listed.name), run["id"]});
    }
  }
  return all;
}

TEST(Seeds, HoldNothingAgainstABundledScenario) {
  std::uint64_t seed = 1;
  const std::uint64_t each = seeds_to_try(1);
  for (const Served& served : bundled()) {
    for (std::uint64_t i = 0; i < each; ++i, ++seed) {
      expect_conforming(served, seed % 2 == 0 ? Revision::published : Revision::upstream, seed);
    }
  }
}

TEST(Seeds, HoldNothingAgainstARandomWorld) {
  for (std::uint64_t seed = 1; seed <= seeds_to_try(30); ++seed) {
    const RandomWorld world(seed);
    const Served served{"random world " + std::to_string(seed), mock::Scenario::parse(world.text()),
                        world.run()};
    for (const auto revision : {Revision::published, Revision::upstream}) {
      expect_conforming(served, revision, seed);
    }
  }
}

}  // namespace
}  // namespace sp::testing
