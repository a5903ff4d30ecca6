// Commas behind the last item or member.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sp/schemas/trailing_commas.h>

namespace sp::schemas {
namespace {

std::string shown(std::string_view text) {
  std::string result;
  for (const TrailingComma& comma : trailing_commas(text)) {
    result += fmt::format("{}:{} {} {}; ", comma.line, comma.column, comma.in_object ? "{}" : "[]",
                          comma.pointer);
  }
  return result;
}

TEST(TrailingCommas, AreFoundWhereTheyStand) {
  struct Row {
    std::string_view text;
    std::string_view found;
  };
  const Row rows[] = {
      {"", ""},
      {"[1, 2]", ""},
      {"[1,]", "1:3 [] ; "},
      {"{\"a\":1,}", "1:7 {} ; "},
      {"{\"a\": [1, 2,], \"b\": {\"c\": [],},}", "1:12 [] /a; 1:29 {} /b; 1:31 {} ; "},
      {"[0, [1], [2,\n],\n]", "1:12 [] /2; 2:2 [] ; "},
      {"[1, // ]\n /* ] */ ]", "1:3 [] ; "},
      {"[\",]\", \"\\\",]\"]", ""},
      {"{\"a/b\\\"~\": [1,]}", "1:14 [] /a~1b\"~0; "},
      {"{\"a\": \"b\", \"c\": /* d */ \"e\", }", "1:28 {} ; "},
      {"{\"a\": /* : */ [\"b\",]}", "1:19 [] /a; "},
      // These are other faults.
      {"[,]", ""},
      {"[1,,]", ""},
      {"{\"a\":,}", ""},
      {"[1,}", ""},
      {"]", ""},
      {"1,", ""},
      {"[1, /* ", ""},
      {"[\"a, ]", ""},
      {"[\"\\", ""},
  };
  for (const Row& row : rows) EXPECT_EQ(shown(row.text), row.found) << row.text;
}

TEST(TrailingCommas, AreBoundedInNumberAndDepth) {
  std::string many;
  for (int i = 0; i < 200; ++i) many += "[1,],";
  EXPECT_EQ(trailing_commas("[" + many + "]").size(), 100u);
  EXPECT_TRUE(trailing_commas(std::string(100000, '[') + "1,]").empty());
}

}  // namespace
}  // namespace sp::schemas
