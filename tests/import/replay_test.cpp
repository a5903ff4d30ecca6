// A scenario that is known, asked what was recorded from it: the answers are the same.
#include "import/replay.h"

#include <chrono>
#include <filesystem>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sp/mock/server.h>

#include "import/recorded.h"

namespace sp::mock::testing {
namespace {

using schemas::Revision;
using ::testing::IsEmpty;
using ::testing::StartsWith;

// Each with something else that depends on what was asked before, or when.
const std::vector<std::string> scenarios = {"quickstart",      "distinct-ids",
                                            "expired-token",   "tight-rate-limit",
                                            "several-workers", "run-in-progress"};

using NameAndRevision = std::tuple<std::string, Revision>;

class ReplayOfBundled : public ::testing::TestWithParam<NameAndRevision> {};

TEST_P(ReplayOfBundled, IsTheSame) {
  const auto& [name, revision] = GetParam();
  const Scenario scenario = Scenario::bundled(name);
  const Recording recording = recorded(scenario, {.revision = revision});
  EXPECT_THAT(told(replay(scenario, recording, revision), recording), IsEmpty());
}

INSTANTIATE_TEST_SUITE_P(Scenarios, ReplayOfBundled,
                         ::testing::Combine(::testing::ValuesIn(scenarios),
                                            ::testing::Values(Revision::published,
                                                              Revision::upstream)));

// What a world with a fault answers, held against the same world without it.
struct Departure {
  const char* then;
  std::vector<std::string> told;
};

const Departure departures[] = {
    {R"({"status": 503})", {"status: recorded 503, answered 200"}},
    {R"({"merge_patch": {"pass_count": 7}})", {"body at /pass_count: recorded 7, answered 1"}},
    {R"({"merge_patch": {"run_id": null}})", {"body at /run_id: recorded nothing, answered 1001"}},
    {R"({"merge_patch": {"pass_count": 1.0}})", {"body at /pass_count: recorded 1.0, answered 1"}},
    {R"({"merge_patch": {"pass_count": "1"}})",
     {"body at /pass_count: recorded \"1\", answered 1"}},
    {R"({"raw": "<p>Down"})", {"body: recorded <p>Down, answered {"}},
    {R"({"headers": {"X-RateLimit-Reset": null}})",
     {"header x-ratelimit-reset: recorded nothing, answered "}},
    {R"({"headers": {"Content-Type": "text/html"}})",
     {"header content-type: recorded text/html, answered application/json"}},
    {R"({"headers": {"Content-Type": "Application/JSON; charset=UTF-8"}})", {}},
    {R"({"headers": {"Date": "yesterday"}})", {"header date: recorded yesterday, answered Sat, "}},
    {R"({"headers": {"X-Cache": "HIT"}})", {}},
    {R"({"close": "before_headers"})", {"no answer: recorded the connection ended, answered 200"}},
};

TEST(Replay, TellsWhatDiffers) {
  const std::string world = R"({
    "version": 1, "name": "one",
    "regression_tests": [{"id": 11, "sample_id": 201, "command": "-out", "outputs": []}],
    "runs": [{"id": 1001, "state": "completed", "platform": "linux",
              "created_at": "2026-06-01T12:00:00Z", "unlisted": "pass"}])";
  const Scenario plain = Scenario::parse(world + "}");
  for (const auto& [then, expected] : departures) {
    SCOPED_TRACE(then);
    const Scenario broken =
        Scenario::parse(world + R"(, "faults": [{"then": )" + std::string(then) + "}]}");
    const Recording recording = answered(broken, {"GET /runs/1001/summary"});
    const auto lines = told(replay(plain, recording), recording);
    ASSERT_EQ(lines.size(), expected.size()) << ::testing::PrintToString(lines);
    for (std::size_t i = 0; i < lines.size(); ++i) {
      EXPECT_THAT(lines[i], StartsWith("run.har, entry 1: GET /runs/1001/summary: " + expected[i]));
    }
  }
}

}  // namespace
}  // namespace sp::mock::testing
