// Text for people: broken between words, and what they may have meant.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sp/schemas/nearest.h>
#include <sp/schemas/wrapped.h>

namespace sp::schemas {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(Wrapped, BreaksBetweenWords) {
  EXPECT_EQ(wrapped("one two three", 9, 2), "one two\n  three");
  EXPECT_EQ(wrapped("one two three", 13, 2), "one two three");
  EXPECT_EQ(wrapped("  one two three", 9, 4), "  one two\n    three");
  EXPECT_EQ(wrapped("a-word-that-is-long and b", 6, 0), "a-word-that-is-long\nand b");
  EXPECT_EQ(wrapped("", 6, 0), "");
  EXPECT_EQ(wrapped("   ", 2, 0), "   ");
}

TEST(Wrapped, CountsCharactersAndNoColors) {
  EXPECT_EQ(columns_of("äöü"), 3u);
  EXPECT_EQ(columns_of("\x1b[31;1mFAIL\x1b[0m x"), 6u);
  EXPECT_EQ(columns_of("\x1b[31"), 0u);
  EXPECT_EQ(wrapped("\x1b[31mää öö\x1b[0m üü", 5, 0), "\x1b[31mää öö\x1b[0m\nüü");
}

TEST(Nearest, FindsASlip) {
  const std::vector<std::string> names = {"serve", "exec", "check", "get", "list", "show"};
  EXPECT_THAT(nearest("serv", names), ElementsAre("serve"));
  EXPECT_THAT(nearest("sreve", names), ElementsAre("serve"));
  EXPECT_THAT(nearest("SERVE", names), ElementsAre("serve"));
  EXPECT_THAT(nearest("chekc", names), ElementsAre("check"));
  EXPECT_THAT(nearest("gte", names), ElementsAre("get"));
  EXPECT_THAT(nearest("lists", names), ElementsAre("list"));
  EXPECT_THAT(nearest("shw", {"shw1", "show", "shox"}), ElementsAre("show", "shw1"));
  EXPECT_THAT(nearest("", names), IsEmpty());
  EXPECT_THAT(nearest("moon", names), IsEmpty());
  EXPECT_THAT(nearest(std::string(100'000, 's'), names), IsEmpty());
}

TEST(Nearest, NamesThreeAtMost) {
  const std::vector<std::string> names = {"--wait-for-window", "--wait-for-target", "--wait-a",
                                          "--wait-b", "--write"};
  EXPECT_THAT(nearest("--wait", names), ElementsAre("--wait-a", "--wait-b", "--wait-for-target"));
  EXPECT_EQ(did_you_mean("--wait", names),
            "; did you mean --wait-a, --wait-b or --wait-for-target?");
  EXPECT_EQ(did_you_mean("--wri", names), "; did you mean --write?");
  EXPECT_EQ(did_you_mean("x", names), "");
}

}  // namespace
}  // namespace sp::schemas
