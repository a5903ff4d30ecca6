// The unified form of a diff: "can be applied with `patch`; it is empty when nothing differs"
// (contract section 5).
#include <charconv>
#include <cstdlib>
#include <stdexcept>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sp/schemas/utf8.h>

#include "diff/hunks.h"
#include "mock/random_texts.h"
#include "temp_folder.h"

namespace sp::mock {
namespace {

using testing::StartsWith;
using Lines = std::vector<std::string>;

std::string unified_of(const Pair& texts, std::uint32_t context) {
  return unified(hunks_between(texts.expected, texts.actual, context, HunkLimits::none()),
                 texts.expected, texts.actual)
      .text;
}

// Applies a unified diff with no more leniency than the format has: lines stand where the
// ranges say and read as they say. Throws std::runtime_error for a diff that does not fit.
class Patch {
 public:
  static std::string applied(std::string_view diff, std::string_view text) {
    if (diff.empty()) return std::string(text);
    Patch patch(lines_with_ends(diff), lines_with_ends(text));
    return patch.apply();
  }

 private:
  Patch(Lines diff, Lines text) : diff_(std::move(diff)), text_(std::move(text)) {}

  std::string apply() {
    expect(next() == "--- expected\n" && next() == "+++ actual\n", "a header");
    while (at_ < diff_.size()) apply_hunk();
    copy_to(text_.size());
    return out_;
  }

  void apply_hunk() {
    const std::string header = next();
    std::string_view line = header;
    take(line, "@@ -");
    auto [old_start, old_count] = taken_range(line);
    take(line, " +");
    auto [new_start, new_count] = taken_range(line);
    take(line, " @@\n");
    expect(line.empty(), "nothing more");
    copy_to(old_start - (old_count > 0 ? 1 : 0));
    expect(written_ == new_start - (new_count > 0 ? 1 : 0), "the other range to fit");
    while (old_count > 0 || new_count > 0) {
      const char sign = diff_.at(at_).at(0);
      const std::string content = next_content();
      if (sign != '+') {
        expect(old_count-- > 0 && taken_ < text_.size() && text_[taken_++] == content,
               "a line of the text");
      }
      if (sign != '-') {
        expect(new_count-- > 0, "no more lines");
        write(content);
      }
    }
  }

  void take(std::string_view& line, std::string_view word) const {
    expect(line.starts_with(word), "a hunk's header");
    line.remove_prefix(word.size());
  }

  std::size_t taken_number(std::string_view& line) const {
    std::size_t number = 0;
    const auto [end, error] = std::from_chars(line.data(), line.data() + line.size(), number);
    expect(error == std::errc(), "a number");
    line.remove_prefix(static_cast<std::size_t>(end - line.data()));
    return number;
  }

  // Start and count; a count of 1 may be left out.
  std::pair<std::size_t, std::size_t> taken_range(std::string_view& line) const {
    const std::size_t start = taken_number(line);
    if (!line.starts_with(',')) return {start, 1};
    take(line, ",");
    return {start, taken_number(line)};
  }

  std::string next() {
    expect(at_ < diff_.size(), "another line");
    return diff_[at_++];
  }

  std::string next_content() {
    std::string content = next().substr(1);
    if (at_ < diff_.size() && diff_[at_] == "\\ No newline at end of file\n") {
      content.pop_back();
      ++at_;
    }
    return content;
  }

  void copy_to(std::size_t line) {
    expect(line >= taken_ && line <= text_.size(), "a range behind the last");
    while (taken_ < line) write(text_[taken_++]);
  }

  void write(const std::string& line) {
    expect(out_.empty() || out_.back() == '\n', "nothing behind a line without an end");
    out_ += line;
    ++written_;
  }

  void expect(bool true_of_the_diff, const char* what) const {
    if (!true_of_the_diff) {
      throw std::runtime_error(fmt::format("line {} of the diff: expected {}", at_, what));
    }
  }

  const Lines diff_;
  const Lines text_;
  std::size_t at_ = 0;       // in the diff
  std::size_t taken_ = 0;    // lines of the text
  std::size_t written_ = 0;  // lines
  std::string out_;
};

std::string numbered(std::size_t count, std::string_view prefix) {
  std::string text;
  for (std::size_t i = 0; i < count; ++i) text += fmt::format("{} {}\n", prefix, i);
  return text;
}

TEST(Unified, TurnsOneTextIntoTheOther) {
  RandomTexts random(1970);
  for (int i = 0; i < 1000; ++i) {
    const Pair texts = random.next();
    for (const std::uint32_t context : {1u, 3u, 50u}) {
      const std::string diff = unified_of(texts, context);
      ASSERT_EQ(diff.empty(), texts.expected == texts.actual);
      ASSERT_EQ(schemas::as_utf8(diff), diff);
      ASSERT_EQ(Patch::applied(diff, schemas::as_utf8(texts.expected)),
                schemas::as_utf8(texts.actual))
          << "context " << context << ", pair " << i << "\n"
          << diff;
    }
  }
}

TEST(Unified, TurnsOneTextIntoTheOtherThoughHunksAreSplit) {
  const Pair texts{numbered(20, "head") + numbered(1200, "old") + numbered(20, "tail"),
                   numbered(20, "head") + numbered(700, "new") + numbered(20, "tail")};
  for (const std::uint32_t context : {1u, 3u, 50u}) {
    EXPECT_EQ(Patch::applied(unified_of(texts, context), texts.expected), texts.actual);
  }
}

TEST(Unified, LooksAsOfDiff) {
  EXPECT_EQ(unified_of({"a\nb\nc\nd\n", "a\nb\nC\nd"}, 1),
            "--- expected\n+++ actual\n@@ -2,3 +2,3 @@\n b\n-c\n-d\n+C\n+d\n"
            "\\ No newline at end of file\n");
  EXPECT_EQ(unified_of({"", "a\n"}, 3), "--- expected\n+++ actual\n@@ -0,0 +1 @@\n+a\n");
  EXPECT_EQ(unified_of({"a", ""}, 3),
            "--- expected\n+++ actual\n@@ -1 +0,0 @@\n-a\n\\ No newline at end of file\n");
  EXPECT_EQ(unified_of({"x\r\ny", "x\ny"}, 3),
            "--- expected\n+++ actual\n@@ -1,2 +1,2 @@\n-x\r\n+x\n y\n"
            "\\ No newline at end of file\n");
  EXPECT_EQ(unified_of({"caf\xE9\n", "caf\xC3\xA9\n"}, 3),
            "--- expected\n+++ actual\n@@ -1 +1 @@\n-caf\xEF\xBF\xBD\n+caf\xC3\xA9\n");
}

// Contract section 5: content is at most 524288 characters. Whole hunks are left out, so that
// what is left can be applied.
TEST(Unified, LeavesOutTheHunksThatDoNotFit) {
  Pair texts;
  for (int i = 0; i < 20; ++i) {
    const std::string stretch = numbered(10, fmt::format("stretch {}", i));
    texts.expected += stretch + "old\n";
    texts.actual += stretch + "new\n";
  }
  const Hunks hunks = hunks_between(texts.expected, texts.actual, 3);
  const Unified whole = unified(hunks, texts.expected, texts.actual);
  EXPECT_FALSE(whole.cut);
  const std::size_t first = whole.text.find("\n@@", 30) + 1;
  for (std::size_t limit = first; limit < whole.text.size(); limit += 7) {
    const Unified part = unified(hunks, texts.expected, texts.actual, limit);
    EXPECT_TRUE(part.cut);
    EXPECT_LE(part.text.size(), limit);
    EXPECT_THAT(whole.text, StartsWith(part.text));
    EXPECT_NO_THROW(Patch::applied(part.text, texts.expected)) << part.text;
  }
  EXPECT_FALSE(unified(hunks, texts.expected, texts.actual, whole.text.size()).cut);
}

// A change that is longer than all there is room for.
TEST(Unified, OfOneHugeHunkHasAsMuchOfItAsFits) {
  const Pair texts{"head\n" + numbered(20000, "an old line, and one of some length") + "tail\n",
                   "head\n" + numbered(20000, "a new line, and one of some length") + "tail\n"};
  const Hunks hunks = hunks_between(texts.expected, texts.actual, 3, HunkLimits::none());
  ASSERT_EQ(hunks.hunks.size(), 1u);
  const Unified part = unified(hunks, texts.expected, texts.actual);
  EXPECT_TRUE(part.cut);
  EXPECT_LE(part.text.size(), 524288u);
  EXPECT_GT(part.text.size(), 500000u);
  EXPECT_NO_THROW(Patch::applied(part.text, texts.expected));
  // With room for all of it in pieces, all of it is there.
  const Unified pieces = unified(hunks, texts.expected, texts.actual,
                                 24 + texts.expected.size() + texts.actual.size());
  EXPECT_NO_THROW(Patch::applied(pieces.text, texts.expected));
}

class WithPatch : public testing::Test {
 protected:
  void SetUp() override {
    if (std::system("patch --version > /dev/null 2>&1") != 0) GTEST_SKIP() << "no `patch` here";
  }

  // What `patch` makes of the expected text; what it says when it makes nothing.
  std::string patched(const Pair& texts) const {
    folder_.write("expected.txt", texts.expected);
    folder_.write("change.diff", unified_of(texts, 3));
    const std::string command = fmt::format(
        "cd '{}' && patch --binary --force --output=out.txt expected.txt change.diff "
        "> log.txt 2>&1",
        folder_.path().string());
    return std::system(command.c_str()) == 0 ? folder_.read("out.txt") : folder_.read("log.txt");
  }

 private:
  TempFolder folder_;
};

TEST_F(WithPatch, TheUnifiedFormTurnsOneTextIntoTheOther) {
  const std::string markup = "-- he said\n++ she said\n@@ -1,3 +1 @@\n\\ No newline at end\n eof\n";
  const struct {
    std::string_view name;
    Pair texts;
  } rows[] = {
      {"a line changed", {"a\nb\nc\nd\ne\nf\ng\n", "a\nb\nc\nD\ne\nf\ng\n"}},
      {"two hunks",
       {"first\n" + numbered(20, "same") + "last\n", "1st\n" + numbered(20, "same") + "nth\n"}},
      {"lines put in", {numbered(9, "same"), "0\n" + numbered(9, "same") + "end\n"}},
      {"the last newline gone", {"a\nb\n", "a\nb"}},
      {"the last newline come", {"a\nb", "a\nb\n"}},
      {"no last newline in either", {"a\nb\nc", "A\nb\nc"}},
      {"out of nothing", {"", "a\nb\n"}},
      {"into nothing", {"a\nb\n", ""}},
      {"lines that look like a diff", {markup, "- he said\n" + markup + "--- a\n+++ b\n"}},
      {"CRLF", {"a\r\nb\r\nc\r\n", "a\nb\r\nC\r\n"}},
      {"UTF-8", {"¿Mañana?\n♪ 🐟\n", "Manana?\n♪ 🐠\n"}},
  };
  for (const auto& row : rows) EXPECT_EQ(patched(row.texts), row.texts.actual) << row.name;
}

// More than the 500 lines that a hunk of the structured form has.
TEST_F(WithPatch, TheUnifiedFormOfALongChangeTurnsOneTextIntoTheOther) {
  const std::string head = numbered(20, "head");
  const std::string tail = numbered(20, "tail");
  const struct {
    std::string_view name;
    Pair texts;
  } rows[] = {
      {"replaced", {head + numbered(600, "old") + tail, head + numbered(600, "new") + tail}},
      {"put in", {head + tail, head + numbered(1200, "new") + tail}},
      {"taken out", {head + numbered(1200, "old") + tail, head + tail}},
  };
  for (const auto& row : rows) {
    // EXPECT_EQ would print both texts.
    const std::string result = patched(row.texts);
    EXPECT_TRUE(result == row.texts.actual) << row.name << ": " << result.substr(0, 200);
  }
}

}  // namespace
}  // namespace sp::mock
