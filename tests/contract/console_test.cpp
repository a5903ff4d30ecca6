// What people at a terminal see: in as many columns as it has, and while they wait.
#include "report/console.h"

#include <algorithm>
#include <sstream>
#include <utility>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sp/schemas/split.h>
#include <sp/schemas/wrapped.h>

#include "report/progress.h"
#include "reports.h"

namespace sp::contract::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

TEST(Console, SaysEachReasonInALineAndNamesTheChecksWhenAsked) {
  Report report = sample_report();
  report.checks.push_back(check("getDiff.http.head", Outcome::skipped, "nothing was asked"));
  report.checks.push_back(check("getDiff.http.other", Outcome::skipped, "nothing was asked"));
  const std::string brief = console_text(report);
  EXPECT_THAT(brief, HasSubstr("not judged: 2 of the checks: nothing was asked\n"));
  EXPECT_THAT(brief, Not(HasSubstr("getDiff.http.head")));
  EXPECT_THAT(console_text(report, {.verbose = true}),
              HasSubstr("nothing was asked\n  getDiff.http.head, getDiff.http.other\n"));
}

TEST(Console, FitsAnyWidthWithoutAWordBroken) {
  const auto collapsed = [](const std::string& text) {
    std::istringstream in(text);
    std::string result;
    for (std::string word; in >> word;) result += word + " ";
    return result;
  };
  for (const auto& [one, other] :
       {std::pair(Outcome::failed, Outcome::passed), std::pair(Outcome::passed, Outcome::skipped),
        std::pair(Outcome::known, Outcome::passed),
        std::pair(Outcome::inconclusive, Outcome::passed)}) {
    Report report = wide_report(one, other, 24);
    report.checks[0].findings = {finding("00000000000000a1", "/data/3/key", 1)};
    for (const std::size_t columns : {40U, 60U, 80U, 100U, 120U, 200U}) {
      for (const std::string& line :
           lines_of(console_text(report, {.color = true, .columns = columns}))) {
        const bool one_word = line.find(' ', line.find_first_not_of(' ')) == std::string::npos;
        const bool command = line.find("curl ") != std::string::npos;
        EXPECT_TRUE(schemas::columns_of(line) <= columns || one_word || command)
            << columns << ": " << line;
      }
      EXPECT_EQ(collapsed(console_text(report, {.quiet = true, .columns = columns})),
                collapsed(console_text(report, {.quiet = true})));
    }
  }
}

TEST(Console, TheTableTakesTheFormThatFits) {
  const Report report = wide_report(Outcome::passed, Outcome::skipped, 24);
  const auto heads = [&](std::optional<std::size_t> columns) {
    return lines_of(console_text(report, {.columns = columns}));
  };
  EXPECT_THAT(heads(120)[2], StartsWith("               getRunSummary   getErrorSummary"));
  EXPECT_THAT(heads(120)[3], StartsWith("response       12 ok, 12 skip"));
  EXPECT_THAT(heads(80)[2], StartsWith("               getRun    getError"));
  EXPECT_THAT(heads(80)[3], StartsWith("               Summary   Summary"));
  EXPECT_THAT(heads(80)[4], StartsWith("response       12/24 ok"));
  EXPECT_EQ(heads(std::nullopt)[4], heads(80)[4]);
}

// Time that passes when a test says so.
struct Progress {
  std::chrono::steady_clock::time_point now{};
  std::ostringstream out;
  ProgressLine line;
  explicit Progress(std::optional<std::size_t> columns)
      : line(out, columns, [this] { return now; }) {}
};

TEST(Progress, IsRedrawnAtMostTwentyTimesASecond) {
  Progress progress(80);
  for (int i = 0; i <= 1000; ++i) {
    progress.line.show(static_cast<std::size_t>(i), 1000, "getDiff");
    progress.now += std::chrono::milliseconds(1);
  }
  const std::string text = progress.out.str();
  EXPECT_LE(std::count(text.begin(), text.end(), '\r'), 22);
  EXPECT_THAT(text, HasSubstr("\r[========================] 1000/1000 getDiff\x1b[K"));
  progress.line.clear();
  EXPECT_TRUE(progress.out.str().ends_with("\r\x1b[K"));
}

TEST(Progress, NeverFillsTheLineOfATerminal) {
  for (const std::size_t columns : {20u, 40u, 80u}) {
    Progress progress(columns);
    progress.line.show(1, 1000, "which revision it speaks, by the first answer");
    progress.line.waiting("the next window of the rate limit", std::chrono::seconds(30),
                          std::chrono::seconds(90));
    const std::string text = progress.out.str();
    for (const auto line : schemas::split(text, '\r')) {
      EXPECT_LT(line.substr(0, line.find('\x1b')).size(), columns);
    }
  }
}

TEST(Progress, IsALineForEachQuarterElsewhere) {
  Progress progress(std::nullopt);
  for (std::size_t i = 0; i <= 100; ++i) progress.line.show(i, 100, "getDiff\x1b");
  EXPECT_THAT(lines_of(progress.out.str()),
              ElementsAre("0 of at most 100 requests: getDiff\\x1B", StartsWith("25 of"),
                          StartsWith("50 of"), StartsWith("75 of"), StartsWith("100 of")));
  EXPECT_THAT(progress.out.str(), Not(HasSubstr("\r")));
}

TEST(Progress, AWaitIsToldOnceElsewhere) {
  Progress progress(std::nullopt);
  const std::string what = "the next window of the rate limit";
  const auto seconds = [](int count) { return std::chrono::seconds(count); };
  for (int left = 30; left > 0; --left) progress.line.waiting(what, seconds(left), seconds(left));
  progress.line.show(1, 100, "getDiff");
  for (int left = 20; left > 0; --left)
    progress.line.waiting(what, seconds(left), seconds(left + 60));
  EXPECT_THAT(
      lines_of(progress.out.str()),
      ElementsAre("waiting 30 s for the next window of the rate limit",
                  "1 of at most 100 requests: getDiff",
                  "waiting 20 s for the next window of the rate limit (about 80 s in all)"));
}

}  // namespace
}  // namespace sp::contract::testing
