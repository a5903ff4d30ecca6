// The suite's tests in GoogleTest, each of which may be a process of its own.
#include <chrono>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sp/contract/gtest.h>
#include <sp/mock/server.h>

#include "command.h"

namespace sp::testing {
namespace {

// One request in each window: all others of it were another process's.
constexpr const char* world = R"({
  "version": 1, "name": "one-request", "clock": {"mode": "manual"},
  "rate_limit": {"limit": 1, "window_seconds": 10}, "regression_tests": [],
  "runs": [{"id": 1, "state": "completed", "platform": "linux",
            "created_at": "2026-06-27T12:00:00Z", "completed_at": "2026-06-27T13:00:00Z"}]})";

TEST(ContractInGoogleTest, AsksAgainForEachRepetition) {
  const mock::Server server(mock::Scenario::bundled("quickstart"), {.rate_limit = false});
  const std::map<std::string, std::string> environment = {
      {"SP_API_TOKEN", server.token()}, {"SP_BASE_URL", server.base_url()}, {"SP_RUN_ID", "1001"}};
  const auto requests_for = [&](const std::string& flags) {
    const std::size_t before = server.requests().size();
    const std::string line = "sp-contract-gtest --gtest_filter=getRunSummary.response.schema";
    EXPECT_EQ(run_command(line + flags, environment).exit_code, 0);
    return server.requests().size() - before;
  };
  EXPECT_EQ(requests_for(" --gtest_repeat=3"), 3 * requests_for(""));
}

TEST(ContractInGoogleTest, WaitsForItsTurnHoweverManyWindowsItTakes) {
  mock::Server server(mock::Scenario::parse(world));
  const auto start = server.now();
  contract::Options options;
  options.only = {"getRunSummary.*", "getErrorSummary.*"};
  options.rate_limit_probe = false;
  options.progress = [](const contract::Progress&) {};  // else the waits are told
  options.wait = [&](std::chrono::milliseconds time) { server.advance(time); };
  contract::Target target;
  target.base_url = server.base_url();
  target.token = server.token();
  target.run_ids = {1};
  contract::LazyReport report(target, options, {});
  EXPECT_EQ(report.get().unjudgeable, std::nullopt);
  for (const contract::Check& check : report.get().checks) {
    EXPECT_THAT(check.reason, Not(::testing::HasSubstr("leaves no more requests"))) << check.id;
  }
  EXPECT_GT(server.now() - start, std::chrono::seconds(30)) << "more than two windows were needed";
}

// As ctest -j and gtest-parallel run them. The clock moves with the requests and not with time, so
// that the window is used up again and again, however fast or slow the machine is.
TEST(ContractInGoogleTest, SeveralProcessesShareATightLimit) {
  const mock::Server server(mock::Scenario::parse(R"({
    "version": 1, "name": "tight", "extends": "quickstart",
    "clock": {"mode": "manual", "advance_per_request_seconds": 1},
    "rate_limit": {"limit": 3, "window_seconds": 4}})"));
  const Finished finished = run_command(
      R"sh(sh -c '
    for operation in getRunSummary getErrorSummary getRunSample getSampleHistory; do
      sp-contract-gtest --gtest_brief=1 --gtest_filter=$operation.response.schema & all="$all $!"
    done
    for one in $all; do wait $one || exit; done')sh",
      {{"SP_API_TOKEN", server.token()},
       {"SP_BASE_URL", server.base_url()},
       {"SP_RUN_ID", "1001"}});
  EXPECT_EQ(finished.exit_code, 0) << finished.output << finished.errors;
  EXPECT_THAT(finished.output, Not(::testing::HasSubstr("SKIPPED")));
  EXPECT_THAT(finished.errors,
              ::testing::HasSubstr("[ WAITING  ] the requests of this window of the rate limit"));
}

}  // namespace
}  // namespace sp::testing
