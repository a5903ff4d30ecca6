// What people, scripts and CI systems read of one report.
#include "reports.h"

#include <algorithm>
#include <regex>
#include <set>
#include <sstream>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sp/schemas/api.h>
#include <sp/schemas/json.h>
#include <sp/schemas/json_file.h>
#include <sp/schemas/schema.h>
#include <sp/schemas/utf8.h>

#include "markup_problem.h"
#include "report/baseline.h"
#include "report/bodies.h"
#include "report/console.h"
#include "report/following.h"
#include "report/github.h"
#include "report/har.h"
#include "report/html.h"
#include "report/json.h"
#include "report/junit.h"
#include "report/overview.h"
#include "verdict/answers.h"

namespace sp::contract::testing {
namespace {

using ::testing::AllOf;
using ::testing::AnyOf;
using ::testing::ContainsRegex;
using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;
using ::testing::StartsWith;

// Failed checks, each with one finding.
Report failing(std::size_t checks, const std::string& actual = "status 500") {
  Report report = sample_report();
  report.checks.clear();
  for (std::size_t i = 0; i < checks; ++i) {
    report.checks.push_back(check("getDiff.diff.rule_" + std::string(i, 'x'), Outcome::failed));
    report.checks.back().findings = {finding("00000000000000a1", "")};
    report.checks.back().findings.front().actual = actual;
  }
  return report;
}

TEST(Tally, SaysInAFewCharactersWhatMattersMost) {
  EXPECT_EQ((Tally{.passed = 7, .failed = 2, .known = 1, .skipped = 4}).text(), "2 of 10 FAIL");
  EXPECT_EQ((Tally{.passed = 12}).text(), "12 ok");
  EXPECT_EQ((Tally{.passed = 8, .known = 1}).text(), "8 ok, 1 known");
  EXPECT_EQ((Tally{.passed = 8, .inconclusive = 1}).text(), "1 inconclusive");
  EXPECT_EQ((Tally{.passed = 8, .skipped = 3}).text(), "8 ok, 3 skip");
  EXPECT_EQ((Tally{.skipped = 3}).text(), "3 skip");
  EXPECT_EQ(Tally{}.text(), "");
}

TEST(Verdict, FollowsFromTheOutcomes) {
  Report report = sample_report();
  EXPECT_EQ(verdict(report), "the contract is broken");
  report.checks.erase(report.checks.begin());
  EXPECT_EQ(verdict(report), "the contract is broken in known ways only");
  report.checks.erase(report.checks.begin() + 2);
  EXPECT_EQ(verdict(report), "the contract holds as far as it was judged");
  report.checks = {check("getDiff.diff.lines", Outcome::passed)};
  EXPECT_EQ(verdict(report), "the contract holds");
  report.unjudgeable = "it died";
  EXPECT_EQ(verdict(report), "the target could not be judged to the end");
  report.checks.front().outcome = Outcome::skipped;
  EXPECT_EQ(verdict(report), "the target could not be judged");
}

TEST(Console, TellsEveryOutcome) {
  const std::string text = console_text(sample_report());
  EXPECT_THAT(
      text,
      AllOf(HasSubstr("FAIL getRunSummary.response.status"), HasSubstr("at       /data/3/key"),
            HasSubstr("known: the baseline has all"),
            HasSubstr("inconclusive: getDiff.diff.counts"), HasSubstr("it changed in between"),
            HasSubstr("note: getDiff.diff.lines: only one hunk was seen"),
            HasSubstr("--flag helps")));
  EXPECT_THAT(text,
              HasSubstr("the contract is broken: 2 passed, 1 failed, 1 known, 1 inconclusive, "
                        "1 skipped; 2 requests in 212 ms\n"));
}

TEST(Reports, TellTheSeedWhereAnythingWasDrawn) {
  Report report = sample_report();
  for (const std::string& text : {console_text(report), html_text(report), junit_text(report)}) {
    EXPECT_THAT(text, Not(HasSubstr("seed")));
  }
  EXPECT_THAT(json_text(report), HasSubstr(R"("seed": null)"));
  report.seed = Seed{12, "03fa"};
  EXPECT_THAT(console_text(report), HasSubstr("--seed 12.03fa makes the same again"));
  EXPECT_THAT(console_text(report, {.quiet = true}), HasSubstr("--seed 12.03fa"));
  EXPECT_THAT(html_text(report), HasSubstr("<code>--seed 12.03fa</code>"));
  EXPECT_THAT(junit_text(report), HasSubstr(R"(<property name="seed" value="12.03fa"/>)"));
  EXPECT_THAT(json_text(report), HasSubstr(R"("seed": "12.03fa")"));
}

TEST(Reports, TellHowToReproduceFailures) {
  Report report = sample_report();
  const std::pair<const char*, const char*> rows[] = {
      {"run.har", "to reproduce offline: sp-mock import run.har --exact -o bug.json"},
      {"my run's.har",
       R"(to reproduce offline: sp-mock import 'my run'\''s.har' --exact -o bug.json)"},
      {"", "to reproduce offline: judge with --har run.har, then sp-mock import run.har --exact"},
      {"-", "to reproduce offline: judge with --har run.har, then sp-mock import run.har --exact"}};
  for (const auto& [har, way] : rows) {
    EXPECT_THAT(console_text(report, {.har = har}), HasSubstr(way));
    EXPECT_THAT(console_text(report, {.quiet = true, .har = har}), HasSubstr(way));
  }
  // A command stays on its line, to be copied; words are broken between them.
  EXPECT_THAT(console_text(report, {.columns = 40, .har = "run.har"}),
              HasSubstr("sp-mock import run.har --exact -o bug.json"));
  EXPECT_THAT(console_text(report, {.columns = 80}), HasSubstr("then sp-mock import run.har\n"));
  EXPECT_THAT(html_text(report, "run.har"), HasSubstr("sp-mock import run.har --exact"));
  EXPECT_THAT(html_text(report), HasSubstr("judge with --har run.har, then sp-mock import"));
  for (Check& check : report.checks) {
    if (check.outcome == Outcome::failed) check.outcome = Outcome::passed;
  }
  EXPECT_THAT(console_text(report), Not(HasSubstr("reproduce")));
  EXPECT_THAT(html_text(report), Not(HasSubstr("to reproduce offline")));
}

TEST(Console, IsQuietButForFailuresAndTheVerdict) {
  const std::string text = console_text(sample_report(), {.quiet = true});
  EXPECT_THAT(text, AllOf(HasSubstr("FAIL getRunSummary.response.status"),
                          HasSubstr("the contract is broken"), Not(HasSubstr("getDiff"))));
}

TEST(Console, TheVerdictBeginsWithTheRevisionThatFits) {
  Report report = sample_report();
  report.looks_like = schemas::Revision::upstream;
  EXPECT_THAT(console_text(report, {.quiet = true}),
              HasSubstr("\nthe answers look like the upstream revision: judge with --revision "
                        "upstream\nthe contract is broken"));
}

TEST(Console, TellsWhichRevisionEachEndpointFollows) {
  const std::string text = console_text(compared_report());
  EXPECT_THAT(text, HasSubstr("               follows    published         upstream\n"
                              "getRunSummary  published  1 of 2 FAIL       1 of 2 differ\n"
                              "getDiff        upstream   1 ok, 1 known     1 of 2 FAIL\n"));
  // By the revision that an endpoint follows in full, by the other a line for each check.
  EXPECT_THAT(text, AllOf(HasSubstr("FAIL getRunSummary.response.status by the published contract"),
                          HasSubstr("FAIL getDiff.diff.format by the upstream contract"),
                          HasSubstr("departs from upstream:\n  getRunSummary.response.schema: "
                                    "/status: expected status 200, found status 500 (1 of 2)\n"),
                          Not(HasSubstr("departs from published"))));
  EXPECT_THAT(
      text, HasSubstr("getRunSummary follows the published revision, getDiff follows the "
                      "upstream one: no one document describes them all\nthe contract is broken"));
}

TEST(Following, IsSaidInASentence) {
  Report report = compared_report();
  auto& endpoints = report.comparison->endpoints;
  endpoints[2].follows = schemas::Revision::published;
  EXPECT_EQ(following_text(report), "getRunSummary and getDiff follow the published revision");
  endpoints.erase(endpoints.begin() + 1);
  EXPECT_EQ(following_text(report), "every endpoint follows the published revision");
  endpoints[1].follows.reset();
  EXPECT_EQ(following_text(report),
            "getRunSummary follows the published revision; no answer of getDiff tells");
  endpoints[0].follows.reset();
  EXPECT_EQ(following_text(report), "no answer tells which revision is followed");
}

// By the revision that the endpoint is held to; else it only tells the revisions apart.
TEST(Baseline, HasWhatEndpointsAreHeldTo) {
  Report report = compared_report();
  const std::string text = baseline_text(report);
  EXPECT_THAT(text, AllOf(HasSubstr("getDiff.diff.format"),
                          Not(HasSubstr("getRunSummary.response.schema"))));
  EXPECT_THAT(apply(report, parse_baseline(text, "known.json")), IsEmpty());
  EXPECT_THAT(failures(report, schemas::Revision::upstream), IsEmpty());
  EXPECT_THAT(departures(report, schemas::Revision::upstream), SizeIs(1));
  EXPECT_EQ(exit_code(report), 0);
}

TEST(Console, PointsOutWhatIsGoneFromTheBaseline) {
  Report report = sample_report();
  report.gone = {{"getDiff.diff.x", "/a/*", "00000000000000c3", ""}};
  EXPECT_THAT(console_text(report),
              AllOf(HasSubstr("gone:"), HasSubstr("getDiff.diff.x at /a/* (00000000000000c3)")));
}

TEST(Reports, PointOutWhatIsGoneFromTheBaseline) {
  Report report = sample_report();
  report.gone = {{"getDiff.diff.x", "/a/*", "00000000000000c3", ""}};
  EXPECT_THAT(github_commands(report), HasSubstr("title=1 gone::"));
  EXPECT_THAT(github_commands(report), HasSubstr("getDiff.diff.x at /a/*"));
  EXPECT_THAT(github_summary(report), HasSubstr("1 gone from the baseline"));
  EXPECT_THAT(html_text(report), HasSubstr("<code>getDiff.diff.x</code> at <code>/a/*</code>"));
  EXPECT_THAT(junit_text(report),
              HasSubstr(R"(<property name="baseline.gone" value="getDiff.diff.x at /a/* )"));
  EXPECT_THAT(json_text(report), HasSubstr(R"("check": "getDiff.diff.x")"));
}

TEST(Reports, CountTheAnswersThatHaveTheSameFinding) {
  Report report = sample_report();
  Finding& found = report.checks[0].findings[0];
  found.exchange = 0;
  found.also = {{1, "GET", "/runs/5/summary"}};
  found.places = 3;
  const std::string words = "3 places of 2 answers, also of GET /runs/5/summary";
  for (const std::string& text : {console_text(report), html_text(report), junit_text(report),
                                  github_summary(report), github_commands(report)}) {
    EXPECT_THAT(text, HasSubstr(words));
  }
  EXPECT_THAT(html_text(report),
              HasSubstr(R"(also exchange <a class="to" href="#exchange-1">1</a>)"));
  EXPECT_THAT(json_text(report), HasSubstr(R"("answers": 2)"));
}

TEST(Reports, HaveNoBodiesWhereTheyAreLeftOut) {
  const std::string secret = "in-a-body";
  Report report = compared_report();
  for (RecordedExchange& exchange : report.exchanges) {
    exchange.body = "{\"a\": \"" + secret + "\"}";
    exchange.body_bytes = exchange.body.size();
  }
  for (std::vector<Check>* checks : {&report.checks, &report.comparison->checks}) {
    for (Check& check : *checks) {
      check.reason = "found \"" + secret + "\" once";
      for (Finding& finding : check.findings) {
        finding.expected = fmt::format(R"("{0}" or "a\"{0}")", secret);
        finding.actual = secret;
      }
    }
  }
  const Report bare = without_bodies(report);
  const HarContext context{
      .base_url = report.base_url, .revision = "published", .without_bodies = true};
  const std::string har = har_text(context, bare.exchanges);
  for (const std::string& text :
       {console_text(bare), html_text(bare), junit_text(bare), json_text(bare),
        github_summary(bare), github_commands(bare), har}) {
    EXPECT_THAT(text, Not(HasSubstr(secret)));
  }
  EXPECT_THAT(html_text(bare), HasSubstr("bytes of body are not shown"));
  EXPECT_THROW(read_har(har), schemas::FileError);
  EXPECT_THAT(har_text({.base_url = report.base_url, .revision = {}}, report.exchanges),
              HasSubstr(secret));
}

TEST(Findings, AreOneWhereAnswersDepartInTheSameWay) {
  const auto at = [](std::size_t exchange, const char* pointer, const char* actual) {
    Finding made = finding("00000000000000a1", pointer, exchange);
    made.actual = actual;
    return made;
  };
  std::vector<Finding> findings = {at(0, "/data/0/id", "1"), at(0, "/data/1/id", "1"),
                                   at(3, "/data/0/id", "1"), at(3, "/data/1/id", "2"),
                                   at(0, "/data/2/id", "1")};
  put_the_same_together(findings);
  ASSERT_THAT(findings, SizeIs(2));
  EXPECT_EQ(findings[0].pointer, "/data/0/id");
  EXPECT_EQ(findings[0].places, 4u);
  ASSERT_THAT(findings[0].also, SizeIs(1));
  EXPECT_EQ(findings[0].also[0].exchange, 3u);
  EXPECT_EQ(places_text(findings[0]), "4 places of 2 answers, of which this is the first");
  findings[0].also.push_back({4, "HEAD", "/a"});
  findings[0].also.push_back({5, "HEAD", "/a"});
  findings[0].also.push_back({6, "GET", "/b"});
  findings[0].also.push_back({7, "GET", "/" + std::string(200, 'c')});
  EXPECT_EQ(places_text(findings[0]), "4 places of 6 answers, also of HEAD /a, GET /b and 1 more");
  EXPECT_EQ(places_text(findings[1]), "");
}

TEST(Console, FindingsOfTheBaselineComeAfterThoseThatAreNew) {
  Report report = sample_report();
  auto& findings = report.checks[0].findings;
  findings.insert(findings.begin(), finding("00000000000000d4", "/old"));
  findings.front().known = true;
  EXPECT_THAT(console_text(report), AllOf(HasSubstr("/data/3/key"), Not(HasSubstr("/old")),
                                          HasSubstr("and 1 that the baseline has")));
}

TEST(Console, NothingAServerSentReachesTheTerminalOrTheCiSystem) {
  for (const bool color : {false, true}) {
    Report report = hostile_report();
    report.gone = {{hostile, hostile, "f", ""}};
    const std::string text = console_text(report, {.color = color});
    EXPECT_TRUE(schemas::is_utf8(text));
    EXPECT_THAT(text, AllOf(Not(HasSubstr("\r")), Not(HasSubstr("\x1b[31m")), Not(HasSubstr("##[")),
                            Not(HasSubstr("\n::")), Not(HasSubstr("\xe2\x80\xae")),
                            Not(HasSubstr("\xc2\x9b"))));
  }
}

TEST(Json, MatchesItsSchema) {
  const auto schema =
      schemas::Schema::compile(schemas::parse(schemas::schema_text("report.schema.json")).root(),
                               schemas::Schema::Dialect::draft7);
  Report upstream = sample_report();
  upstream.looks_like = schemas::Revision::upstream;
  for (const Report& report :
       {sample_report(), hostile_report(), compared_report(), upstream, Report{}}) {
    for (const auto& violation : schema.validate(schemas::parse(json_text(report)).root())) {
      ADD_FAILURE() << violation.instance << ": expected " << violation.expected << ", found "
                    << violation.found;
    }
  }
  EXPECT_THAT(json_text(upstream), HasSubstr(R"("looks_like": "upstream")"));
  EXPECT_THAT(json_text(upstream), HasSubstr(R"("comparison": null)"));
  EXPECT_THAT(json_text(upstream), HasSubstr(R"("known": true)"));
}

TEST(Junit, HasASuiteForEachOperationAndACaseForEachCheck) {
  const std::string text = junit_text(sample_report());
  EXPECT_EQ(xml_problem(text), "");
  EXPECT_THAT(
      text,
      AllOf(HasSubstr(R"(contract" tests="6" failures="1" errors="0" time="0.212">)"),
            HasSubstr(R"(<testsuite name="sp-contract.published.getRunSummary" tests="3" )"
                      R"(failures="1" errors="0" skipped="1" time="2.469" )"
                      R"(timestamp="2026-06-27T12:42:03">)"),
            HasSubstr(R"(<property name="target" value="http://h/api/v1"/>)"),
            HasSubstr(R"(<property name="revision" value="published"/>)"),
            HasSubstr(R"(<testcase classname="sp-contract.published.getRunSummary" )"
                      R"(name="response.json" time="0.823044"/>)"),
            HasSubstr("<failure message=\"/data/3/key: expected status 200, found status 500\""),
            HasSubstr("<skipped message=\"known: the baseline has all that was found\"/>"),
            HasSubstr("<skipped message=\"inconclusive: it changed in between\"/>"),
            HasSubstr("<skipped message=\"not judged: nothing was asked: --flag helps\"/>")));
}

// Readers put files together by the names of suites and classes: two targets are to stay two.
TEST(Junit, HasTheGivenNameAndTheRevisionInEachName) {
  Report report = sample_report();
  report.revision = schemas::Revision::upstream;
  report.unjudgeable = "it died";
  const std::string text = junit_text(report, "staging & \"co\"");
  EXPECT_EQ(xml_problem(text), "");
  const std::regex names("(suite|class)?name=\"(sp-contract[^\"]*)\"");
  std::set<std::string> found;
  for (std::sregex_iterator row(text.begin(), text.end(), names), end; row != end; ++row) {
    found.insert((*row)[2]);
  }
  const std::string front = "sp-contract.staging &amp; &quot;co&quot;.upstream.";
  EXPECT_THAT(found, ElementsAre(front + "getDiff", front + "getRunSummary", front + "target"));
}

// junit2html divides by the sum of the times.
TEST(Junit, NoTimeIsZero) {
  Report report = sample_report();
  report.exchanges.clear();
  report.duration = std::chrono::milliseconds(0);
  EXPECT_THAT(junit_text(report), Not(ContainsRegex("time=\"[0.]*\"")));
}

// The attributes that the schema of Jenkins' xUnit plugin has; GitLab's reader takes any.
TEST(Junit, HasOnlyWhatJenkinsTakes) {
  const std::string text = junit_text(sample_report());
  EXPECT_THAT(text, ContainsRegex("<testsuites name=\"[^\"]*\" tests=\"6\" failures=\"1\" "
                                  "errors=\"0\" time=\"[0-9]*[.][0-9][0-9][0-9]\">"));
}

TEST(Junit, ATargetThatCouldNotBeJudgedIsAnError) {
  Report report = sample_report();
  report.unjudgeable = "it died";
  const std::string text = junit_text(report);
  EXPECT_EQ(xml_problem(text), "");
  EXPECT_THAT(text, AllOf(HasSubstr(R"(tests="7" failures="1" errors="1")"),
                          HasSubstr("<error message=\"it died\"")));
}

TEST(Junit, IsXmlWhateverAServerSent) {
  EXPECT_EQ(xml_problem(junit_text(hostile_report())), "");
  EXPECT_THAT(junit_text(hostile_report()), HasSubstr("]]&gt;"));
}

TEST(Github, AnnotatesFailuresAndSumsUpTheRest) {
  EXPECT_THAT(
      lines_of(github_commands(sample_report())),
      ElementsAre(
          AllOf(StartsWith("::error title=getRunSummary.response.status::A thing is so.%0A"),
                HasSubstr("%0Aat /data/3/key%0Aexpected status 200%0Afound status 500")),
          StartsWith("::warning title=getDiff.diff.counts::"),
          StartsWith("::notice title=1 known::"), StartsWith("::notice title=1 not judged::")));
}

TEST(Github, ATargetThatCouldNotBeJudgedIsOneError) {
  Report report = wide_report(Outcome::skipped, Outcome::skipped, 4);
  report.unjudgeable = "it cannot be reached";
  EXPECT_THAT(lines_of(github_commands(report)),
              ElementsAre("::error title=the target could not be judged::it cannot be reached"));
}

TEST(Github, SaysWhatWasNotJudgedInALineForEachReason) {
  const Report report = wide_report(Outcome::passed, Outcome::skipped, 4);
  EXPECT_THAT(lines_of(github_commands(report)),
              ElementsAre("::notice title=130 not judged::The report names them:%0A130 of the "
                          "checks: a reason that is as long as reasons are, with --flag"));
}

TEST(Github, ShowsNoMoreThanGithubDoes) {
  EXPECT_THAT(lines_of(github_commands(failing(10))), SizeIs(10));
  const auto lines = lines_of(github_commands(failing(12)));
  ASSERT_THAT(lines, SizeIs(10));
  EXPECT_THAT(lines.back(), AllOf(StartsWith("::error title=and 3 more::"),
                                  HasSubstr("%0AgetDiff.diff.rule_xxxxxxxxxxx")));
}

TEST(Github, NothingAServerSentIsACommand) {
  const auto lines = lines_of(github_commands(hostile_report()));
  ASSERT_THAT(lines, SizeIs(4));
  EXPECT_THAT(lines, Each(::testing::ContainsRegex("^::(error|warning|notice) title=[^:,]+::")));
  EXPECT_THAT(lines, Each(Not(HasSubstr("\r"))));
  EXPECT_THAT(lines.front(), HasSubstr("%0A::error::x\\x0D%0A"));
  EXPECT_THAT(lines.front(), HasSubstr("%250A"));
}

TEST(GithubSummary, HasTheTableAndEachFailure) {
  const std::string text = github_summary(sample_report());
  EXPECT_THAT(text, AllOf(HasSubstr("the contract is broken"),
                          HasSubstr("| | getRunSummary | getDiff |\n|---|---|---|\n"
                                    "| **response** | ❌ 1 of 2 FAIL | ⚠️ 1 known |\n"),
                          HasSubstr("<details><summary><b>getRunSummary.response.status</b>"),
                          HasSubstr("```sh\ncurl ")));
}

TEST(GithubSummary, TellsWhichRevisionEachEndpointFollows) {
  const std::string text = github_summary(compared_report());
  EXPECT_THAT(
      text, HasSubstr("| | follows | published | upstream |\n|---|---|---|---|\n"
                      "| **getRunSummary** | published | ❌ 1 of 2 FAIL | ⚠️ 1 of 2 differ |\n"
                      "| **getDiff** | upstream | ⚠️ 1 ok, 1 known | ❌ 1 of 2 FAIL |\n"));
  EXPECT_THAT(text, AllOf(HasSubstr("<b>getDiff.diff.format</b>"),
                          HasSubstr("Differing by the upstream revision: 1<"),
                          HasSubstr("- `getRunSummary.response.schema`: ")));
}

TEST(GithubSummary, AFenceIsLongerThanAnythingInIt) {
  const std::string text = github_summary(failing(1, "a\n`````\n<img src=x>"));
  EXPECT_THAT(text, HasSubstr("\n``````text\n"));
  EXPECT_THAT(text, HasSubstr("\n``````\n"));
}

TEST(GithubSummary, TextInTheFlowMeansNothing) {
  Report report = sample_report();
  report.checks[4].reason = "|<b>&[x](http://y)*`\n# z";
  EXPECT_THAT(github_summary(report),
              HasSubstr(R"(\|&lt;b\>&amp;\[x\]\(http\:\/\/y\)\*\`\\x0A\# z)"));
}

TEST(GithubSummary, KeepsToOneMebibyte) {
  const std::string text = github_summary(failing(300, std::string(100'000, 'x')));
  EXPECT_LE(text.size(), std::size_t{1} << 20);
  EXPECT_GT(text.size(), std::size_t{1} << 19);
  EXPECT_THAT(text, HasSubstr("more failed checks are not shown"));
  EXPECT_THAT(text, HasSubstr("bytes more"));
}

// What other commands of the step wrote counts.
TEST(GithubSummary, KeepsToTheRoomThatIsLeft) {
  const Report report = failing(20, std::string(2'000, 'x'));
  const std::size_t whole = github_summary(report).size();
  for (std::size_t room = 0; room <= whole + 2'000; room += 97) {
    const std::string text = github_summary(report, room);
    EXPECT_LE(text.size(), room);
    if (room > 400) {
      EXPECT_THAT(text, HasSubstr("the contract is broken")) << room;
    }
    if (room < whole) {
      EXPECT_THAT(text, AnyOf(IsEmpty(), HasSubstr("not shown"))) << room;
    }
  }
  EXPECT_EQ(github_summary(report, 0), "");
  EXPECT_EQ(github_summary(report, whole + 2'000).size(), whole);
}

}  // namespace
}  // namespace sp::contract::testing
