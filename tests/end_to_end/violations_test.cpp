// scenarios/violations: each one of the conforming worlds beside them with a fault, and which
// checks notice it.
//
//     "x-expect": {"must": ["getErrorSummary.pagination.*"], "may": ["*.summary.*"]}
//
// are globs over check ids: each of `must` matches a check, and every check that it matches
// fails; what else fails is one of `may`. "x-target" has the ids to judge by, where the first
// run of the file alone will not do; "x-strict" judges as --strict does, which notes fail under.
// A file is of both revisions unless its "revision" says which.
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fnmatch.h>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <sstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <sp/contract/run.h>
#include <sp/mock/server.h>

#include "revisions.h"
#include "violation_files.h"

namespace sp::testing {
namespace {

using contract::Check;
using contract::Outcome;
using contract::Report;
using ::testing::IsEmpty;
using ::testing::PrintToString;
using Json = nlohmann::json;

// Rules that no fault of the mock can break, because the answer would not reach them.
const std::set<std::string> beyond_faults = {
    "response.undocumented_members",  // a note, and no failure but under --strict
    "response.size",                  // a file that breaks it has megabytes
    "auth.lower_case_scheme",
    "http.head",
    "http.head_length",
    "http.keep_alive",          // no fault tells these requests apart
    "rate_limit.next_window"};  // asked when the window was waited for

// In `upstream` a result has but one id to be asked by, and is asked twice under --thorough only.
const std::string only_by_two_ids = "result.agrees_with_itself";

std::vector<std::string> globs(const Json& file, const char* member) {
  return file.at("x-expect").value(member, std::vector<std::string>());
}

bool matches(const std::string& glob, const std::string& id) {
  return ::fnmatch(glob.c_str(), id.c_str(), 0) == 0;
}

bool matches_any(const std::vector<std::string>& globs, const std::string& id) {
  return std::any_of(globs.begin(), globs.end(),
                     [&](const std::string& glob) { return matches(glob, id); });
}

// What failed and where, for messages.
std::string failures_of(const Report& report) {
  std::ostringstream text;
  for (const Check& check : report.checks) {
    if (check.outcome != Outcome::failed) continue;
    for (const contract::Finding& finding : check.findings) {
      text << "\n  " << check.id << ": " << finding.method << ' ' << finding.path << " at '"
           << finding.pointer << "': expected " << finding.expected << ", found " << finding.actual;
    }
  }
  return text.str();
}

// The file without its faults and what they are expected to do.
Json world_of(const Json& file) {
  Json world = file;
  for (const char* member : {"name", "description", "faults", "x-expect", "x-strict"}) {
    world.erase(member);
  }
  return world;
}

// Many files break the same world: the first one of each stands for the others.
std::vector<Violation> one_of_each_world() {
  std::vector<Violation> rows;
  std::set<std::pair<std::string, schemas::Revision>> known;
  for (const Violation& row : violations_of_each_revision()) {
    if (known.emplace(world_of(read(row.name)).dump(), row.revision).second) rows.push_back(row);
  }
  return rows;
}

constexpr const char* separator = " | ";

// What the first check that has to notice says, in one line, without numbers that depend on the
// time or on how many requests the suite makes.
std::string first_finding(const Report& report, const std::vector<std::string>& must) {
  for (const Check& check : report.checks) {
    if (check.findings.empty() || !matches_any(must, check.id)) continue;
    const contract::Finding& finding = check.findings.front();
    std::ostringstream line;
    line << check.id << " at '" << finding.pointer << "': expected " << finding.expected
         << ", found " << finding.actual;
    const bool of_time = check.id.find(".rate_limit.") != std::string::npos;
    const std::regex numbers(of_time ? "[0-9]+( seconds?)?" : "[0-9]+ of [0-9]+(?= good requests)");
    return std::regex_replace(line.str(), numbers, "N");
  }
  return "";
}

// tests/data/findings.txt: the words of one finding a violation, so that whoever changes words sees
// all of them. Made anew with
//
//     SP_FINDINGS=new.txt build/release/bin/end_to_end_tests --gtest_filter='*/Violations.*'
//     LC_ALL=C sort new.txt >tests/data/findings.txt
std::map<std::string, std::string>& words_of_findings() {
  static std::map<std::string, std::string> words = [] {
    std::map<std::string, std::string> lines;
    std::ifstream in(SP_SOURCE_DIR "/tests/data/findings.txt");
    for (std::string line; std::getline(in, line);) {
      const auto end = line.find(separator);
      lines[line.substr(0, end)] = line.substr(end + std::string_view(separator).size());
    }
    return lines;
  }();
  return words;
}

class Violations : public ::testing::TestWithParam<Violation> {
 protected:
  Report judged(const mock::Server& server) const {
    contract::Options options;
    options.revision = GetParam().revision;
    options.strict = file.value("x-strict", false);
    return contract::run(target_of(server, file), options);
  }

  const Json file = read(GetParam().name);
  const mock::ServerOptions served = {.revision = GetParam().revision};
};

TEST_P(Violations, IsNoticedByTheChecksThatItNames) {
  const mock::Server server(mock::Scenario::from_file(file_of(GetParam().name)), served);
  const Report report = judged(server);
  const auto must = globs(file, "must");
  auto expected = must;
  const auto may = globs(file, "may");
  expected.insert(expected.end(), may.begin(), may.end());
  ASSERT_FALSE(must.empty());

  for (const std::string& glob : must) {
    const bool known = std::any_of(report.checks.begin(), report.checks.end(),
                                   [&](const Check& check) { return matches(glob, check.id); });
    EXPECT_TRUE(known) << glob << " matches no check";
  }
  for (const Check& check : report.checks) {
    const bool failed = check.outcome == Outcome::failed;
    if (matches_any(must, check.id)) {
      EXPECT_TRUE(failed) << check.id << " did not notice it: "
                          << (check.reason.empty() ? "it passed" : check.reason);
    } else if (failed) {
      EXPECT_TRUE(matches_any(expected, check.id)) << check.id << " is not expected to fail";
    }
  }
  EXPECT_EQ(report.unjudgeable, std::nullopt);
  EXPECT_EQ(first_finding(report, must), words_of_findings()[PrintToString(GetParam())])
      << "where the new words are better: tests/data/findings.txt";
  if (const char* file_of_new = std::getenv("SP_FINDINGS")) {
    std::ofstream(file_of_new, std::ios::app)
        << PrintToString(GetParam()) << separator << first_finding(report, must) << '\n';
  }
  for (const auto& fault : server.unused_faults()) {
    ADD_FAILURE() << "a fault was not met, or did not fit: " << fault.problem << ": " << fault.text;
  }
  if (HasFailure()) GTEST_LOG_(INFO) << "what failed:" << failures_of(report);
}

TEST(BrokenWorlds, ConformWithoutTheirFaults) {
  for (const Violation& row : one_of_each_world()) {
    SCOPED_TRACE(PrintToString(row));
    Json conforming = read(row.name);
    conforming.erase("faults");
    const mock::Server server(
        mock::Scenario::parse(conforming.dump(), file_of(row.name).parent_path()),
        {.revision = row.revision});
    contract::Options options;
    options.revision = row.revision;
    const Report report = contract::run(target_of(server, conforming), options);
    EXPECT_EQ(contract::exit_code(report), 0)
        << failures_of(report) << report.unjudgeable.value_or("");
  }
}

INSTANTIATE_TEST_SUITE_P(Scenarios, Violations, ::testing::ValuesIn(violations_of_each_revision()));

class ViolationsOfTheCatalogue : public ::testing::TestWithParam<schemas::Revision> {};

TEST_P(ViolationsOfTheCatalogue, BreakEveryRule) {
  std::vector<std::string> must;
  for (const std::string& name : violations()) {
    if (!is_of(name, GetParam())) continue;
    const Json file = read(name);
    const auto more = globs(file, "must");
    must.insert(must.end(), more.begin(), more.end());
  }
  contract::Options options;
  options.revision = GetParam();
  // For some operation: a rule is one function, whichever operation it is judged for.
  std::map<std::string, bool> broken;
  for (const contract::RuleInfo& rule : contract::catalogue(options)) {
    const std::string name = rule.id.substr(rule.id.find('.') + 1);
    broken[name] = broken[name] || matches_any(must, rule.id);
  }
  for (const auto& [name, by_some_file] : broken) {
    const bool excused = beyond_faults.contains(name) ||
                         (GetParam() == schemas::Revision::upstream && name == only_by_two_ids);
    EXPECT_TRUE(by_some_file || excused) << "no violation breaks " << name;
  }
}

INSTANTIATE_TEST_SUITE_P(Revisions, ViolationsOfTheCatalogue, sp::each_revision(),
                         sp::revision_name);

}  // namespace
}  // namespace sp::testing
