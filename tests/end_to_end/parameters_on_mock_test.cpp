// The families `parameters` and `not_found` with all that they can ask.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sp/contract/run.h>
#include <sp/mock/server.h>

namespace sp::testing {
namespace {

using contract::Check;
using contract::Outcome;

struct World {
  const char* scenario;
  std::int64_t run;
};

void PrintTo(const World& world, std::ostream* out) { *out << world.scenario << " " << world.run; }

class Thorough : public ::testing::TestWithParam<World> {};

TEST_P(Thorough, NothingIsHeldAgainstAConformingDeployment) {
  mock::Server server(mock::Scenario::bundled(GetParam().scenario), {.self_check = true});
  contract::Target target;
  target.base_url = server.base_url();
  target.token = server.token();
  target.run_ids = {GetParam().run};
  contract::Options options;
  options.thorough = true;
  options.only = {"*.parameters.*", "*.not_found.*", "*.response.status"};
  options.wait = [&](std::chrono::milliseconds time) { server.advance(time); };
  const contract::Report report = contract::run(target, options);
  for (const Check& check : report.checks) {
    EXPECT_NE(check.outcome, Outcome::failed)
        << check.id << ": " << check.findings.front().curl << " " << check.findings.front().actual;
  }
  EXPECT_GT(report.requests, 100u);
  EXPECT_LT(report.requests, 300u);
}

INSTANTIATE_TEST_SUITE_P(Worlds, Thorough,
                         ::testing::Values(World{"distinct-ids", 5004}, World{"flaky-dvb", 9338},
                                           World{"paging", 1025}, World{"quickstart", 1001}));

}  // namespace
}  // namespace sp::testing
