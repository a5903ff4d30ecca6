// scenarios/production-june-2026.json says what the public data says
// (tests/data/production-snapshot.json), and marks what it made up (its x-notes explain how).
// Read as raw JSON, so that a fault of the scenario loader cannot hide one of the file.
#include <algorithm>
#include <chrono>
#include <fstream>
#include <iterator>
#include <map>
#include <set>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <sp/schemas/date_time.h>

#include "mock/worlds.h"

namespace sp::mock {
namespace {

using nlohmann::json;
using testing::IsSubsetOf;
using Ids = std::set<int>;
using Names = std::vector<std::string>;

std::string bytes_of(const std::string& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) throw std::runtime_error("cannot read " + file);
  std::ostringstream bytes;
  bytes << in.rdbuf();
  return std::move(bytes).str();
}

const std::string scenarios = std::string(SP_SOURCE_DIR) + "/scenarios/";

class ProductionScenario : public testing::Test {
 protected:
  const json snapshot =
      json::parse(bytes_of(std::string(SP_SOURCE_DIR) + "/tests/data/production-snapshot.json"));
  const json scenario = json::parse(bytes_of(scenarios + "production-june-2026.json"));
  const json& tests = scenario.at("regression_tests");
  const json& runs = scenario.at("runs");
};

// Whether the platform's whole test set has a result in the run: then these tests have, too.
bool is_whole(const json& fact) { return fact.at("whole_run").at("total") == 237; }
bool has_nothing(const json& fact) { return fact.at("whole_run").at("passed") == 0; }

Ids failing(const json& fact) { return fact.at("failing_among_these_tests").get<Ids>(); }

Ids tests_with_a_result(const json& run) {
  Ids ids;
  for (const json& result : run.at("results")) ids.insert(result.at("regression_id").get<int>());
  return ids;
}

// Members named by x-made-up; all of them when it is true.
bool is_made_up(const json& object, const std::string& member) {
  const json marks = object.value("x-made-up", json::array());
  if (marks.is_boolean()) return marks.get<bool>();
  return std::find(marks.begin(), marks.end(), member) != marks.end();
}

bool is_wholly_made_up(const json& object) {
  return object.contains("x-made-up") && object.at("x-made-up") == true;
}

schemas::Instant instant(const json& text) {
  const auto parsed = schemas::parse_date_time(text.get<std::string>());
  if (!parsed) throw std::runtime_error("no date-time: " + text.dump());
  return *parsed;
}

TEST_F(ProductionScenario, HasTheRegressionTestsOfTheSnapshot) {
  const json& facts = snapshot.at("regression_tests");
  ASSERT_EQ(tests.size(), facts.size());
  for (std::size_t i = 0; i < facts.size(); ++i) {
    const json& fact = facts[i];
    const json& test = tests[i];
    SCOPED_TRACE(fmt::format("regression test {}", fact.at("id").dump()));
    for (const char* name :
         {"id", "sample_id", "sample_name", "command", "categories", "expected_exit_code"}) {
      EXPECT_EQ(test.value(name, json()), fact.at(name)) << name;
    }
    EXPECT_EQ(test.value("x-sample-sha256", json()), fact.at("sample_sha256"));
    EXPECT_EQ(test.value("x-average-runtime-ms", json()), fact.at("average_runtime_ms"));
    EXPECT_FALSE(test.contains("x-made-up"));
    EXPECT_FALSE(test.contains("tags")) << "not known";

    ASSERT_EQ(test.at("outputs").size(), 1u);
    const json& output = test.at("outputs")[0];
    const json& known = fact.at("output");
    EXPECT_EQ(output.at("id"), known.at("id"));
    EXPECT_EQ(output.at("expected").at("sha256"), known.at("sha256"));
    EXPECT_EQ(output.at("filename"),
              known.at("sha256").get<std::string>() + known.at("extension").get<std::string>());
    json variants = json::array();
    for (const json& variant : output.value("variants", json::array())) {
      EXPECT_EQ(variant.size(), 1u) << "more than a hash is not known";
      variants.push_back(variant.at("sha256"));
    }
    EXPECT_EQ(variants, known.at("accepted_variants"));
  }
}

TEST_F(ProductionScenario, HasTheRunsOfTheSnapshot) {
  const json& facts = snapshot.at("runs");
  ASSERT_EQ(runs.size(), facts.size());
  for (std::size_t i = 0; i < facts.size(); ++i) {
    const json& fact = facts[i];
    const json& run = runs[i];
    SCOPED_TRACE(fmt::format("run {}", fact.at("run_id").dump()));
    const std::pair<const char*, const char*> names[] = {
        {"id", "run_id"},       {"state", "stored_status"},         {"platform", "platform"},
        {"branch", "branch"},   {"message", "last_message"},        {"started_at", "started_at"},
        {"x-commit", "commit"}, {"x-pull-request", "pull_request"}, {"x-whole-run", "whole_run"}};
    for (const auto& [ours, theirs] : names) {
      EXPECT_EQ(run.value(ours, json()), fact.at(theirs)) << ours;
      EXPECT_FALSE(is_made_up(run, ours)) << ours;
    }
    EXPECT_TRUE(run.at("commit_sha").is_null()) << "nine digits are no commit_sha";
    // Without an entry, a test neither passed nor failed.
    EXPECT_EQ(run.value("unlisted", "no_result"), "no_result");
    EXPECT_EQ(run.value("regression_tests", "all"), "all");

    const bool ended = fact.at("stored_status") != "preparation";
    ASSERT_EQ(run.at("completed_at").is_string(), ended);
    if (ended) {
      EXPECT_EQ(instant(run.at("completed_at")) - instant(run.at("started_at")),
                std::chrono::seconds(fact.at("duration_s").get<int>()));
    }
  }
}

TEST_F(ProductionScenario, FailsTheTestsThatTheSnapshotFails) {
  const Scenario loaded = Scenario::bundled("production-june-2026");
  const World& world = world_of(loaded);
  for (const json& fact : snapshot.at("runs")) {
    SCOPED_TRACE(fmt::format("run {}", fact.at("run_id").dump()));
    const auto* run = world.run(fact.at("run_id").get<int>());
    ASSERT_NE(run, nullptr);
    Ids failed;
    for (const Result& result : world.results(*run)) {
      if (result.status != ResultStatus::pass) failed.insert(world.test_of(result).id);
    }
    EXPECT_EQ(failed, failing(fact));
  }
}

TEST_F(ProductionScenario, HasAResultWhereTheSnapshotImpliesOne) {
  Ids all;
  for (const json& test : tests) all.insert(test.at("id").get<int>());
  for (std::size_t i = 0; i < runs.size(); ++i) {
    const json& fact = snapshot.at("runs")[i];
    SCOPED_TRACE(fmt::format("run {}", fact.at("run_id").dump()));
    const Ids with = tests_with_a_result(runs[i]);
    EXPECT_THAT(failing(fact), IsSubsetOf(with));
    if (is_whole(fact)) {
      EXPECT_EQ(with, all);
    }
    if (has_nothing(fact)) {
      EXPECT_EQ(with, Ids{});
    }

    // Where the snapshot leaves it open, a test without a result is marked.
    Ids absent;
    if (!is_whole(fact) && !has_nothing(fact)) {
      std::set_difference(all.begin(), all.end(), with.begin(), with.end(),
                          std::inserter(absent, absent.end()));
    }
    EXPECT_EQ(runs[i].value("x-made-up-absent", Ids{}), absent);
  }
}

TEST_F(ProductionScenario, MarksWhatItMadeUpOfRuns) {
  std::map<std::string, schemas::Instant> first_start;
  for (const json& run : runs) {
    const schemas::Instant started = instant(run.at("started_at"));
    const auto [known, added] = first_start.try_emplace(run.at("x-commit"), started);
    if (!added) known->second = std::min(known->second, started);
  }
  for (const json& run : runs) {
    SCOPED_TRACE(fmt::format("run {}", run.at("id").dump()));
    EXPECT_EQ(run.at("x-made-up").get<Names>(), (Names{"created_at", "triggered_by"}));
    const auto wait = first_start.at(run.at("x-commit")) - instant(run.at("created_at"));
    EXPECT_GT(wait, std::chrono::minutes(1));
    EXPECT_LT(wait, std::chrono::minutes(10));
  }
}

TEST_F(ProductionScenario, MarksWhatItMadeUpOfResults) {
  for (std::size_t i = 0; i < runs.size(); ++i) {
    const json& fact = snapshot.at("runs")[i];
    for (const json& result : runs[i].at("results")) {
      const int id = result.at("regression_id").get<int>();
      SCOPED_TRACE(fmt::format("run {}, test {}", fact.at("run_id").dump(), id));
      const bool failed = failing(fact).contains(id);
      // That there is a result is known of those that failed, and where all have one.
      EXPECT_EQ(is_wholly_made_up(result), !failed && !is_whole(fact));
      EXPECT_TRUE(is_made_up(result, "runtime_ms"));
      EXPECT_EQ(result.contains("outputs"), failed) << "a pass has nothing to say of outputs";
      if (failed) {
        EXPECT_TRUE(is_made_up(result, "outputs"));
        EXPECT_TRUE(is_made_up(result, "exit_code")) << "known is that it failed, not why";
      }
      EXPECT_FALSE(is_made_up(result, "regression_id") && !is_wholly_made_up(result));
      EXPECT_FALSE(result.contains("message")) << "not known";
      const auto test = std::find_if(tests.begin(), tests.end(),
                                     [&](const json& row) { return row.at("id") == id; });
      ASSERT_NE(test, tests.end());
      EXPECT_EQ(result.at("runtime_ms"), test->at("x-average-runtime-ms"));
    }
  }
}

TEST_F(ProductionScenario, MarksBaselinesThatAreNotTheTrueText) {
  for (const json& test : tests) {
    SCOPED_TRACE(fmt::format("regression test {}", test.at("id").dump()));
    const json& baseline = test.at("outputs")[0].at("expected");
    if (baseline.contains("text")) {
      EXPECT_EQ(baseline.at("sha256"), sha256_hex(baseline.at("text").get<std::string>()));
    } else if (baseline.contains("file")) {
      const std::string text = bytes_of(scenarios + baseline.at("file").get<std::string>());
      EXPECT_EQ(is_made_up(baseline, "file"), baseline.at("sha256") != sha256_hex(text));
    }
    EXPECT_FALSE(is_made_up(baseline, "sha256"));
  }
}

}  // namespace
}  // namespace sp::mock
