// What does not fit into one run comes round: by seeds, and by what a memory tells.
#include <cstdlib>
#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sp/contract/run.h>
#include <sp/mock/server.h>

#include "command.h"
#include "report/baseline.h"
#include "report/memory_file.h"
#include "revisions.h"
#include "rules/catalogue.h"

namespace sp::testing {
namespace {

using contract::Outcome;
using contract::Report;
using contract::Seed;
using schemas::Revision;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

constexpr std::uint64_t week = 7;

Report judged(mock::Server& server, std::int64_t run, Revision revision,
              contract::Options options) {
  contract::Target target;
  target.base_url = server.base_url();
  target.token = server.token();
  target.run_ids = {run};
  options.revision = revision;
  options.rate_limit_probe = false;
  options.wait = [&](std::chrono::milliseconds time) { server.advance(time); };
  return contract::run(target, options);
}

Report judged(mock::Server& server, std::int64_t run, Revision revision, const Seed& seed) {
  contract::Options options;
  options.seed = seed;
  return judged(server, run, revision, options);
}

std::vector<std::string> failures(const Report& report) {
  std::vector<std::string> texts;
  for (const auto& check : report.checks) {
    if (check.outcome != Outcome::failed) continue;
    for (const auto& finding : check.findings) {
      texts.push_back(check.id + " " + finding.method + " " + finding.path + " " + finding.pointer +
                      ": expected " + finding.expected + ", found " + finding.actual);
    }
    if (check.findings.empty()) texts.push_back(check.id + " " + check.reason);
  }
  if (report.unjudgeable) texts.push_back(*report.unjudgeable);
  return texts;
}

std::set<std::string> asked_for(const Report& report) {
  std::set<std::string> probes;
  for (const auto& exchange : report.exchanges) {
    probes.insert(exchange.probes.begin(), exchange.probes.end());
  }
  return probes;
}

std::vector<std::string> requests(const Report& report) {
  std::vector<std::string> lines;
  for (const auto& row : report.exchanges) {
    std::string& line = lines.emplace_back(row.method);
    line.append(" ").append(row.path).append(" ").append(row.credentials);
  }
  return lines;
}

std::size_t with_token(const Report& report) {
  const auto& rows = report.exchanges;
  return static_cast<std::size_t>(std::count_if(rows.begin(), rows.end(), [](const auto& row) {
    return row.credentials == "token" || row.credentials == "lower_case_scheme";
  }));
}

// The default grouping is not asked for by name.
void expect_each_severity_with_each_grouping(const std::set<std::string>& queries,
                                             Revision revision) {
  std::vector<std::string> groupings = {"", "sample_id", "regression_id", "severity"};
  if (revision == Revision::published) groupings.emplace_back("category");
  for (const std::string severity : {"info", "warning", "error", "critical"}) {
    for (const std::string& grouping : groupings) {
      std::string query = "?";
      if (!grouping.empty()) query.append("group_by=").append(grouping).append("&");
      query.append("severity=").append(severity);
      EXPECT_TRUE(std::any_of(queries.begin(), queries.end(), [&](const std::string& line) {
        return line.find(query) != std::string::npos;
      })) << query;
    }
  }
}

class Rotation : public ::testing::TestWithParam<Revision> {};

TEST_P(Rotation, SevenNightsAskEachValueOfEachParameterOfEachEndpoint) {
  std::set<std::string> asked;
  std::set<std::string> queries;
  for (std::uint64_t night = 0; night < week; ++night) {
    mock::Server server(mock::Scenario::bundled("production-june-2026"), {.revision = GetParam()});
    const Report report = judged(server, 9338, GetParam(), Seed{20'000 + night});
    EXPECT_THAT(failures(report), IsEmpty());
    EXPECT_LE(with_token(report), 100u);
    EXPECT_EQ(report.seed, Seed{20'000 + night});
    for (const std::string& id : asked_for(report)) asked.insert(id);
    for (const std::string& line : requests(report)) queries.insert(line);
  }
  expect_each_severity_with_each_grouping(queries, GetParam());
  for (const auto& rule : contract::Catalogue::of(GetParam()).rules()) {
    if (rule.family->name != "parameters") continue;
    for (const contract::Probe* probe : rule.probes) EXPECT_THAT(asked, Contains(probe->id()));
  }
}

TEST_P(Rotation, ASeedRepeatsARunToTheRequest) {
  std::vector<std::vector<std::string>> runs;
  for (const std::uint64_t number : {3, 3, 4}) {
    mock::Server server(mock::Scenario::bundled("flaky-dvb"), {.revision = GetParam()});
    runs.push_back(requests(judged(server, 9338, GetParam(), Seed{number})));
  }
  EXPECT_EQ(runs[0], runs[1]);
  EXPECT_NE(runs[0], runs[2]);
}

INSTANTIATE_TEST_SUITE_P(Rotation, Rotation, each_revision(), revision_name);

// A memory of what a deployment with a fault answered.
TEST(Rotation, AMemoryAsksWhatFailedAgainAndItsSeedRepeatsTheRunWithoutIt) {
  const auto with_fault = [](mock::Server& server) {
    return server.add_fault({.operation = "getDiff", .query = {{"context_lines", "5abc"}}},
                            {.status = 500});
  };
  contract::Memory memory;
  std::uint64_t nights = 0;
  Report report;
  for (bool failed = false; !failed && nights < week; ++nights) {
    mock::Server server(mock::Scenario::bundled("flaky-dvb"));
    const auto fault = with_fault(server);
    contract::Options options;
    options.memory = memory;
    report = judged(server, 9338, Revision::published, options);
    memory = contract::after_run(memory, report);
    const auto found = memory.asked.find("getDiff/context_lines_trailing");
    failed = found != memory.asked.end() && found->second.failed;
  }
  ASSERT_LT(nights, week + 1);
  ASSERT_TRUE(memory.asked["getDiff/context_lines_trailing"].failed);
  std::vector<std::string> again;
  contract::Options options;
  options.memory = memory;
  for (int i = 0; i < 2; ++i) {
    mock::Server server(mock::Scenario::bundled("flaky-dvb"));
    const auto fault = with_fault(server);
    report = judged(server, 9338, Revision::published, options);
    EXPECT_THAT(asked_for(report), Contains("getDiff/context_lines_trailing"));
    if (i == 1) {
      EXPECT_EQ(requests(report), again);
    }
    again = requests(report);
    options.memory.reset();
    options.seed = report.seed.value();
  }
}

// A night in which what a check judges by is not asked.
Seed another_night(const std::string& probe) {
  contract::Options options;
  for (std::uint64_t number = 1;; ++number) {
    options.seed = {number};
    contract::Target target;
    target.run_ids = {9338};
    const auto rows = contract::plan(target, options);
    if (std::none_of(rows.begin(), rows.end(), [&](const auto& row) { return row.probe == probe; }))
      return options.seed;
  }
}

TEST(Rotation, WhatIsAskedAnotherTimeIsNoRequiredCheckThatWasSkipped) {
  const std::string check = "getRunSummary.envelope.unknown_path";
  mock::Server server(mock::Scenario::bundled("flaky-dvb"));
  contract::Options options;
  options.require = {check};
  options.seed = another_night("getRunSummary/unknown_path");
  const Report report = judged(server, 9338, Revision::published, options);
  EXPECT_THAT(failures(report), IsEmpty());
  const auto found = std::find_if(report.checks.begin(), report.checks.end(),
                                  [&](const auto& row) { return row.id == check; });
  EXPECT_EQ(found->outcome, Outcome::skipped);
  EXPECT_THAT(found->reason, HasSubstr("not asked by this seed"));
}

TEST(Rotation, WhatIsAskedAnotherTimeIsNotGoneFromABaseline) {
  const auto refused = [](mock::Server& server) {
    return server.add_fault({.operation = "getErrorSummary", .query = {{"limit", "101"}}},
                            {.status = 500});
  };
  const auto gone = [](bool broken, const contract::Baseline& baseline, const Seed& seed) {
    mock::Server server(mock::Scenario::bundled("flaky-dvb"));
    std::optional<mock::FaultHandle> fault;
    if (broken)
      fault.emplace(server.add_fault({.operation = "getErrorSummary", .query = {{"limit", "101"}}},
                                     {.status = 500}));
    Report report = judged(server, 9338, Revision::published, seed);
    return contract::apply(report, baseline).size();
  };
  mock::Server server(mock::Scenario::bundled("flaky-dvb"));
  const auto fault = refused(server);
  const Report report = judged(server, 9338, Revision::published, Seed{});
  EXPECT_THAT(failures(report), Not(IsEmpty()));
  const auto baseline = contract::parse_baseline(contract::baseline_text(report), "baseline");
  EXPECT_EQ(gone(false, baseline, another_night("getErrorSummary/limit_above")), 0u);
  EXPECT_EQ(gone(true, baseline, Seed{}), 0u);
  EXPECT_EQ(gone(false, baseline, Seed{}), baseline.entries.size());
}

TEST(Rotation, TheCommandKeepsAMemoryAndTellsTheSeed) {
  const Finished finished = run_command(
      "sp-mock exec flaky-dvb -- sh -c '"
      "sp-contract --run-id 9338 --plan --memory m.json --base-url $SP_BASE_URL; "
      "sp-contract --run-id 9338 --memory m.json --quiet --json r.json; cat m.json; "
      "sp-contract --run-id 9338 --plan --memory m.json; cat r.json'");
  EXPECT_EQ(finished.exit_code, 0) << finished.errors;
  EXPECT_THAT(finished.output, HasSubstr("the memory has 0 of these"));
  EXPECT_THAT(finished.output, HasSubstr("the requests were drawn: --seed 0."));
  EXPECT_THAT(finished.output, HasSubstr("\"seed\": \"0."));
  EXPECT_THAT(finished.output, HasSubstr("drawn by --seed 1"));
  EXPECT_THAT(finished.output, HasSubstr("\"getRunSummary/ok\""));
  EXPECT_THAT(finished.output, Not(HasSubstr("127.0.0.1:8")));
}

TEST(Rotation, WhatIsNoSeedAndNoMemoryIsWrongUsage) {
  for (const char* flags : {"--seed -1", "--seed night", "--seed 1.x", "--memory /"}) {
    const Finished finished =
        run_command(std::string("sp-contract --run-id 1 --base-url http://127.0.0.1:9 ") + flags,
                    {{"SP_API_TOKEN", "t"}});
    EXPECT_EQ(finished.exit_code, 2) << flags << finished.errors;
    EXPECT_THAT(finished.errors, HasSubstr("expected")) << flags;
  }
}

}  // namespace
}  // namespace sp::testing
