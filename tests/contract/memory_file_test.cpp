// The file that keeps what runs asked.
#include "report/memory_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace sp::contract {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

RecordedExchange asked(const std::string& probe, int status, const std::string& body) {
  RecordedExchange exchange;
  exchange.probes = {probe};
  exchange.path = "/runs/1/summary";
  exchange.credentials = "token";
  exchange.status = status;
  exchange.body = body;
  return exchange;
}

Report report_of(std::vector<RecordedExchange> exchanges,
                 const std::vector<std::size_t>& failing = {}) {
  Report report;
  report.exchanges = std::move(exchanges);
  for (const std::size_t number : failing) {
    Check& check = report.checks.emplace_back();
    check.outcome = Outcome::failed;
    check.findings.emplace_back().exchange = number;
  }
  return report;
}

TEST(Memory, KnowsWhatChangedAndWhatFailed) {
  Memory memory = after_run({}, report_of({asked("a/x", 200, "1"), asked("a/y", 200, "1")}, {1}));
  EXPECT_EQ(memory.runs, 1u);
  EXPECT_FALSE(memory.asked.at("a/x").failed || memory.asked.at("a/x").changed);
  EXPECT_TRUE(memory.asked.at("a/y").failed);
  memory = after_run(memory, report_of({asked("a/x", 200, "2"), asked("a/y", 200, "1")}));
  EXPECT_TRUE(memory.asked.at("a/x").changed);
  EXPECT_FALSE(memory.asked.at("a/y").failed || memory.asked.at("a/y").changed);
  EXPECT_EQ(memory.asked.at("a/x").run, 2u);
}

// What a limit refused was not asked, what is asked otherwise has not changed, and what a baseline
// has is no news.
TEST(Memory, TakesNothingForMoreThanItIs) {
  Memory memory = after_run({}, report_of({asked("a/x", 429, "")}));
  EXPECT_FALSE(memory.asked.contains("a/x"));
  memory = after_run(memory, report_of({asked("a/x", 200, "1")}));
  RecordedExchange other = asked("a/x", 200, "2");
  other.path = "/runs/2/summary";
  Report report = report_of({other}, {0});
  report.checks.front().outcome = Outcome::known;
  memory = after_run(memory, report);
  EXPECT_FALSE(memory.asked.at("a/x").changed || memory.asked.at("a/x").failed);
}

TEST(Memory, IsReadAsItWasWrittenAndHoldsNoAnswer) {
  const Report report = report_of({asked("a/x", 200, "secret-body")}, {0});
  const Memories memories = {{name_of_deployment("https://host/api/v1/"), after_run({}, report)}};
  const std::string text = memories_text(memories);
  EXPECT_THAT(text, Not(HasSubstr("secret-body")));
  EXPECT_THAT(text, Not(HasSubstr("host")));
  EXPECT_THAT(text, Not(HasSubstr("summary")));
  EXPECT_EQ(memories_text(parse_memories(text, "memory.json")), text);
  EXPECT_EQ(name_of_deployment("https://host/api/v1"), memories.begin()->first);
}

TEST(Memory, WhatIsNoMemoryIsToldWithItsPlace) {
  const std::pair<const char*, const char*> table[] = {
      {"[]", "m.json:1: "},
      {R"({"schema_version": 2, "deployments": {}})", "/schema_version: expected 1"},
      {R"({"schema_version": 1, "deployments": []})", "/deployments: expected an object"},
      {R"({"schema_version": 1, "deployments": {"a": {"runs": -1, "asked": {}}}})",
       "/deployments/a/runs: expected a number of runs"},
      {R"({"schema_version": 1, "deployments": {"a": {"runs": 1, "asked": {"b/c": {"run": 1}}}}})",
       "/deployments/a/asked/b~1c"}};
  for (const auto& [text, expected] : table) {
    try {
      parse_memories(text, "m.json");
      ADD_FAILURE() << text;
    } catch (const schemas::FileError& error) {
      EXPECT_THAT(error.what(), HasSubstr(expected)) << text;
    }
  }
}

}  // namespace
}  // namespace sp::contract
