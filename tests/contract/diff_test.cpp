#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "transcripts.h"

namespace sp::contract::testing {
namespace {

using Json = nlohmann::json;

constexpr auto pass = Outcome::passed;
constexpr auto fail = Outcome::failed;
constexpr auto skip = Outcome::skipped;

Json line(const std::string& kind, const std::string& text, Json expected, Json actual) {
  return {{"kind", kind}, {"text", text}, {"expected_line", expected}, {"actual_line", actual}};
}

using Rows = std::vector<Json>;

Json hunk(int expected, int actual, const Rows& lines) {
  return {{"expected_start", expected}, {"actual_start", actual}, {"lines", lines}};
}

// The fourth of six lines differs.
Rows lines() {
  return {line("context", "b", 2, 2), line("context", "c", 3, 3), line("removed", "d", 4, nullptr),
          line("added", "D", nullptr, 4), line("context", "e", 5, 5)};
}

Json different(const Rows& hunks = {hunk(2, 2, lines())}) {
  int added = 0;
  int removed = 0;
  for (const Json& each : hunks) {
    for (const Json& row : each["lines"]) {
      added += row["kind"] == "added";
      removed += row["kind"] == "removed";
    }
  }
  return {{"status", "different"},
          {"summary",
           {{"added_lines", added}, {"removed_lines", removed}, {"changed_hunks", hunks.size()}}},
          {"hunks", hunks}};
}

Json same(const std::string& status) {
  return {{"status", status},
          {"summary", {{"added_lines", 0}, {"removed_lines", 0}, {"changed_hunks", 0}}},
          {"hunks", Json::array()}};
}

// `body` with another value at a pointer.
Json changed(Json body, const char* pointer, Json value) {
  body[Json::json_pointer(pointer)] = std::move(value);
  return body;
}

Exchange diff(const char* kind, const Json& body) {
  return exchange("getDiff", kind, response(200, body.dump()));
}

Exchange unified(const std::string& content) {
  return diff("unified", {{"format", "unified"}, {"content", content}});
}

const std::string headers = "--- expected\n+++ actual\n";
const std::string content = headers + "@@ -2,4 +2,4 @@\n b\n c\n-d\n+D\n e\n";

// One answer by itself.
struct Row {
  const char* name;
  const char* rule;
  Exchange answer;
  Outcome outcome;
  const char* pointer = "";
};

void PrintTo(const Row& row, std::ostream* out) { *out << row.name; }

class Diff : public ::testing::TestWithParam<Row> {};

TEST_P(Diff, IsJudged) {
  const Row& row = GetParam();
  const Check check = verdict(std::string("getDiff.diff.") + row.rule, row.answer);
  EXPECT_EQ(check.outcome, row.outcome) << to_string(check.outcome);
  if (row.outcome == fail) {
    EXPECT_EQ(check.findings.at(0).pointer, row.pointer);
  }
}

Json with(const char* pointer, Json value) {
  return changed(different(), pointer, std::move(value));
}

INSTANTIATE_TEST_SUITE_P(
    Lines, Diff,
    ::testing::Values(Row{"the form asked for", "format", diff("ok", different()), pass},
                      Row{"the other form", "format", diff("unified", different()), fail, ""},
                      Row{"the other form's name", "format", diff("ok", with("/format", "unified")),
                          fail, "/format"},
                      Row{"numbers by kind", "line_kinds", diff("ok", different()), pass},
                      Row{"a removed line in the actual text", "line_kinds",
                          diff("ok", with("/hunks/0/lines/2/actual_line", 4)), fail,
                          "/hunks/0/lines/2/actual_line"},
                      Row{"an added line in the expected text", "line_kinds",
                          diff("ok", with("/hunks/0/lines/3/expected_line", 4)), fail,
                          "/hunks/0/lines/3/expected_line"},
                      Row{"context in one text only", "line_kinds",
                          diff("ok", with("/hunks/0/lines/0/expected_line", nullptr)), fail,
                          "/hunks/0/lines/0/expected_line"},
                      Row{"nothing to number", "line_kinds", diff("ok", same("identical")), skip},
                      Row{"numbers that run on", "line_numbers", diff("ok", different()), pass},
                      Row{"a gap", "line_numbers",
                          diff("ok", with("/hunks/0/lines/4/actual_line", 6)), fail,
                          "/hunks/0/lines/4/actual_line"},
                      Row{"a start that is not the first", "line_numbers",
                          diff("ok", with("/hunks/0/expected_start", 1)), fail,
                          "/hunks/0/lines/0/expected_line"},
                      Row{"the largest number of 64 bits", "line_numbers",
                          diff("ok", with("/hunks/0/lines/0/actual_line", INT64_MAX)), fail,
                          "/hunks/0/lines/0/actual_line"},
                      Row{"a start beyond 64 bits", "line_numbers",
                          diff("ok", with("/hunks/0/actual_start", 18446744073709551615U)), fail,
                          "/hunks/0/lines/0/actual_line"}));

Json removal(int expected, int actual, const std::string& text) {
  return hunk(expected, actual, {line("removed", text, expected, nullptr)});
}
Json hunks(Json first, Json second) { return different({std::move(first), std::move(second)}); }

INSTANTIATE_TEST_SUITE_P(
    Hunks, Diff,
    ::testing::Values(
        Row{"hunks in order", "hunks_ordered",
            diff("ok", hunks(removal(2, 1, "b"), removal(9, 7, "i"))), pass},
        Row{"hunks out of order", "hunks_ordered",
            diff("ok", hunks(removal(9, 8, "i"), removal(2, 1, "b"))), fail, "/hunks/1"},
        Row{"hunks that overlap", "hunks_ordered",
            diff("ok", hunks(removal(2, 1, "b"), removal(2, 1, "b"))), fail, "/hunks/1"},
        Row{"a start at the line before", "sides_agree",
            diff("ok", hunks(removal(2, 1, "b"), removal(9, 7, "i"))), pass},
        Row{"a start at the line behind", "sides_agree",
            diff("ok", hunks(removal(2, 2, "b"), removal(9, 8, "i"))), pass},
        Row{"a text without a line", "sides_agree", diff("ok", different({removal(1, 0, "a")})),
            pass},
        Row{"more left out of one text", "sides_agree",
            diff("ok", hunks(removal(2, 1, "b"), removal(9, 6, "i"))), fail, "/hunks/1"},
        Row{"starts as far apart as 64 bits allow", "sides_agree",
            diff("ok", changed(with("/hunks/0/expected_start", INT64_MIN), "/hunks/0/actual_start",
                               INT64_MAX)),
            fail, "/hunks/0"},
        Row{"a start of 64 bits and no line behind it", "sides_agree",
            diff("ok", hunks(removal(2, 1, "b"),
                             changed(removal(9, 7, "i"), "/actual_start", INT64_MAX))),
            fail, "/hunks/1"},
        Row{"the same in the unified form", "sides_agree",
            unified(headers + "@@ -2 +1,0 @@\n-b\n@@ -9 +6,0 @@\n-i\n"), fail, "/content"},
        Row{"two lines of context", "context", diff("ok", different()), pass},
        Row{"two where one was asked for", "context", diff("context_1", different()), fail,
            "/hunks/0/lines"},
        Row{"four by default", "context",
            unified(headers + "@@ -1,5 +1,5 @@\n-a\n+A\n b\n c\n d\n e\n"), fail, "/content"}));

INSTANTIATE_TEST_SUITE_P(
    Status, Diff,
    ::testing::Values(
        Row{"a summary that counts", "summary_counts", diff("ok", different()), pass},
        Row{"a line too many", "summary_counts", diff("ok", with("/summary/added_lines", 2)), fail,
            "/summary/added_lines"},
        Row{"a hunk too few", "summary_counts", diff("ok", with("/summary/changed_hunks", 0)), fail,
            "/summary/changed_hunks"},
        Row{"no summary", "summary_counts", diff("ok", {{"status", "identical"}}), skip},
        Row{"nothing when identical", "nothing_when_same", diff("ok", same("identical")), pass},
        Row{"hunks when identical", "nothing_when_same", diff("ok", with("/status", "identical")),
            fail, "/hunks"},
        Row{"counts without a baseline", "nothing_when_same",
            diff("ok", changed(same("missing_expected"), "/summary/added_lines", 3)), fail,
            "/summary/added_lines"},
        Row{"nothing when different", "different_has_hunks", diff("ok", same("different")), fail,
            "/hunks"},
        Row{"hunks that are not sent", "different_has_hunks", diff("ok", {{"status", "different"}}),
            skip},
        Row{"a hunk of context", "different_has_hunks",
            diff("ok", different({hunk(1, 1, {line("context", "a", 1, 1)})})), fail,
            "/hunks/0/lines"},
        Row{"blocks that differ", "blocks_differ", diff("ok", different()), pass},
        Row{"a block that does not", "blocks_differ",
            diff("ok", with("/hunks/0/lines/3/text", "d")), fail, "/hunks/0/lines/2"},
        Row{"a difference that U+FFFD hides", "blocks_differ",
            diff("ok", changed(with("/hunks/0/lines/3/text", "\xEF\xBF\xBD"),
                               "/hunks/0/lines/2/text", "\xEF\xBF\xBD")),
            pass},
        Row{"a difference behind the thousandth character", "blocks_differ",
            diff("ok", changed(with("/hunks/0/lines/3/text", std::string(1000, 'x')),
                               "/hunks/0/lines/2/text", std::string(1000, 'x'))),
            pass}));

INSTANTIATE_TEST_SUITE_P(
    Unified, Diff,
    ::testing::Values(
        Row{"a unified diff", "unified_form", unified(content), pass},
        Row{"one without a last newline", "unified_form",
            unified(content.substr(0, content.size() - 1)), fail, "/content"},
        Row{"one with a blank line behind it", "unified_form", unified(content + "\n"), pass},
        Row{"one with words behind it", "unified_form", unified(content + "\nCut.\n"), fail,
            "/content"},
        Row{"none", "unified_form", unified(""), pass},
        Row{"the mark of a missing newline", "unified_form",
            unified(headers + "@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+a\n"), pass},
        Row{"lines like those of a diff", "unified_form",
            unified(headers + "@@ -1,2 +1,2 @@\n--- x\n-@@ -1 +1 @@\n+++ y\n+\\ No newline\n"),
            pass},
        Row{"no header", "unified_form", unified("@@ -1 +1 @@\n-a\n+b\n"), fail, "/content"},
        Row{"a wrong range", "unified_form", unified(headers + "@@ -1,2 +1 @@\n-a\n+b\n"), fail,
            "/content"},
        Row{"a hunk cut short", "unified_form", unified(headers + "@@ -1,3 +1,3 @@\n-a\n+b\n c\n"),
            fail, "/content"},
        Row{"HTML", "unified_form", unified("<pre>\n" + content + "</pre>\n"), fail, "/content"},
        Row{"a hunk without a change", "unified_form", unified(headers + "@@ -1 +1 @@\n a\n"), fail,
            "/content"}));

// Two answers about one output.
template <class... Exchanges>
Outcome outcome(const std::string& rule, Exchanges... exchanges) {
  return verdict("getDiff.diff." + rule, std::move(exchanges)...).outcome;
}

Json one_context() {
  return different({hunk(3, 3, {lines()[1], lines()[2], lines()[3], lines()[4]})});
}

TEST(DiffWithMoreContext, HasTheSameChanges) {
  const char* rule = "context_does_not_change_it";
  EXPECT_EQ(outcome(rule, diff("ok", different()), diff("context_1", one_context())), pass);
  EXPECT_EQ(outcome(rule, diff("ok", with("/hunks/0/lines/3/text", "X")),
                    diff("context_1", one_context())),
            fail);
  EXPECT_EQ(outcome(rule, diff("ok", with("/hunks/0/lines/1/text", "X")),
                    diff("context_1", one_context())),
            fail);
  EXPECT_EQ(outcome(rule, diff("ok", same("identical")), diff("context_1", one_context())), fail);
  EXPECT_EQ(outcome(rule, diff("ok", different())), skip);
}

TEST(DiffWithMoreContext, ShowsMore) {
  const char* rule = "context_is_used";
  EXPECT_EQ(outcome(rule, diff("context_50", different()), diff("context_1", one_context())), pass);
  EXPECT_EQ(outcome(rule, diff("context_50", one_context()), diff("context_1", one_context())),
            fail);
  // At the beginning of the text, there is no more.
  const Json first = different({hunk(1, 1, {line("removed", "a", 1, nullptr)})});
  EXPECT_EQ(outcome(rule, diff("context_50", first), diff("context_1", first)), skip);
}

TEST(DiffWithMoreContext, IsFoundWhenTheOtherIs) {
  const char* rule = "found_in_every_form";
  const auto not_found = [] {
    return exchange("getDiff", "unified", response(404, R"({"code":"not_found"})"));
  };
  EXPECT_EQ(outcome(rule, diff("ok", different()), unified(content)), pass);
  EXPECT_EQ(outcome(rule, diff("ok", different()), not_found()), fail);
  EXPECT_EQ(outcome(rule, not_found()), skip);
}

TEST(UnifiedDiff, HasTheLinesOfTheStructuredOne) {
  const char* rule = "unified_tells_the_same";
  EXPECT_EQ(outcome(rule, diff("ok", different()), unified(content)), pass);
  EXPECT_EQ(outcome(rule, diff("ok", different()),
                    unified(headers + "@@ -2,4 +2,4 @@\n b\n c\n-d\n+X\n e\n")),
            fail);
  EXPECT_EQ(outcome(rule, diff("ok", different()),
                    unified(headers + "@@ -3,4 +3,4 @@\n b\n c\n-d\n+D\n e\n")),
            fail);
  EXPECT_EQ(outcome(rule, diff("ok", different()), unified("")), fail);
  EXPECT_EQ(outcome(rule, diff("ok", same("identical")), unified("")), pass);
}

TEST(UnifiedDiff, MayShowMoreOfALongLine) {
  const std::string text(1000, 'x');
  const Json cut = changed(with("/hunks/0/lines/3/text", text), "/hunks/0/lines/2/text", text);
  const std::string whole =
      headers + "@@ -2,4 +2,4 @@\n b\n c\n-" + text + "1\n+" + text + "2\n e\n";
  EXPECT_EQ(outcome("unified_tells_the_same", diff("ok", cut), unified(whole)), pass);
}

TEST(UnifiedDiff, KeepsCarriageReturnsAndLinesLikeItsOwn) {
  const Json tricky = different(
      {hunk(1, 1,
            {line("removed", "-- x", 1, nullptr), line("removed", "@@ -1 +1 @@", 2, nullptr),
             line("added", "++ y\r", nullptr, 1)})});
  const std::string form = headers + "@@ -1,2 +1 @@\n--- x\n-@@ -1 +1 @@\n+++ y\r\n";
  EXPECT_EQ(outcome("unified_tells_the_same", diff("ok", tricky), unified(form)), pass);
}

// A departure that leaves every line to be read hides no other one.
TEST(UnifiedDiff, IsComparedThoughItsLastNewlineIsMissing) {
  const char* rule = "unified_tells_the_same";
  const std::string other = headers + "@@ -2,4 +2,4 @@\n b\n c\n-d\n+X\n e";
  EXPECT_EQ(outcome(rule, diff("ok", different()), unified(content.substr(0, content.size() - 1))),
            pass);
  EXPECT_EQ(outcome(rule, diff("ok", different()), unified(other)), fail);
  EXPECT_EQ(outcome(rule, diff("ok", different()), unified(content + "\nCut.")), skip);
}

TEST(UnifiedDiff, TellsWhetherABlockDiffersInItsLastNewline) {
  const Json last =
      different({hunk(1, 1, {line("removed", "a", 1, nullptr), line("added", "a", nullptr, 1)})});
  const char* rule = "blocks_differ";
  EXPECT_EQ(outcome(rule, diff("ok", last)), pass);
  EXPECT_EQ(outcome(rule, diff("ok", last),
                    unified(headers + "@@ -1 +1 @@\n-a\n+a\n\\ No newline at end of file\n")),
            pass);
  EXPECT_EQ(outcome(rule, diff("ok", last), unified(headers + "@@ -1 +1 @@\n-a\n+a\n")), fail);
}

// Sixty lines added, of which so many are shown.
Json additions(int shown) {
  Rows rows;
  for (int i = 1; i <= shown; ++i) rows.push_back(line("added", std::to_string(i), nullptr, i));
  return different({hunk(0, 1, rows)});
}

TEST(DiffOfManyLines, IsNotCut) {
  const char* rule = "no_truncation";
  std::string form = headers + "@@ -0,0 +1,60 @@\n";
  for (int i = 1; i <= 60; ++i) form += fmt::format("+{}\n", i);
  EXPECT_EQ(outcome(rule, diff("ok", additions(60)), unified(form)), pass);
  EXPECT_EQ(outcome(rule, diff("ok", additions(50)), unified(form)), fail);
  EXPECT_EQ(outcome(rule, diff("ok", additions(60)), diff("context_1", additions(50))), fail);
  EXPECT_EQ(outcome(rule, diff("ok", additions(50))), skip);
}

TEST(DiffOfManyLines, MayEndAfterItsFiveHundredthHunk) {
  Rows all;
  std::string form = headers;
  for (int i = 1; i <= 501; ++i) {
    const int at = 2 * i;
    if (i <= 500) all.push_back(removal(at, at - i, "x"));
    form += fmt::format("@@ -{} +{},0 @@\n-x\n", at, at - i);
  }
  EXPECT_EQ(outcome("no_truncation", diff("ok", different(all)), unified(form)), pass);
  EXPECT_EQ(outcome("unified_tells_the_same", diff("ok", different(all)), unified(form)), pass);
}

TEST(DiffAsPlainText, HasNoHtmlThatTheTextHasNot) {
  const char* rule = "no_html";
  const std::string tagged = "<span class=\"diff\">d</span>";
  EXPECT_EQ(outcome(rule, diff("ok", different()), unified(content)), pass);
  EXPECT_EQ(outcome(rule, diff("ok", with("/hunks/0/lines/2/text", tagged)), unified(content)),
            fail);
  EXPECT_EQ(outcome(rule, diff("ok", with("/hunks/0/lines/2/text", tagged))), fail);
  // Captions may be marked up themselves.
  const std::string italic = "<i>d</i>";
  EXPECT_EQ(outcome(rule, diff("ok", with("/hunks/0/lines/2/text", italic))), pass);
  EXPECT_EQ(outcome(rule, diff("ok", with("/hunks/0/lines/2/text", italic)),
                    unified(headers + "@@ -2,4 +2,4 @@\n b\n c\n-<i>d</i>\n+D\n e\n")),
            pass);
}

TEST(DiffAgainstItsResult, HasTheSameStatus) {
  const auto with_output = [](const char* status, const Json& body) {
    return outcome("status_agrees", diff("ok", body),
                   exchange("getRunSample", "ok",
                            response(200, fmt::format(R"({{"run_id":9338,"regression_id":6,)"
                                                      R"("outputs":[{{"output_id":1006,)"
                                                      R"("status":"{}"}}]}})",
                                                      status))));
  };
  EXPECT_EQ(with_output("diff_mismatch", different()), pass);
  EXPECT_EQ(with_output("match", same("identical")), pass);
  EXPECT_EQ(with_output("missing_output", same("missing_actual")), pass);
  EXPECT_EQ(with_output("missing_expected", same("missing_expected")), pass);
  EXPECT_EQ(with_output("match", different()), fail);
  EXPECT_EQ(with_output("diff_mismatch", same("identical")), fail);
}

}  // namespace
}  // namespace sp::contract::testing
