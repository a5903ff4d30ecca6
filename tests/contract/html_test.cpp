#include "report/html.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "markup_problem.h"
#include "report/html_parts.h"
#include "reports.h"

namespace sp::contract::testing {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

TEST(Html, ShowsEveryCheckFindingAndExchange) {
  const std::string text = html_text(sample_report());
  EXPECT_EQ(html_problem(text), "");
  EXPECT_THAT(text, AllOf(HasSubstr("The contract is broken"),
                          HasSubstr("id=\"check-getRunSummary.response.status\""),
                          HasSubstr("<a class=\"to\" href=\"#exchange-1\">"),
                          HasSubstr("id=\"exchange-1\""), HasSubstr("in the baseline"),
                          HasSubstr("it changed in between"), HasSubstr("--flag helps"),
                          HasSubstr("\n  &quot;run_id&quot;: 9338\n")));
  EXPECT_LT(text.find("id=\"check-getRunSummary.response.status\""),
            text.find("id=\"check-getRunSummary.response.json\""));
}

TEST(Html, TellsWhichRevisionEachEndpointFollows) {
  const std::string text = html_text(compared_report());
  EXPECT_EQ(html_problem(text), "");
  EXPECT_THAT(text, AllOf(HasSubstr("Which revision it follows"), HasSubstr("1 of 2 differ"),
                          HasSubstr("Differing by the upstream revision: 1<"),
                          HasSubstr("1 failed by the upstream revision"),
                          HasSubstr("id=\"other-check-getDiff.diff.format\""),
                          HasSubstr("<code>getRunSummary.response.schema</code> /status: ")));
  EXPECT_THAT(html_text(sample_report()), Not(HasSubstr("Which revision it follows")));
}

TEST(Html, AnEmptyReportIsAPage) {
  EXPECT_EQ(html_problem(html_text(Report{})), "");
  Report dead = sample_report();
  dead.unjudgeable = "it died";
  dead.remarks = {"never seen: <b>"};
  EXPECT_THAT(html_text(dead), AllOf(HasSubstr("<p class=\"callout failed\">it died</p>"),
                                     HasSubstr("<p class=\"target\">never seen: &lt;b&gt;</p>")));
}

TEST(Html, AsksForNothingOutsideItself) {
  const std::string text = html_text(sample_report());
  EXPECT_THAT(
      text, AllOf(Not(HasSubstr(" src=")), Not(HasSubstr("url(")), Not(HasSubstr("@import")),
                  Not(HasSubstr("<link")), Not(HasSubstr(" style=")), Not(HasSubstr("href=\"http")),
                  Not(HasSubstr(" onclick"))));
  EXPECT_THAT(text, HasSubstr("default-src 'none'; style-src 'sha256-"));
}

TEST(Html, EscapesAllThatAServerSent) {
  const std::string text = html_text(hostile_report());
  EXPECT_EQ(html_problem(text), "");
  EXPECT_THAT(text,
              AllOf(Not(HasSubstr("<script>alert")), HasSubstr("&lt;script&gt;alert"),
                    Not(HasSubstr("\x1b")), Not(HasSubstr("\xe2\x80\xae")), HasSubstr("\\u202E")));
}

TEST(Html, ShowsNoCredentials) {
  EXPECT_THAT(html_text(hostile_report()), Not(HasSubstr("secret-")));
}

TEST(Html, LongTextsAndManyFindingsAreCutAndSaySo) {
  Report report = sample_report();
  report.checks[0].findings.assign(25, finding("00000000000000a1", ""));
  report.checks[0].findings[0].actual = std::string(100'000, 'x');
  report.exchanges[0].body = "[" + std::string(50'000, '1') + "]";
  const std::string text = html_text(report);
  EXPECT_EQ(html_problem(text), "");
  EXPECT_LT(text.size(), 150'000u);
  EXPECT_THAT(text, AllOf(HasSubstr("and 5 more; the JSON report has them all"),
                          HasSubstr("91808 bytes more"), HasSubstr("The body has 50002 bytes")));
}

TEST(Html, AnExchangeThatIsNotThereIsNotLinked) {
  Report report = sample_report();
  report.exchanges.clear();
  EXPECT_THAT(html_text(report),
              AllOf(Not(HasSubstr("href=\"#exchange-")), Not(HasSubstr("id=\"exchanges\""))));
}

TEST(Indented, KeepsWhatAServerWrote) {
  EXPECT_EQ(html::indented(R"({"a":1.0,"a":[],"b":[1e3,{"c":null}]})"),
            "{\n  \"a\": 1.0,\n  \"a\": [],\n  \"b\": [\n    1e3,\n    {\n      \"c\": null\n    "
            "}\n  ]\n}");
  EXPECT_EQ(html::indented("<html>"), "<html>");
}

}  // namespace
}  // namespace sp::contract::testing
