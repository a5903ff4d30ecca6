// Bytes that may be no text at all: as UTF-8, cut, and fit to be shown.
#include <ostream>
#include <string>

#include <gtest/gtest.h>

#include <sp/schemas/utf8.h>
#include <sp/schemas/visible.h>

namespace sp::schemas {
namespace {

TEST(FirstCharacter, IsWholeOrOneByte) {
  EXPECT_EQ(first_character("\xF0\x9F\x98\x80z").code, U'\U0001F600');
  EXPECT_EQ(first_character("\xF0\x9F\x98\x80z").bytes, "\xF0\x9F\x98\x80");
  EXPECT_EQ(first_character(std::string_view("\0a", 2)).bytes, std::string_view("\0", 1));
  // Overlong, a surrogate, beyond Unicode, a lead byte that none is, cut short.
  for (const char* text :
       {"\xC0\xAF", "\xC1\xBF", "\xE0\x9F\xBF", "\xF0\x8F\xBF\xBF", "\xED\xA0\x80", "\xED\xBF\xBF",
        "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xFF", "\x80", "\xE2\x82", "\xE2z"}) {
    EXPECT_FALSE(first_character(text).valid) << text;
    EXPECT_EQ(first_character(text).bytes, std::string_view(text).substr(0, 1));
    EXPECT_FALSE(is_utf8(text)) << text;
  }
  for (const char* text :
       {"", "\x7F", "\xC2\x80", "\xE0\xA0\x80", "\xED\x9F\xBF", "\xEE\x80\x80", "\xEF\xBF\xBE",
        "\xEF\xBF\xBF", "\xF0\x90\x80\x80", "\xF4\x8F\xBF\xBF"}) {
    EXPECT_TRUE(is_utf8(text)) << text;
  }
}

TEST(AsUtf8, ReplacesEachByteThatIsNone) {
  EXPECT_EQ(as_utf8("a\xff\xe2\x82z"), "a\uFFFD\uFFFD\uFFFDz");
  EXPECT_EQ(as_utf8("\xF4\x90\x80\x80"), "\uFFFD\uFFFD\uFFFD\uFFFD");
  EXPECT_EQ(as_utf8("é\xC3"), "é\uFFFD");
}

TEST(FrontOf, CutsNoCharacter) {
  EXPECT_EQ(front_of("aéb", 2), "a");
  EXPECT_EQ(front_of("aéb", 3), "aé");
  EXPECT_EQ(front_of("😀", 3), "");
  EXPECT_EQ(front_of("ab", 9), "ab");
}

TEST(Characters, AreCounted) { EXPECT_EQ(count_characters("aé€😀"), 4u); }

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

}  // namespace
}  // namespace sp::schemas
