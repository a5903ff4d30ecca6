// Text by its bytes: letters and digits of ASCII, numbers, base64.
#include <cstdint>
#include <limits>
#include <optional>
#include <string>

#include <gtest/gtest.h>

#include <sp/schemas/ascii.h>
#include <sp/schemas/base64.h>
#include <sp/schemas/number.h>

namespace sp::schemas {
namespace {

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

// Every byte, since what is read comes from strangers.
TEST(Ascii, KnowsHexadecimalDigits) {
  const std::string digits = "0123456789abcdefABCDEF";
  for (int byte = 0; byte < 256; ++byte) {
    const char c = static_cast<char>(byte);
    const bool known = digits.find(c) != std::string::npos;
    EXPECT_EQ(hex_value(c), known ? std::stoi(std::string(1, c), nullptr, 16) : -1) << byte;
  }
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
