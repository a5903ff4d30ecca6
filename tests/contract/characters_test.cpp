#include "report/characters.h"

#include <gtest/gtest.h>

#include "markup_problem.h"

namespace sp::contract {
namespace {

struct Row {
  const char* name;
  std::string text;
  std::string visible;
};

void PrintTo(const Row& row, std::ostream* out) { *out << row.name; }

class Visible : public ::testing::TestWithParam<Row> {};

TEST_P(Visible, WritesOutWhatMisleads) {
  EXPECT_EQ(visible(GetParam().text), GetParam().visible);
  EXPECT_TRUE(is_utf8(visible(GetParam().text)));
}

INSTANTIATE_TEST_SUITE_P(
    Characters, Visible,
    ::testing::Values(Row{"plain text", "a é € 😀", "a é € 😀"},
                      Row{"an escape sequence", "\x1b[31m", "\\x1B[31m"},
                      Row{"a line end and a tab", "a\r\n\tb", "a\\x0D\\x0A\\x09b"},
                      Row{"NUL", std::string("a\0b", 3), "a\\x00b"}, Row{"delete", "\x7f", "\\x7F"},
                      Row{"a C1 control", "\xc2\x9b", "\\u009B"},
                      Row{"a turned direction", "\xe2\x80\xae\xe2\x81\xa6", "\\u202E\\u2066"},
                      Row{"a line separator", "\xe2\x80\xa8", "\\u2028"},
                      Row{"what XML has no place for", "\xef\xbf\xbe\xef\xbf\xbf",
                          "\\uFFFE\\uFFFF"},
                      Row{"a byte that is no UTF-8", "\xff", "\\xFF"},
                      Row{"a character cut short", "\xe2\x82", "\\xE2\\x82"},
                      Row{"a character too long", "\xc0\xaf", "\\xC0\\xAF"},
                      Row{"half a surrogate pair", "\xed\xa0\x80", "\\xED\\xA0\\x80"},
                      Row{"beyond Unicode", "\xf4\x90\x80\x80", "\\xF4\\x90\\x80\\x80"}));

TEST(Visible, KeepsLinesWhereTheyAreWanted) {
  EXPECT_EQ(visible("a\n\tb\r", Lines::many), "a\n\tb\\x0D");
}

TEST(Markup, EscapesWhatMeansSomething) {
  EXPECT_EQ(markup("<a href=\"x\" b='&'>\x01"),
            "&lt;a href=&quot;x&quot; b=&#39;&amp;&#39;&gt;\\x01");
}

TEST(MarkupProblem, IsFoundWhereTextWasNotEscaped) {
  EXPECT_EQ(testing::xml_problem("<?xml?><a b=\"&lt;\">&amp; &gt;</a>"), "");
  for (const char* text : {"<a>&</a>", "<a>", "</a>", "<a></b>", "<a b=\"<\">", "<a>]]></a>",
                           "<a>\x1b</a>", "<a>\xff</a>", "<a b=\"x\"y\"></a>", "< a>"}) {
    EXPECT_NE(testing::xml_problem(text), "") << text;
  }
}

TEST(AsUtf8, ReplacesEachByteThatIsNone) {
  EXPECT_EQ(as_utf8("a\xff\xe2\x82z"), "a\uFFFD\uFFFD\uFFFDz");
}

TEST(FrontOf, CutsNoCharacter) {
  EXPECT_EQ(front_of("aéb", 2), "a");
  EXPECT_EQ(front_of("aéb", 3), "aé");
  EXPECT_EQ(front_of("😀", 3), "");
  EXPECT_EQ(front_of("ab", 9), "ab");
}

}  // namespace
}  // namespace sp::contract
