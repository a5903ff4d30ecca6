#include "report/baseline.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sp/schemas/json_file.h>

#include "reports.h"
#include "verdict/kinds.h"

namespace sp::contract::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

Baseline of(const std::string& check, const std::string& fingerprint) {
  return {{{check, "", fingerprint}}};
}

TEST(Baseline, HasTheFindingsOfFailedAndKnownChecksAndNothingThatChanges) {
  Report report = sample_report();
  report.checks[0].findings.push_back(finding("00000000000000a1", "/data/7/key"));
  EXPECT_EQ(baseline_text(report), R"({
  "schema_version": 1,
  "tool": "sp-contract",
  "findings": [
    {
      "fingerprint": "00000000000000b2",
      "check": "getDiff.response.status",
      "pointer": "",
      "probes": [
        "getRunSummary/head",
        "getRunSummary/ok"
      ]
    },
    {
      "fingerprint": "00000000000000a1",
      "check": "getRunSummary.response.status",
      "pointer": "/data/*/key",
      "probes": [
        "getRunSummary/head",
        "getRunSummary/ok"
      ]
    }
  ]
}
)");
}

TEST(Baseline, ItsFileComesBackAsItWas) {
  Report report = sample_report();
  const Baseline read = parse_baseline(baseline_text(report), "b.json");
  EXPECT_EQ(read.entries.size(), 2u);
  EXPECT_TRUE(read.has("00000000000000a1"));
  EXPECT_FALSE(read.has("00000000000000a2"));
  EXPECT_THAT(apply(report, read), IsEmpty());
  EXPECT_EQ(report.count(Outcome::failed), 0u);
  EXPECT_EQ(exit_code(report), 0);
  // What is known stays in the baseline that is written next.
  EXPECT_EQ(parse_baseline(baseline_text(report), "b.json").entries, read.entries);
}

TEST(Baseline, ACheckIsKnownOnlyWhenAllItsFindingsAre) {
  Report report = sample_report();
  report.checks[0].findings.push_back(finding("00000000000000c3", "/other"));
  apply(report, of("getRunSummary.response.status", "00000000000000a1"));
  EXPECT_EQ(report.checks[0].outcome, Outcome::failed);
  EXPECT_TRUE(report.checks[0].findings[0].known);
  EXPECT_FALSE(report.checks[0].findings[1].known);
}

TEST(Baseline, AnEntryIsGoneWhenItsCheckWasJudgedWithoutIt) {
  Report report = sample_report();
  EXPECT_THAT(apply(report, of("getRunSummary.response.json", "00000000000000d4")),
              ElementsAre(BaselineEntry{"getRunSummary.response.json", "", "00000000000000d4"}));
  // Skipped, inconclusive, left out by a filter: nobody knows.
  for (const char* id :
       {"getRunSummary.rate_limit.headers", "getDiff.diff.counts", "getDiff.diff.filtered"}) {
    EXPECT_THAT(apply(report, of(id, "00000000000000d4")), IsEmpty()) << id;
  }
}

// What a check finds at one place, of a kind.
Report report_of(const std::string& kind) {
  Report report = sample_report();
  report.checks = {check("getDiff.parameters.limit", Outcome::failed)};
  Finding made = finding(fingerprint_of("getDiff.parameters.limit", "", kind), "");
  made.kind = kind;
  report.checks[0].findings = {made};
  return report;
}

TEST(Baseline, DoesNotHideAWorseDepartureAtTheSamePlace) {
  const Baseline accepted = parse_baseline(baseline_text(report_of("accepted")), "b.json");
  Report same = report_of("accepted");
  EXPECT_THAT(apply(same, accepted), IsEmpty());
  EXPECT_EQ(exit_code(same), 0);
  Report worse = report_of("crashed");
  EXPECT_EQ(apply(worse, accepted).size(), 1u);
  EXPECT_EQ(exit_code(worse), 1);
}

TEST(Baseline, OfTheTimeBeforeKindsMatchesAnyAndIsWrittenAnewWithThem) {
  const std::string id = "getDiff.parameters.limit";
  const Baseline old =
      parse_baseline(R"({"schema_version":1,"findings":[{"check":")" + id +
                         R"(","pointer":"","fingerprint":")" + fingerprint_of(id, "") + "\"}]}",
                     "b.json");
  for (const char* kind : {"accepted", "crashed"}) {
    Report report = report_of(kind);
    EXPECT_THAT(apply(report, old), IsEmpty()) << kind;
    EXPECT_EQ(exit_code(report), 0) << kind;
    EXPECT_THAT(baseline_text(report), HasSubstr(std::string("\"kind\": \"") + kind + "\""));
  }
}

// What a baseline of a1 and b2 becomes where c3 is found, too, and b2 is gone or not.
TEST(Baseline, IsKeptWithoutWhatIsGoneAndWithWhatIsNew) {
  Baseline baseline;
  baseline.entries = {{"getDiff.diff.x", "", "00000000000000a1"},
                      {"getDiff.diff.y", "", "00000000000000b2"}};
  const auto fingerprints = [](const Baseline& kept) {
    std::vector<std::string> list;
    for (const BaselineEntry& entry : kept.entries) list.push_back(entry.fingerprint);
    return list;
  };
  Report report;
  report.checks = {testing::check("getDiff.diff.x", Outcome::failed)};
  report.checks[0].findings = {testing::finding("00000000000000a1", ""),
                               testing::finding("00000000000000c3", "/a")};
  report.checks[0].findings[0].known = true;
  for (const bool is_gone : {false, true}) {
    if (is_gone) report.gone = {{"getDiff.diff.y", "", "00000000000000b2", ""}};
    auto pruned = std::vector<std::string>{"00000000000000a1"};
    if (!is_gone) pruned.emplace_back("00000000000000b2");
    EXPECT_EQ(fingerprints(kept(baseline, report, false)), pruned);
    auto updated = pruned;
    updated.insert(updated.begin() + 1, "00000000000000c3");
    EXPECT_EQ(fingerprints(kept(baseline, report, true)), updated);
  }
}

TEST(Baseline, KnowsAMembersDepartureInWhateverAnswerItStands) {
  Exchange exchange;
  exchange.expectation = Expectation::refused;
  exchange.response.emplace().status = 500;
  EXPECT_EQ(kind_of(exchange, ""), "crashed");
  EXPECT_EQ(kind_of(exchange, "/details"), "differs");
  exchange.response->status = 301;
  EXPECT_EQ(kind_of(exchange, ""), "redirected");
  exchange.response->status = 200;
  EXPECT_EQ(kind_of(exchange, ""), "unreadable");
  exchange.response->body = "{}";
  parse_body(*exchange.response);
  EXPECT_EQ(kind_of(exchange, ""), "accepted");
  exchange.expectation = Expectation::success;
  EXPECT_EQ(kind_of(exchange, ""), "differs");
  exchange.response->status = 401;
  EXPECT_EQ(kind_of(exchange, ""), "refused");
  exchange.response.reset();
  EXPECT_EQ(kind_of(exchange, ""), "unanswered");
}

struct Row {
  const char* name;
  const char* text;
  const char* problem;
};

void PrintTo(const Row& row, std::ostream* out) { *out << row.name; }

class WrongBaselines : public ::testing::TestWithParam<Row> {};

TEST_P(WrongBaselines, AreRefusedWithTheirPlace) {
  try {
    parse_baseline(GetParam().text, "b.json");
    ADD_FAILURE() << "nothing was thrown";
  } catch (const schemas::FileError& error) {
    EXPECT_THAT(error.what(), HasSubstr(GetParam().problem));
  }
}

INSTANTIATE_TEST_SUITE_P(
    Baseline, WrongBaselines,
    ::testing::Values(
        Row{"no JSON", "{\n  \"schema_version\" 1}", "b.json:2: "},
        Row{"an empty file", "", "b.json:1: the whole file: expected "},
        Row{"an array", "[]", "b.json:1: the whole file: expected an object, found []"},
        Row{"another version", R"({"schema_version":2,"findings":[]})",
            "/schema_version: expected 1, found 2"},
        Row{"no findings", R"({"schema_version":1})", "expected a member findings, found none"},
        Row{"findings that are no array", R"({"schema_version":1,"findings":{}})",
            "/findings: expected an array, found {}"},
        Row{"a finding that is no object", "{\"schema_version\":1,\n\"findings\":\n[3]}",
            "b.json:3: /findings/0: expected an object, found 3"},
        Row{"a fingerprint in capitals",
            R"({"schema_version":1,"findings":[{"check":"c","pointer":"","fingerprint":"00000000000000A1"}]})",
            "/findings/0/fingerprint: expected 16 hexadecimal digits in lower case, found "
            "\"00000000000000A1\""},
        Row{"a pointer that is a number",
            R"({"schema_version":1,"findings":[{"check":"c","pointer":1,"fingerprint":"00000000000000a1"}]})",
            "/findings/0/pointer: expected a string, found 1"}));

}  // namespace
}  // namespace sp::contract::testing
