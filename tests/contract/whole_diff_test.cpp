// What a diff shows of both texts: all the context that was asked for, their ends, and, where it
// shows them whole, the texts whose hashes the result tells.
#include <ostream>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "asked.h"

namespace sp::contract::testing {
namespace {

constexpr auto pass = Outcome::passed;
constexpr auto fail = Outcome::failed;
constexpr auto skip = Outcome::skipped;

// In the unified form with three lines of context, unless the kind of probe asks for fewer.
Exchange unified(const std::string& hunks, const char* kind = "unified") {
  std::string content = "--- expected\n+++ actual\n" + hunks;
  for (auto at = content.find('\n'); at != std::string::npos; at = content.find('\n', at + 2)) {
    content.replace(at, 1, "\\n");
  }
  return exchange("getDiff", kind,
                  response(200, fmt::format(R"({{"format":"unified","content":"{}"}})", content)));
}

struct Row {
  const char* name;
  std::string hunks;
  Outcome outcome;
};

void PrintTo(const Row& row, std::ostream* out) { *out << row.name; }

class Context : public ::testing::TestWithParam<Row> {};

TEST_P(Context, IsWhole) {
  const Check check = verdict("getDiff.diff.context_is_whole", unified(GetParam().hunks));
  EXPECT_EQ(check.outcome, GetParam().outcome) << to_string(check.outcome);
}

INSTANTIATE_TEST_SUITE_P(
    Received, Context,
    ::testing::Values(Row{"at the beginning", "@@ -1,2 +1,2 @@\n a\n-b\n+B\n", pass},
                      Row{"in the middle", "@@ -7,4 +7,4 @@\n a\n b\n c\n-d\n+D\n", pass},
                      Row{"a line that is left out", "@@ -2,3 +2,3 @@\n b\n c\n-d\n+D\n", fail},
                      Row{"numbers that begin with 0", "@@ -0,2 +0,2 @@\n a\n-b\n+B\n", pass},
                      Row{"all lines are added", "@@ -0,0 +1,2 @@\n+a\n+b\n", pass},
                      Row{"lines at the end", "@@ -4,3 +4,4 @@\n d\n e\n f\n+g\n", pass},
                      Row{"a line between hunks is left out",
                          "@@ -1,3 +1,3 @@\n-a\n+A\n b\n c\n@@ -5,4 +5,4 @@\n e\n f\n g\n-h\n+H\n",
                          fail}));

struct Ends {
  const char* name;
  std::string one;
  std::string with_less;
  Outcome outcome;
};

void PrintTo(const Ends& row, std::ostream* out) { *out << row.name; }

class EndOfText : public ::testing::TestWithParam<Ends> {};

TEST_P(EndOfText, IsTheSameInEachAnswer) {
  const Ends& row = GetParam();
  const Check check = verdict("getDiff.diff.text_ends_there", unified(row.one),
                              unified(row.with_less, "unified_context_1"));
  EXPECT_EQ(check.outcome, row.outcome) << to_string(check.outcome);
}

const std::string with_one = "@@ -1,3 +1,3 @@\n a\n-b\n+B\n c\n";
const std::string bare = "\\\\ No newline at end of file\n";

INSTANTIATE_TEST_SUITE_P(
    Received, EndOfText,
    ::testing::Values(Ends{"more is shown with more context",
                           "@@ -1,5 +1,5 @@\n a\n-b\n+B\n c\n d\n e\n", with_one, skip},
                      Ends{"both show the end", "@@ -1,3 +1,3 @@\n a\n-b\n+B\n c\n", with_one,
                           pass},
                      Ends{"one ends too soon", "@@ -1,2 +1,2 @@\n a\n-b\n+B\n", with_one, fail},
                      Ends{"a mark where the text goes on",
                           "@@ -1,5 +1,5 @@\n a\n-b\n+B\n c\n d\n e\n", with_one + bare, fail}));

// SHA-256 of "a\nb\n", "a\nB\n" and "a\nc\n", as `sha256sum` tells them.
const std::string small_b = "911169ddaaf146aff539f58c26c489af3b892dff0fe283c1c264c65ae5aa59a2";
const std::string large_b = "6f0b6bdc14efbd345e27a8d0e7f1c2da29aa093bb68fca6a9bd38328e0d3fa12";
const std::string small_c = "b72cf6d7918130f75347ff0f8b6e9fde004ee6d7fc26af90a349707207f72750";

struct Hashes {
  const char* name;
  std::string expected;
  std::string actual;
  Outcome outcome;
};

void PrintTo(const Hashes& row, std::ostream* out) { *out << row.name; }

class HashesOfTexts : public ::testing::TestWithParam<Hashes> {};

TEST_P(HashesOfTexts, AreThoseOfTheResult) {
  const Hashes& row = GetParam();
  const Exchange result = exchange(
      "getRunSample", "ok",
      response(200, fmt::format(R"({{"run_id":9338,"sample_id":206,"regression_id":6,"outputs":[)"
                                R"({{"output_id":1006,"status":"diff_mismatch",)"
                                R"("expected_hash":"{}","actual_hash":"{}"}}]}})",
                                row.expected, row.actual)));
  const Check check =
      verdict("getDiff.diff.text_hash", result, unified("@@ -1,2 +1,2 @@\n a\n-b\n+B\n"));
  EXPECT_EQ(check.outcome, row.outcome) << to_string(check.outcome) << check.reason;
}

INSTANTIATE_TEST_SUITE_P(
    Received, HashesOfTexts,
    ::testing::Values(Hashes{"of both texts", small_b, large_b, pass},
                      Hashes{"the wrong way round", large_b, small_b, fail},
                      Hashes{"the actual text has the baseline's", large_b, small_c, fail},
                      Hashes{"of another output", small_b, small_c, fail},
                      // A text that somebody made up to stand for one whose hash is known.
                      Hashes{"of neither", small_c, std::string(64, 'a'), skip},
                      Hashes{"of a baseline that is made up", small_c, large_b, skip}));

}  // namespace
}  // namespace sp::contract::testing
