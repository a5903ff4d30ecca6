// Text by its bytes: letters and digits of ASCII, numbers, base64, percent-encoding, separators.
#include <cstdint>
#include <limits>
#include <optional>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sp/schemas/ascii.h>
#include <sp/schemas/base64.h>
#include <sp/schemas/number.h>
#include <sp/schemas/percent.h>
#include <sp/schemas/split.h>

namespace sp::schemas {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;

TEST(Ascii, ChangesTheCaseOfItsLettersOnly) {
  EXPECT_EQ(lower_case("AZ az @[ 09 \xC3\x89"), "az az @[ 09 \xC3\x89");
  EXPECT_EQ(upper_case("AZ az `{ 09 \xC3\xA9"), "AZ AZ `{ 09 \xC3\xA9");
}

TEST(Ascii, ComparesWithoutCase) {
  EXPECT_TRUE(same_ignoring_case("Retry-After", "retry-aFTER"));
  EXPECT_FALSE(same_ignoring_case("Retry-After", "Retry-Afte"));
  EXPECT_FALSE(same_ignoring_case("a@", "a`"));
}

TEST(Ascii, KnowsItsDigits) {
  EXPECT_TRUE(is_digits("0123456789"));
  for (const char* text : {"", "-1", "1.0", "1 ", "\xD9\xA1"})
    EXPECT_FALSE(is_digits(text)) << text;
}

TEST(Ascii, KnowsSnakeCase) {
  for (const char* text : {"a", "not_found", "exit_code_2", "x2"}) EXPECT_TRUE(is_snake_case(text));
  for (const char* text : {"", "_a", "a_", "a__b", "2a", "aB", "a b", "a-b", "\xC3\xA9"})
    EXPECT_FALSE(is_snake_case(text)) << text;
}

// Every byte, since what is read comes from strangers.
TEST(Ascii, KnowsHexadecimalDigits) {
  const std::string digits = "0123456789abcdefABCDEF";
  for (int byte = 0; byte < 256; ++byte) {
    const char c = static_cast<char>(byte);
    const bool known = digits.find(c) != std::string::npos;
    EXPECT_EQ(hex_value(c), known ? std::stoi(std::string(1, c), nullptr, 16) : -1) << byte;
  }
}

TEST(Percent, IsDecodedAsFarAsItCanBe) {
  EXPECT_EQ(percent_decoded("%41%2f%2F+%c3%A9%00"), std::string("A//+\xC3\xA9\0", 7));
  EXPECT_EQ(percent_decoded("a+b%2B", Plus::blank), "a b+");
  // Control characters are no digits, though some differ from one by a bit only.
  for (const char* text : {"%", "%4", "%4g", "%%41x", "100%", "%\x14\x11", "%-1"}) {
    const std::string left = std::string(text) == "%%41x" ? "%Ax" : text;
    EXPECT_EQ(percent_decoded(text), left);
    EXPECT_FALSE(is_percent_encoded(text)) << text;
  }
  for (const char* text : {"", "a+b", "%41", "%25"}) EXPECT_TRUE(is_percent_encoded(text)) << text;
}

TEST(Percent, EncodesAllButWhatNeverNeedsIt) {
  EXPECT_EQ(percent_encoded("aZ09-._~"), "aZ09-._~");
  EXPECT_EQ(percent_encoded("a/b c+%\xC3\xA9"), "a%2Fb%20c%2B%25%C3%A9");
  std::string bytes;
  for (int byte = 0; byte < 256; ++byte) bytes += static_cast<char>(byte);
  EXPECT_EQ(percent_decoded(percent_encoded(bytes)), bytes);
  EXPECT_TRUE(is_percent_encoded(percent_encoded(bytes)));
}

TEST(Split, KeepsEmptyParts) {
  EXPECT_THAT(split("/runs/1/", '/'), ElementsAre("", "runs", "1", ""));
  EXPECT_THAT(split("a", '/'), ElementsAre("a"));
  EXPECT_THAT(split("/", '/'), ElementsAre("", ""));
  EXPECT_THAT(split("", '/'), IsEmpty());
}

TEST(Split, TakesAQueryApart) {
  EXPECT_THAT(query_pairs("a=1&b&&c=%20&d=x=y&=z&"),
              ElementsAre(Pair("a", "1"), Pair("b", ""), Pair("c", "%20"), Pair("d", "x=y"),
                          Pair("", "z")));
  EXPECT_THAT(query_pairs(""), IsEmpty());
}

TEST(Split, TrimsTheElementsOfAList) {
  EXPECT_EQ(trimmed(" \t a b\r\n"), "a b");
  EXPECT_EQ(trimmed(" \t"), "");
  EXPECT_THAT(comma_list("GET,\tHEAD , ,x y,"), ElementsAre("GET", "HEAD", "x y"));
  EXPECT_THAT(comma_list(" , "), IsEmpty());
}

TEST(Number, IsAllOfTheText) {
  EXPECT_EQ(number_in("-12"), -12);
  EXPECT_EQ(number_in("9223372036854775807"), std::numeric_limits<std::int64_t>::max());
  for (const char* text : {"", "+1", " 1", "1 ", "1.0", "0x1", "9223372036854775808"}) {
    EXPECT_EQ(number_in(text), std::nullopt) << text;
  }
}

constexpr auto largest = std::numeric_limits<std::int64_t>::max();
constexpr auto least = std::numeric_limits<std::int64_t>::min();

TEST(BoundedSum, EndsWhereTheNumbersDo) {
  EXPECT_EQ(bounded_sum(2, 3), 5);
  EXPECT_EQ(bounded_sum(largest, 1), largest);
  EXPECT_EQ(bounded_sum(largest, -1), largest - 1);
  EXPECT_EQ(bounded_sum(least, -1), least);
  EXPECT_EQ(bounded_sum(least, largest), -1);
}

TEST(Base64, ComesBackAsItWas) {
  std::string bytes;
  for (int i = 0; i < 300; ++i) {
    EXPECT_EQ(from_base64(base64(bytes)), bytes);
    bytes += static_cast<char>(i * 7);
  }
  EXPECT_EQ(base64("light work."), "bGlnaHQgd29yay4=");
  EXPECT_EQ(from_base64("bGln\r\naHQ="), "light");
}

TEST(Base64, RefusesWhatIsNone) {
  for (const char* text : {"a", "ab=", "a===", "=abc", "ab=c", "ab c", "ab-_"}) {
    EXPECT_EQ(from_base64(text), std::nullopt) << text;
  }
}

}  // namespace
}  // namespace sp::schemas
