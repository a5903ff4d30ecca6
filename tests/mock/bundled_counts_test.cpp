// The counts of the bundled scenarios, held against a table that was made independently of
// this code: from the scenario files and docs/contract.md, by another program.
#include <array>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "mock/worlds.h"

namespace sp::mock {
namespace {

struct Counts {
  std::int64_t pass;
  std::int64_t fail;
  std::int64_t missing_output;
  std::int64_t skipped;
};

struct Errors {
  std::int64_t exit_code_mismatch;
  std::int64_t missing_output;
  std::int64_t diff_mismatch;
};

struct Row {
  std::string_view scenario;
  int run;
  std::string_view status;
  std::int64_t total;
  Counts counts;
  Errors errors;
  std::optional<std::int64_t> duration_ms;
};

const Row rows[] = {
    {"distinct-ids", 5001, "pass", 8, {8, 0, 0, 0}, {0, 0, 0}, 1288},
    {"distinct-ids", 5002, "fail", 8, {6, 2, 0, 0}, {0, 0, 2}, 3523},
    {"distinct-ids", 5003, "pass", 8, {8, 0, 0, 0}, {0, 0, 0}, 6498},
    {"distinct-ids", 5004, "fail", 8, {3, 3, 1, 1}, {2, 1, 3}, 12616},
    {"distinct-ids", 5005, "fail", 8, {4, 4, 0, 0}, {1, 0, 4}, 4516},
    {"distinct-ids", 5006, "pass", 3, {3, 0, 0, 0}, {0, 0, 0}, 7120},
    {"distinct-ids", 5007, "fail", 8, {7, 0, 0, 1}, {0, 0, 0}, 66},
    {"distinct-ids", 5008, "error", 8, {0, 0, 0, 8}, {0, 0, 0}, std::nullopt},
    {"distinct-ids", 5009, "canceled", 8, {1, 1, 1, 5}, {0, 1, 1}, 9197},
    {"distinct-ids", 5010, "error", 8, {1, 0, 0, 7}, {0, 0, 0}, 1222},
    {"distinct-ids", 5011, "running", 8, {1, 1, 0, 6}, {0, 0, 1}, 3393},
    {"distinct-ids", 5012, "running", 8, {0, 0, 0, 8}, {0, 0, 0}, std::nullopt},
    {"distinct-ids", 5013, "queued", 8, {0, 0, 0, 8}, {0, 0, 0}, std::nullopt},
    {"production-june-2026", 9332, "canceled", 17, {0, 0, 0, 17}, {0, 0, 0}, std::nullopt},
    {"production-june-2026", 9334, "canceled", 17, {7, 10, 0, 0}, {0, 0, 10}, 97716},
    {"production-june-2026", 9336, "fail", 17, {7, 10, 0, 0}, {0, 0, 10}, 97716},
    {"production-june-2026", 9337, "fail", 17, {5, 12, 0, 0}, {0, 0, 12}, 97716},
    {"production-june-2026", 9338, "fail", 17, {16, 1, 0, 0}, {0, 0, 1}, 97716},
    {"production-june-2026", 9339, "fail", 17, {5, 12, 0, 0}, {0, 0, 12}, 97716},
    {"production-june-2026", 9340, "canceled", 17, {12, 1, 0, 4}, {0, 0, 1}, 90284},
    {"production-june-2026", 9342, "fail", 17, {16, 1, 0, 0}, {0, 0, 1}, 97716},
    {"production-june-2026", 9343, "running", 17, {10, 0, 0, 7}, {0, 0, 0}, 76302},
    {"production-june-2026", 9344, "canceled", 17, {0, 0, 0, 17}, {0, 0, 0}, std::nullopt},
    {"production-june-2026", 9345, "canceled", 17, {0, 0, 0, 17}, {0, 0, 0}, std::nullopt},
    {"production-june-2026", 9346, "fail", 17, {16, 1, 0, 0}, {0, 0, 1}, 97716},
    {"production-june-2026", 9347, "canceled", 17, {9, 0, 0, 8}, {0, 0, 0}, 75383},
};

std::int64_t count_of(const Run& run, std::string_view type) {
  for (const Bucket& bucket : run.buckets[static_cast<std::size_t>(Grouping::type)]) {
    if (bucket.key == type) return bucket.count;
  }
  return 0;
}

TEST(BundledScenarios, HaveTheCountsOfAnIndependentDerivation) {
  for (const Row& row : rows) {
    SCOPED_TRACE(fmt::format("{}, run {}", row.scenario, row.run));
    const Scenario scenario = Scenario::bundled(row.scenario);
    const auto* run = world_of(scenario).run(row.run);
    ASSERT_NE(run, nullptr);
    EXPECT_EQ(to_string(run->status), row.status);
    EXPECT_EQ(run->counts.total, row.total);
    EXPECT_EQ(run->counts.pass, row.counts.pass);
    EXPECT_EQ(run->counts.fail, row.counts.fail);
    EXPECT_EQ(run->counts.missing_output, row.counts.missing_output);
    EXPECT_EQ(run->counts.skipped, row.counts.skipped);
    EXPECT_EQ(count_of(*run, "exit_code_mismatch"), row.errors.exit_code_mismatch);
    EXPECT_EQ(count_of(*run, "missing_output"), row.errors.missing_output);
    EXPECT_EQ(count_of(*run, "diff_mismatch"), row.errors.diff_mismatch);
    EXPECT_EQ(run->counts.errors,
              row.errors.exit_code_mismatch + row.errors.missing_output + row.errors.diff_mismatch);
    EXPECT_EQ(run->counts.runtime_ms, row.duration_ms.value_or(0));
  }
}

TEST(BundledScenarios, HaveNoRunThatTheTableLacks) {
  for (const std::string_view name : {"distinct-ids", "production-june-2026"}) {
    std::set<int> listed;
    for (const Row& row : rows) {
      if (row.scenario == name) listed.insert(row.run);
    }
    const Scenario scenario = Scenario::bundled(name);
    std::set<int> there;
    for (const auto& run : world_of(scenario).runs()) there.insert(run.id);
    EXPECT_EQ(there, listed) << name;
  }
}

}  // namespace
}  // namespace sp::mock
