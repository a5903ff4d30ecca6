#include <clocale>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sp/schemas/json.h>

namespace sp::schemas {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using namespace std::string_literals;

Value value(std::string_view text) { return parse(text).root(); }

// Repeats as "pointer:line".
std::vector<std::string> repeats(std::string_view text) {
  std::vector<std::string> found;
  for (const Repeat& repeat : parse(text).repeats) {
    found.push_back(repeat.pointer + ':' + std::to_string(repeat.line));
  }
  return found;
}

TEST(Json, KeepsWhatTheTextSays) {
  const Value root =
      value(R"({"b": [1, -2, 18446744073709551615, 1.50, "x", true, null], "a": {}})");
  EXPECT_EQ(root.dump(), R"({"b":[1,-2,18446744073709551615,1.50,"x",true,null],"a":{}})");
  EXPECT_EQ(*root.at("/b/4")->string(), "x");
  EXPECT_TRUE(*root.at("/b/5")->boolean());
  EXPECT_TRUE(root.at("/b/6")->is_null());
  EXPECT_EQ(root.find("a")->object()->size(), 0u);
}

TEST(Json, KnowsLines) {
  const Value root = value("\n{\n \"a\": 12\n,\"b\":\n[\n1.5,\n\"x\"\n,{}\n, null]}\n");
  EXPECT_EQ(root.line(), 2u);
  EXPECT_EQ(root.at("/a")->line(), 3u);
  EXPECT_EQ(root.at("/b")->line(), 5u);
  EXPECT_EQ(root.at("/b/0")->line(), 6u);
  EXPECT_EQ(root.at("/b/1")->line(), 7u);
  EXPECT_EQ(root.at("/b/2")->line(), 8u);
  EXPECT_EQ(root.at("/b/3")->line(), 9u);
  EXPECT_EQ(value("\n\n7").line(), 3u);
  EXPECT_EQ(value("\n7\n\n").line(), 2u);
  EXPECT_EQ(Value().line(), 0u);
}

TEST(Json, ReportsRepeatedKeysAndKeepsThem) {
  EXPECT_THAT(repeats(R"({"a": 1, "b": {"a": 2}})"), IsEmpty());
  EXPECT_THAT(repeats("{\"a/b\":1,\n\"c\":[{\"x\":1,\"y\":2,\n\"x\":3}],\n\"a/b\":2,\"a/b\":\n3}"),
              ElementsAre("/c/0/x:3", "/a~1b:4", "/a~1b:4"));
  const Document document = parse(R"({"a":1,"a":2})");
  EXPECT_EQ(document.root().dump(), R"({"a":1,"a":2})");
  EXPECT_EQ(*document.root().find("a")->integer(), 1);
}

TEST(Json, BoundsTheNumberOfRepeats) {
  std::string text = "{\"a\":0";
  for (int i = 0; i < 1000; ++i) text += ",\"a\":0";
  EXPECT_EQ(parse(text + '}').repeats.size(), 100u);
}

TEST(Json, ReportsTheRepeatsOfEachOfSeveralThatAreAlike) {
  EXPECT_THAT(repeats(R"([{"a":1,"b":2},{"a":1,"b":2},{"a":1,"a":2},{"a":1,"a":2},{"b":1,"a":2}])"),
              ElementsAre("/2/a:1", "/3/a:1"));
}

// What is in the text as it is, and what an escape or a character makes of it, wherever eight bytes
// begin and end.
TEST(Json, ReadsStringsOfAnyLength) {
  for (const char* const special :
       {"", R"(\n)", R"(\u00e9)", "é", "€", "😀", R"(\ud83d\ude00)", R"(\\)"}) {
    for (std::size_t before = 0; before < 20; ++before) {
      for (std::size_t after = 0; after < 20; ++after) {
        const std::string text = std::string(before, 'x') + special + std::string(after, 'y');
        const Value read = value('"' + text + '"');
        const std::string meant(*value(fmt::format("\"{}\"", special)).string());
        ASSERT_EQ(*read.string(), std::string(before, 'x') + meant + std::string(after, 'y'));
      }
    }
  }
}

TEST(Json, CountsValuesAndBoundsThem) {
  const std::string text = R"({"a": [1, {}, "x"], "b": null})";
  EXPECT_EQ(parse(text).values, 6u);
  EXPECT_EQ(parse(text, {.max_values = 6}).root(), value(text));
  EXPECT_THROW(parse(text, {.max_values = 5}), TooManyValues);
}

// A text with a value of each kind; what it is, is told by dump().
const std::string of_all_kinds =
    R"({"n":null,"b":[true,false],"i":-7,"u":18446744073709551615,"d":[1.50,2e-3],)"
    R"("s":["","ä\"\n"],"a":[],"o":{"":{}},"long":"a string that is longer than any small one"})";

TEST(Json, ACopyOutlivesTheDocument) {
  std::optional<Document> document = parse(of_all_kinds);
  const Value copy = document->root();
  const Value part = *document->root().find("s");
  const Document other = *document;
  document.reset();
  EXPECT_EQ(copy.dump(), of_all_kinds);
  EXPECT_EQ(part.dump(), R"(["","ä\"\n"])");
  EXPECT_EQ(other.root().dump(), of_all_kinds);
}

TEST(Json, ADocumentCanBeMovedAndGivenAnotherText) {
  Document document = parse("[1]");
  Document other = parse(of_all_kinds);
  document = std::move(other);
  other = parse("[2]");
  EXPECT_EQ(document.root().dump(), of_all_kinds);
  EXPECT_EQ(other.root().dump(), "[2]");
  EXPECT_EQ(document.root().at("/d/0")->line(), 1u);
}

TEST(Json, ValuesAreMadeOfValues) {
  const Document document = parse(of_all_kinds);
  NewObject members = copy_of(*document.root().object());
  members.emplace_back("more", Value(NewArray{Value(std::string(100, 'x'), 0), Value(1u, 0)}, 0));
  members.front().value = *document.root().find("o");
  Value made(std::move(members), 0);
  Value moved = std::move(made);
  made = moved;
  for (const Value* value : {&made, &moved}) {
    EXPECT_EQ(value->find("n")->dump(), R"({"":{}})");
    EXPECT_EQ(value->at("/more/0")->string()->size(), 100u);
    EXPECT_EQ(*value->find("long"), *document.root().find("long"));
  }
  made = Value();
  EXPECT_EQ(moved.object()->size(), document.root().object()->size() + 1);
}

TEST(Json, NamesAreReadWhateverTheNeighboursAreCalled) {
  const std::string text =
      R"([{"a":1,"b":2},{"a":3,"b":4},{"b":5,"a":6},{"a":7},{"a":8,"b":9,"c":0},{"\u0061":1,"b":2},)"
      R"({"a":{"a":1,"b":2},"b":{"a":3,"b":4}},{}])";
  EXPECT_EQ(value(text).dump(),
            R"([{"a":1,"b":2},{"a":3,"b":4},{"b":5,"a":6},{"a":7},{"a":8,"b":9,"c":0},)"
            R"({"a":1,"b":2},{"a":{"a":1,"b":2},"b":{"a":3,"b":4}},{}])");
}

struct NumberCase {
  std::string literal;
  std::string_view type;
  std::optional<std::int64_t> integer;
  bool written_as_integer;
};

TEST(Json, RemembersHowNumbersWereWritten) {
  const std::vector<NumberCase> cases = {
      {"0", "integer", 0, true},
      {"-0", "integer", 0, true},
      {"9223372036854775807", "integer", INT64_MAX, true},
      {"-9223372036854775808", "integer", INT64_MIN, true},
      {"9223372036854775808", "integer", std::nullopt, true},
      {"18446744073709551616", "integer", std::nullopt, true},
      {"-9223372036854775809", "integer", std::nullopt, true},
      {"1.0", "integer", 1, false},
      {"-1.50e1", "integer", -15, false},
      {"1e2", "integer", 100, false},
      {"120e-1", "integer", 12, false},
      {"9223372036854775807.0", "integer", INT64_MAX, false},
      {"1e300", "integer", std::nullopt, false},
      {"0.0", "integer", 0, false},
      {"0e9", "integer", 0, false},
      {"1.5", "number", std::nullopt, false},
      {"1e-1", "number", std::nullopt, false},
      {"1e-99999999999999999999", "number", std::nullopt, false},
      {"-1e-400", "number", std::nullopt, false},
  };
  for (const NumberCase& c : cases) {
    SCOPED_TRACE(c.literal);
    const Value number = value(c.literal);
    EXPECT_TRUE(number.is_number());
    EXPECT_EQ(number.type_name(), c.type);
    EXPECT_EQ(number.integer(), c.integer);
    EXPECT_EQ(number.written_as_integer(), c.written_as_integer);
    EXPECT_EQ(number.dump(), c.literal == "-0" ? "0" : c.literal);
  }
  EXPECT_EQ(*value("1.25").number(), 1.25);
  EXPECT_FALSE(value("\"1\"").number().has_value());
}

TEST(Json, ReadsFractionsInAnyLocale) {
  const std::string before = std::setlocale(LC_NUMERIC, nullptr);
  const char* comma = nullptr;
  for (const char* name : {"de_DE.UTF-8", "fr_FR.UTF-8"}) {
    if (comma == nullptr) comma = std::setlocale(LC_NUMERIC, name);
  }
  if (comma == nullptr) GTEST_SKIP() << "no locale with a decimal comma is installed";
  const Value number = value("[1.5]");
  std::setlocale(LC_NUMERIC, before.c_str());
  EXPECT_EQ(number.dump(), "[1.5]");
  EXPECT_EQ(*number.at("/0")->number(), 1.5);
}

TEST(Json, ReadsEscapesAndEmbeddedNul) {
  EXPECT_EQ(*value(R"("\u0000\n\"\\\/\u00e9\ud83d\ude00")").string(), "\0\n\"\\/é😀"s);
  EXPECT_EQ(value(R"({"a\u0000b":1})").find("a\0b"s)->dump(), "1");
  EXPECT_EQ(value(R"("\u0001\t\u001f")").dump(), R"("\u0001\t\u001f")");
}

TEST(Json, AcceptsCommentsAndByteOrderMarksOnlyWhenAsked) {
  const std::string text = "\xEF\xBB\xBF// one\n[1, /* two\n */ 2] // three";
  const Document document = parse(text, {.comments = true});
  EXPECT_EQ(document.root().dump(), "[1,2]");
  EXPECT_EQ(document.root().at("/1")->line(), 3u);
  EXPECT_THROW(parse(text), SyntaxError);
  EXPECT_THROW(parse("[1] // x"), SyntaxError);
}

struct SyntaxCase {
  std::string text;
  std::uint32_t line;
  std::uint32_t column;
  std::string pointer;
  std::string expected;
  std::string found;
};

void expect_refused(const SyntaxCase& c, const ReadOptions& options) {
  SCOPED_TRACE(Value(c.text, 0).dump());
  try {
    parse(c.text, options);
    ADD_FAILURE() << "was accepted";
  } catch (const SyntaxError& error) {
    EXPECT_EQ(error.line, c.line);
    EXPECT_EQ(error.column, c.column);
    EXPECT_EQ(error.pointer, c.pointer);
    EXPECT_EQ(error.expected, c.expected);
    EXPECT_EQ(error.found, c.found);
  }
}

const std::string any_value = "a JSON value";
const std::string value_or_end = "a JSON value or \"]\"";
const std::string name = "a member's name in double quotes";
const std::string name_or_end = "a member's name in double quotes or \"}\"";
const std::string colon = "\":\" after the member's name";
const std::string comma_or_bracket = "\",\" or \"]\"";
const std::string comma_or_brace = "\",\" or \"}\"";
const std::string end_of_file = "the end of the file";
const std::string hex_digits = "four hexadecimal digits after \\u";
const std::string pair = "the escapes of a surrogate pair, such as \\ud83d\\ude00";
const std::string escapes = R"(one of the escapes \" \\ \/ \b \f \n \r \t \u)";
const std::string closing = "a closing \" for the string that begins here";

TEST(JsonSyntax, SaysWhatWasExpectedAndFound) {
  const std::vector<SyntaxCase> cases = {
      {"", 1, 1, "", any_value, end_of_file},
      {" \n ", 2, 2, "", any_value, end_of_file},
      {"{", 1, 2, "", name_or_end, end_of_file},
      {"[1", 1, 3, "", comma_or_bracket, end_of_file},
      {"[1,]", 1, 4, "/1", any_value, "\"]\""},
      {"[1,,2]", 1, 4, "/1", any_value, "\",\""},
      {"[1 2]", 1, 4, "", comma_or_bracket, "2"},
      {"[\"a\":1]", 1, 5, "", comma_or_bracket, "\":\""},
      {"[1}", 1, 3, "", comma_or_bracket, "\"}\""},
      {"[", 1, 2, "/0", value_or_end, end_of_file},
      {"{\"a\" 1}", 1, 6, "/a", colon, "1"},
      {"{\"a\":}", 1, 6, "/a", any_value, "\"}\""},
      {"{\"a\":1,}", 1, 8, "", name, "\"}\""},
      {"{\"a\":1 \"b\":2}", 1, 8, "", comma_or_brace, "the string \"b\""},
      {"{a:1}", 1, 2, "", name_or_end, "\"a\""},
      {"{'a':1}", 1, 2, "", name_or_end, "\"'\""},
      {"{\"a/b~\":[0,{\"c\":\n x}]}", 2, 2, "/a~1b~0/1/c", any_value, "\"x\""},
      {"nul", 1, 1, "", any_value, "\"nul\""},
      {"[NaN]", 1, 2, "/0", value_or_end, "\"NaN\""},
      {"[1] [2]", 1, 5, "", "nothing more", "\"[\""},
      {"1 true", 1, 3, "", "nothing more", "true"},
      {"[1] // c", 1, 5, "", "nothing more", "a comment"},
      {"[1]\0"s, 1, 4, "", "nothing more", "a NUL character"},
      {"[1\0]"s, 1, 3, "", comma_or_bracket, "a NUL character"},
      {"\xEF\xBB\xBF[]", 1, 1, "", any_value, "a byte order mark"},
  };
  for (const SyntaxCase& c : cases) expect_refused(c, {});
}

TEST(JsonSyntax, LooksIntoNumbers) {
  const std::string digit = "a digit";
  const std::string range = "a number of at most 1.8e308";
  const std::vector<SyntaxCase> cases = {
      {"-", 1, 2, "", digit, end_of_file},          {"[-x]", 1, 3, "/0", digit, "\"x\""},
      {"[1.]", 1, 4, "/0", digit, "\"]\""},         {"[1e+]", 1, 5, "/0", digit, "\"]\""},
      {"[+1]", 1, 2, "/0", value_or_end, "\"+1\""}, {"[01]", 1, 3, "", comma_or_bracket, "1"},
      {"01", 1, 2, "", "nothing more", "1"},        {"00", 1, 2, "", "nothing more", "0"},
      {"-01", 1, 3, "", "nothing more", "1"},       {"[0,\n-1e400]", 2, 1, "/1", range, "-1e400"},
      {"1e400", 1, 1, "", range, "1e400"},          {"[1e400 ]", 1, 2, "/0", range, "1e400"},
  };
  for (const SyntaxCase& c : cases) expect_refused(c, {});
}

TEST(JsonSyntax, LooksIntoStrings) {
  const std::string control = "control characters written as escapes";
  const std::vector<SyntaxCase> cases = {
      {"[\"abc", 1, 2, "/0", closing, end_of_file},
      {"\"a\\", 1, 1, "", closing, end_of_file},
      {"\"a\nb\"", 1, 3, "", control, "a line break"},
      {"\"\\n\tb\"", 1, 4, "", control, "a tab"},
      {"{\"a\x01\":1}", 1, 4, "", control, "the control character U+0001"},
      {"\"\\\\\\q\"", 1, 4, "", escapes, "\\q"},
      {"\"\\é\"", 1, 2, "", escapes, "\\é"},
      {"\"\\u12\"", 1, 2, "", hex_digits, "\\u12"},
      {"\"\\ud800x\"", 1, 2, "", pair, "\\ud800 alone"},
      {"\"\\ud800\\u0041\"", 1, 2, "", pair, "\\ud800 alone"},
      {"\"\\udc00\"", 1, 2, "", pair, "\\udc00 alone"},
      {"\"a\xFF\"", 1, 3, "", "UTF-8", "the byte FF"},
      {"\"\xC3(\"", 1, 2, "", "UTF-8", "the bytes C3 28"},
      {"\"\xED\xA0\x80\"", 1, 2, "", "UTF-8", "the bytes ED A0"},
      {"[\xFF]", 1, 2, "/0", value_or_end, "the byte FF"},
      {"[1 é]", 1, 4, "", comma_or_bracket, "\"é\""},
  };
  for (const SyntaxCase& c : cases) expect_refused(c, {});
}

TEST(JsonSyntax, LooksPastComments) {
  const std::vector<SyntaxCase> cases = {
      {"// a\n[1 /*", 2, 4, "", "\"*/\" at the end of the comment", end_of_file},
      {"[1 /* 2 */ x]", 1, 12, "", comma_or_bracket, "\"x\""},
      {"[1,/x]", 1, 4, "/1", any_value, "\"/\""},
      {"\xEF\xBB\xBF[1 x]", 1, 4, "", comma_or_bracket, "\"x\""},
      {"\xEF\xBB\xBF\xEF\xBB\xBF[]", 1, 1, "", any_value, "\"\xEF\xBB\xBF\""},
  };
  for (const SyntaxCase& c : cases) expect_refused(c, {.comments = true});
}

TEST(JsonSyntax, RefusesTheViewOfNoText) { EXPECT_THROW(parse(std::string_view()), SyntaxError); }

TEST(JsonSyntax, PutsItAllIntoOneMessage) {
  try {
    parse("{\"a\": [1,\n 2 3]}");
    FAIL() << "was accepted";
  } catch (const SyntaxError& error) {
    EXPECT_STREQ(error.what(), "line 2, column 4, at /a: expected \",\" or \"]\", found 3");
  }
}

TEST(JsonSyntax, LimitsTheDepth) {
  const auto nested = [](std::size_t depth) {
    return std::string(depth, '[') + std::string(depth, ']');
  };
  EXPECT_NO_THROW(parse(nested(128)));
  EXPECT_NO_THROW(parse(nested(1000), {.max_depth = 100000}));
  const ReadOptions deep = {.max_depth = 1000};
  EXPECT_TRUE(parse(nested(1000), deep).root() == parse(nested(1000), deep).root());
  EXPECT_THROW(parse(nested(1001), {.max_depth = 100000}), SyntaxError);
  expect_refused(
      {"[[[0]]]", 1, 3, "/0/0", "at most 2 arrays and objects inside one another", "one more"},
      {.max_depth = 2});
  EXPECT_THROW(parse(std::string(1000000, '[')), SyntaxError);
}

TEST(Value, FollowsPointers) {
  const Value root = value(R"({"a/b": [10, {"~": 1}], "": {"": 2}, "0": 3})");
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"/a~1b/0", "10"}, {"/a~1b/1/~0", "1"}, {"/", R"({"":2})"}, {"//", "2"}, {"/0", "3"}};
  for (const auto& [pointer, expected] : cases) {
    ASSERT_NE(root.at(pointer), nullptr) << pointer;
    EXPECT_EQ(root.at(pointer)->dump(), expected) << pointer;
  }
  EXPECT_EQ(root.at(""), &root);
  for (const char* pointer :
       {"a", "/x", "/a~1b/2", "/a~1b/-", "/a~1b/00", "/a~1b/01", "/a~1b/+1", "/a~1b/0x", "/a~1b/",
        "/a~1b/0/x", "/a~2b", "/a~", "/a~1b/99999999999999999999999"}) {
    EXPECT_EQ(root.at(pointer), nullptr) << pointer;
  }
  EXPECT_EQ(pointer_token("a/b~c"), "a~1b~0c");
}

TEST(Pointer, IsTheSamePlaceOfAnyList) {
  EXPECT_EQ(without_indexes("/data/3/key/07"), "/data/*/key/*");
  EXPECT_EQ(without_indexes("/data/3x//-1"), "/data/3x//-1");
  EXPECT_EQ(without_indexes(""), "");
}

TEST(Value, ComparesAsJsonSchemaDoes) {
  const std::vector<std::pair<std::string, std::string>> equal = {
      {"1", "1.0"},
      {"100", "1e2"},
      {"0", "-0.0"},
      {"0.1", "1e-1"},
      {"18446744073709551615", "18446744073709551615.0"},
      {R"({"a":1,"b":[2]})", R"({"b":[2.0],"a":1})"},
      {"[null,true]", "[null,true]"},
  };
  const std::vector<std::pair<std::string, std::string>> unequal = {
      {"9007199254740993", "9007199254740992.0"},
      {"18446744073709551616", "18446744073709551617"},
      {"9223372036854775807", "9223372036854775808"},
      {"0", "1e-400"},
      {"-1", "18446744073709551615"},
      {"0", "false"},
      {"\"1\"", "1"},
      {"[1,2]", "[2,1]"},
      {R"({"a":1})", R"({"a":1,"b":1})"},
      {R"({"a":1})", R"({"b":1})"},
      {"[]", "{}"},
  };
  for (const auto& [a, b] : equal) EXPECT_TRUE(value(a) == value(b)) << a << ' ' << b;
  for (const auto& [a, b] : unequal) EXPECT_FALSE(value(a) == value(b)) << a << ' ' << b;
}

TEST(Value, NamesTypes) {
  const std::vector<std::pair<std::string, std::string_view>> cases = {
      {"null", "null"},   {"true", "boolean"}, {"1", "integer"}, {"1.5", "number"},
      {"\"\"", "string"}, {"[]", "array"},     {"{}", "object"}};
  for (const auto& [text, type] : cases) EXPECT_EQ(value(text).type_name(), type);
}

TEST(Value, DumpsWithinALimit) {
  const Value root = value(R"({"ab":["é\n",12]})");
  EXPECT_EQ(root.dump(), "{\"ab\":[\"é\\n\",12]}");
  EXPECT_EQ(root.dump(18), root.dump());
  EXPECT_EQ(root.dump(root.dump().size() - 1), "{\"ab\":[\"é\\n\",12]…");
  EXPECT_EQ(root.dump(9), "{\"ab\":[\"…") << "not half of é";
  EXPECT_EQ(root.dump(10), "{\"ab\":[\"é…");
  EXPECT_EQ(root.dump(11), "{\"ab\":[\"é…") << "not half of an escape";
  EXPECT_EQ(root.dump(0), "…");
  EXPECT_EQ(Value(0.5, 0).dump(), "0.5");
}

}  // namespace
}  // namespace sp::schemas
