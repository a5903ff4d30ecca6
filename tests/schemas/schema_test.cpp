// Our own tables: what OpenAPI 3.0 adds to JSON Schema and leaves out of it, what is refused
// when a schema is compiled, and the words that users read.

#include <string>
#include <string_view>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sp/schemas/json.h>
#include <sp/schemas/schema.h>

namespace sp::schemas {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using Dialect = Schema::Dialect;

Schema compile(std::string_view text, Dialect dialect = Dialect::draft7) {
  return Schema::compile(parse(text).root(), dialect);
}

// The violations, each as "instance | schema | expected | found".
std::vector<std::string> violations(std::string_view schema, std::string_view value,
                                    Dialect dialect = Dialect::draft7) {
  std::vector<std::string> lines;
  for (const Violation& v : compile(schema, dialect).validate(parse(value).root())) {
    lines.push_back(v.instance + " | " + v.schema + " | " + v.expected + " | " + v.found);
  }
  return lines;
}

struct FitCase {
  std::string schema;
  std::vector<std::string> accepted;
  std::vector<std::string> refused;
};

void expect_fits(const std::vector<FitCase>& cases, Dialect dialect) {
  for (const FitCase& c : cases) {
    SCOPED_TRACE(c.schema);
    const Schema schema = compile(c.schema, dialect);
    for (const std::string& value : c.accepted) {
      EXPECT_TRUE(schema.accepts(parse(value).root())) << value;
      EXPECT_TRUE(schema.validate(parse(value).root()).empty()) << value;
    }
    for (const std::string& value : c.refused) {
      EXPECT_FALSE(schema.accepts(parse(value).root())) << value;
      EXPECT_FALSE(schema.validate(parse(value).root()).empty()) << value;
    }
  }
}

TEST(SchemaNumbers, AreComparedExactly) {
  expect_fits(
      {
          {R"({"type":"integer"})",
           {"1.0", "1e2", "18446744073709551616", "1e300"},
           {"1.5", "\"1\""}},
          {R"({"minimum":1})", {"9223372036854775808", "18446744073709551615"}, {"0", "-1"}},
          {R"({"maximum":9223372036854775807})", {"9223372036854775807"}, {"9223372036854775808"}},
          {R"({"maximum":9007199254740992})", {"9007199254740992.0"}, {"9007199254740993"}},
          {R"({"minimum":-9223372036854775808})",
           {"-9223372036854775808"},
           {"-9223372036854775809"}},
          {R"({"maximum":0.3})", {"0.3", "3e-1"}, {"0.30000000000000001"}},
          {R"({"exclusiveMinimum":0})", {"1e-400", "0.1"}, {"0", "-0.0"}},
          {R"({"multipleOf":0.01})", {"1.15", "4.35", "19.99", "0", "1e20"}, {"0.001", "1.155"}},
          {R"({"multipleOf":0.0001})", {"0.0075"}, {"0.00751"}},
          {R"({"multipleOf":3})", {"18446744073709551615", "9e30"}, {"18446744073709551614"}},
          {R"({"multipleOf":1e3})", {"5000", "1e4"}, {"500", "1"}},
          {R"({"multipleOf":2.5})", {"-7.5", "10"}, {"6"}},
          {R"({"const":1})", {"1", "1.0"}, {"true", "\"1\""}},
          {R"({"enum":[9007199254740993]})", {"9007199254740993"}, {"9007199254740992"}},
      },
      Dialect::draft7);
}

TEST(SchemaStrings, AreCountedInCodePoints) {
  expect_fits(
      {
          {R"({"minLength":2,"maxLength":2})",
           {"\"ab\"", "\"é€\"", "\"😀😀\"", "\"\\u0000a\""},
           {"\"é\"", "\"abc\""}},
          {R"({"pattern":"^é.$"})", {"\"éa\"", "\"é😀\""}, {"\"é\"", "\"xéa\""}},
          {R"({"pattern":"b"})", {"\"abc\"", "1"}, {"\"ac\""}},
          {R"({"pattern":"^a$"})", {"\"a\""}, {"\"a\\n\"", "\"a\\u0000\""}},
          {R"({"format":"date-time"})", {"\"2026-06-27T12:42:03Z\"", "1"}, {"\"2026-06-27\""}},
          {R"({"format":"date"})", {"\"2026-06-27\""}, {"\"2026-02-30\""}},
          {R"({"format":"uri"})", {"\"::\""}, {}},
      },
      Dialect::draft7);
}

TEST(SchemaArrays, CanBeUniqueWhateverTheirLength) {
  std::string many = "[0";
  for (int i = 1; i < 3000; ++i) many.append(",").append(std::to_string(i));
  expect_fits(
      {{R"({"uniqueItems":true})",
        {"[]", "[1,\"1\",true,[1],{\"a\":1}]", "[0,false]", many + "]"},
        {"[1,1.0]", R"([{"a":1,"b":2},{"b":2,"a":1.0}])", many + ",1e3]", many + ",[],[]]"}}},
      Dialect::draft7);
}

// Whatever the name is made of: nobody has to read it out of the words.
TEST(SchemaObjects, TellTheNameOfTheMemberThatIsNotThere) {
  const auto missing = [](std::string_view schema, std::string_view value) {
    std::vector<std::string> names;
    for (const Violation& v : compile(schema).validate(parse(value).root())) {
      names.push_back(v.missing);
    }
    return names;
  };
  EXPECT_THAT(missing(R"({"required": ["a", "b\"c/d"]})", R"({})"), ElementsAre("a", "b\"c/d"));
  EXPECT_THAT(missing(R"({"dependencies": {"a": ["b"]}})", R"({"a": 1})"), ElementsAre("b"));
  EXPECT_THAT(missing(R"({"properties": {"a": {"type": "string"}}})", R"({"a": 1})"),
              ElementsAre(""));
}

TEST(OpenApiSchema, AddsItsOwnKeywords) {
  expect_fits(
      {
          {R"({"type":"string","nullable":true})", {"null", "\"a\""}, {"1"}},
          {R"({"nullable":true,"type":"integer","minimum":1})", {"null", "1"}, {"0"}},
          {R"({"type":"string","nullable":false})", {"\"a\""}, {"null"}},
          {R"({"nullable":true})", {"null", "1"}, {}},
          {R"({"nullable":true,"enum":["a"]})", {"\"a\""}, {"null"}},
          {R"({"type":"string","nullable":true,"enum":["a"]})", {"\"a\""}, {"null"}},
          {R"({"type":"string","nullable":true,"enum":["a",null]})", {"\"a\"", "null"}, {"\"b\""}},
          {R"({"type":"string","enum":["a",null]})", {"\"a\""}, {"null"}},
          {R"({"nullable":true,"allOf":[{"type":"string"}]})", {"\"a\""}, {"null"}},
          {R"({"minimum":1,"exclusiveMinimum":true})", {"1.1", "2"}, {"1", "0"}},
          {R"({"exclusiveMinimum":false,"minimum":1})", {"1"}, {"0"}},
          {R"({"exclusiveMaximum":true,"maximum":1})", {"0"}, {"1"}},
          {R"({"exclusiveMaximum":true})", {"1"}, {}},
          {R"({"type":"integer","format":"int32"})",
           {"2147483647", "2147483648", "1e30", "1.0"},
           {"1.5"}},
          {R"({"type":"integer","format":"int64"})", {"9223372036854775808"}, {"1.5"}},
          {R"({"format":"int32"})", {"\"a\"", "1.5", "3000000000"}, {}},
          {R"({"type":"object","additionalProperties":false,"properties":{"a":{}}})",
           {"{\"a\":1}"},
           {"{\"b\":1}"}},
          {R"({"additionalProperties":{"type":"integer"}})", {"{\"a\":1}"}, {"{\"a\":\"\"}"}},
          {R"({"type":"array","items":{"type":"integer"}})", {"[1]"}, {"[\"\"]"}},
          {R"({"title":"t","description":"d","default":1,"example":1,"deprecated":true,"x-note":{},
               "externalDocs":{},"xml":{},"readOnly":true,"writeOnly":false})",
           {"1"},
           {}},
      },
      Dialect::openapi30);
}

TEST(OpenApiSchema, IgnoresWhatStandsBesideAReference) {
  const Value document = parse(R"({"components":{"schemas":{
      "a":{"$ref":"#/components/schemas/b","type":"string","nullable":true,"nonsense":1},
      "b":{"type":"integer"}}}})")
                             .root();
  const Schema schema = Schema::compile(document, Dialect::openapi30, "/components/schemas/a");
  EXPECT_TRUE(schema.accepts(parse("1").root()));
  EXPECT_FALSE(schema.accepts(parse("\"a\"").root()));
  EXPECT_FALSE(schema.accepts(parse("null").root()));
}

struct MalformedCase {
  Dialect dialect;
  std::string schema;
  std::string pointer;
  std::string message;
};

void expect_refused(const std::vector<MalformedCase>& cases) {
  for (const MalformedCase& c : cases) {
    SCOPED_TRACE(c.schema);
    try {
      compile(c.schema, c.dialect);
      ADD_FAILURE() << "was accepted";
    } catch (const SchemaError& error) {
      EXPECT_EQ(error.pointer, c.pointer);
      EXPECT_THAT(error.what(), HasSubstr(c.message));
    }
  }
}

TEST(SchemaCompile, RefusesUnsupportedKeywords) {
  const std::string unsupported = " is not supported";
  const std::string foreign = "is no keyword of OpenAPI 3.0";
  std::vector<MalformedCase> cases = {
      {Dialect::draft7, R"({"properties":{"a":{"minimun":1}}})", "/properties/a/minimun",
       "the keyword \"minimun\" is not supported"},
      {Dialect::draft7, R"({"definitions":{"unused":{"$defs":{}}}})", "/definitions/unused/$defs",
       unsupported},
      {Dialect::draft7, R"({"x-note":1})", "/x-note", unsupported},
      {Dialect::draft7, R"({"a/b":1})", "/a~1b", unsupported},
      {Dialect::draft7, R"({"nullable":true})", "/nullable",
       "\"nullable\" is no keyword of JSON Schema draft 7"},
      {Dialect::draft7, R"({"$schema":"https://json-schema.org/draft/2020-12/schema"})", "/$schema",
       "draft-07"},
      {Dialect::openapi30, R"({"discriminator":{"propertyName":"a"}})", "/discriminator",
       unsupported},
      {Dialect::openapi30, "true", "", "expected a schema"},
  };
  for (const char* keyword :
       {"const", "if", "then", "else", "patternProperties", "contains", "propertyNames",
        "dependencies", "additionalItems", "$id", "$schema", "$comment", "definitions", "examples",
        "contentMediaType", "contentEncoding"}) {
    cases.push_back({Dialect::openapi30, std::string("{\"") + keyword + "\":{}}",
                     std::string("/").append(keyword), foreign});
  }
  expect_refused(cases);
}

TEST(SchemaCompile, ChecksTheTypeOfEachKeyword) {
  expect_refused({
      {Dialect::draft7, "1", "", "expected a schema, found 1"},
      {Dialect::draft7, R"({"type":"text"})", "/type", "expected the name of a type"},
      {Dialect::draft7, R"({"type":[]})", "/type", "expected the name of a type"},
      {Dialect::draft7, R"({"type":["null","null"]})", "/type", "expected the name of a type"},
      {Dialect::draft7, R"({"enum":"a"})", "/enum", "expected an array of at least one value"},
      {Dialect::draft7, R"({"enum":[]})", "/enum", "expected an array of at least one value"},
      {Dialect::draft7, R"({"minimum":"1"})", "/minimum", "expected a number, found \"1\""},
      {Dialect::draft7, R"({"exclusiveMinimum":true})", "/exclusiveMinimum", "expected a number"},
      {Dialect::draft7, R"({"multipleOf":0})", "/multipleOf", "expected a number above 0"},
      {Dialect::draft7, R"({"maxLength":-1})", "/maxLength", "expected an integer of at least 0"},
      {Dialect::draft7, R"({"minItems":1.5})", "/minItems", "expected an integer of at least 0"},
      {Dialect::draft7, R"s({"pattern":"(?=a)"})s", "/pattern", "not a regular expression"},
      {Dialect::draft7, R"({"pattern":1})", "/pattern", "expected a string"},
      {Dialect::draft7, R"({"format":1})", "/format", "expected a string"},
      {Dialect::draft7, R"({"uniqueItems":1})", "/uniqueItems", "expected a boolean"},
      {Dialect::draft7, R"({"items":1})", "/items", "expected a schema"},
      {Dialect::draft7, R"({"items":[1]})", "/items/0", "expected a schema"},
      {Dialect::draft7, R"({"properties":[]})", "/properties", "expected an object"},
      {Dialect::draft7, R"({"properties":{"a/b":1}})", "/properties/a~1b", "expected a schema"},
      {Dialect::draft7, R"({"patternProperties":{"(":{}}})", "/patternProperties/(", "expression"},
      {Dialect::draft7, R"({"required":["a","a"]})", "/required", "strings without repeats"},
      {Dialect::draft7, R"({"dependencies":{"a":[1]}})", "/dependencies/a", "strings"},
      {Dialect::draft7, R"({"dependencies":{"a":1}})", "/dependencies/a", "expected a schema"},
      {Dialect::draft7, R"({"allOf":[]})", "/allOf", "at least one schema"},
      {Dialect::draft7, R"({"oneOf":{}})", "/oneOf", "at least one schema"},
      {Dialect::draft7, R"({"title":1})", "/title", "expected a string"},
      {Dialect::draft7, R"({"examples":1})", "/examples", "expected an array"},
      {Dialect::draft7, R"({"readOnly":1})", "/readOnly", "expected a boolean"},
      {Dialect::openapi30, R"({"type":["string"]})", "/type", "expected the name of a type"},
      {Dialect::openapi30, R"({"type":"null"})", "/type", "expected a type of OpenAPI 3.0"},
      {Dialect::openapi30, R"({"type":"array"})", "/type", "an array needs \"items\" beside it"},
      {Dialect::openapi30, R"({"items":[{}]})", "/items", "expected a schema"},
      {Dialect::openapi30, R"({"exclusiveMinimum":1})", "/exclusiveMinimum", "expected a boolean"},
      {Dialect::openapi30, R"({"nullable":1})", "/nullable", "expected a boolean"},
      {Dialect::openapi30, R"({"required":[]})", "/required", "expected at least one name"},
      {Dialect::openapi30, R"({"format":"uuid"})", "/format", "one of the formats"},
      {Dialect::openapi30, R"({"properties":{"a":true}})", "/properties/a", "expected a schema"},
  });
}

TEST(SchemaReferences, LeadSomewhereInTheDocument) {
  const std::string nowhere = "leads nowhere";
  const std::string out = "leads out of the document";
  const std::string endless = "without an end";
  expect_refused({
      {Dialect::draft7, R"({"$ref":1})", "/$ref", "expected a string"},
      {Dialect::draft7, R"({"items":{"$ref":"#/definitions/a"}})", "/items/$ref", nowhere},
      {Dialect::draft7, R"({"$ref":"#a"})", "/$ref", out},
      {Dialect::draft7, R"({"$ref":"other.json#/a"})", "/$ref", out},
      {Dialect::draft7, R"({"$ref":"http://json-schema.org/draft-07/schema#"})", "/$ref", out},
      {Dialect::draft7, R"({"definitions":{"a":{"$id":"x"},"b":{"$id":"x"}}})",
       "/definitions/b/$id", "\"/definitions/a\" has this $id too"},
      {Dialect::draft7, R"({"$ref":"#"})", "", endless},
      {Dialect::draft7, R"({"allOf":[{"$ref":"#"}]})", "", endless},
      {Dialect::draft7, R"({"not":{"$ref":"#"}})", "", endless},
      {Dialect::draft7, R"({"dependencies":{"a":{"$ref":"#"}}})", "", endless},
      {Dialect::draft7,
       R"({"items":{"$ref":"#/definitions/a"},"definitions":{"a":{"$ref":"#/definitions/b"},
           "b":{"anyOf":[{"type":"null"},{"$ref":"#/definitions/a"}]}}})",
       "/definitions/a", endless},
      {Dialect::openapi30, R"({"$ref":"other.yaml#/a"})", "/$ref", out},
      {Dialect::openapi30, R"({"oneOf":[{"$ref":"#"}]})", "", endless},
  });
}

TEST(SchemaReferences, AreResolvedAgainstIds) {
  expect_fits(
      {
          {R"({"$id":"http://x/a/root.json","items":{"$ref":"b/c.json#/definitions/d"},
               "definitions":{"c":{"$id":"b/c.json","definitions":{"d":{"type":"integer"}}}}})",
           {"[1]"},
           {"[\"\"]"}},
          {R"({"$id":"http://x/a/b.json","items":{"$ref":"../c.json"},
               "definitions":{"c":{"$id":"/c.json","type":"integer"}}})",
           {"[1]"},
           {"[\"\"]"}},
          {R"({"items":{"$ref":"#here"},"definitions":{"c":{"$id":"#here","type":"integer"}}})",
           {"[1]"},
           {"[\"\"]"}},
          {R"({"items":{"$ref":"urn:x:1"},"definitions":{"c":{"$id":"urn:x:1","type":"integer"}}})",
           {"[1]"},
           {"[\"\"]"}},
          {R"({"enum":[{"$id":"x"},{"$id":"x"}]})", {R"({"$id":"x"})"}, {"1"}},
          {R"({"items":{"$ref":"#/definitions/%64%2B"},"definitions":{"d+":{"type":"integer"}}})",
           {"[1]"},
           {R"(["a"])"}},
          // Control characters are no hexadecimal digits: what they follow is no escape.
          {R"({"items":{"$ref":"#/definitions/%\u0016\u0014"},
               "definitions":{"%\u0016\u0014":{"type":"integer"}}})",
           {"[1]"},
           {R"(["a"])"}},
          {R"({"shared":{"n":{"type":"integer"}},"items":{"$ref":"#/shared/n"}})",
           {"[1]"},
           {"[\"\"]"}},
      },
      Dialect::draft7);
}

TEST(SchemaReferences, MayRecurseThroughTheValue) {
  expect_fits({{R"({"type":"object","additionalProperties":{"$ref":"#"}})",
                {"{}", R"({"a":{"b":{}}})"},
                {R"({"a":{"b":1}})"}}},
              Dialect::draft7);
}

TEST(SchemaCompile, TakesASchemaInsideADocument) {
  const Value document = parse(R"({"definitions":{"a":{"items":{"$ref":"#/definitions/b"}},
                                                  "b":{"type":"null"}}})")
                             .root();
  const Schema schema = Schema::compile(document, Dialect::draft7, "/definitions/a");
  EXPECT_TRUE(schema.accepts(parse("[null]").root()));
  EXPECT_FALSE(schema.accepts(parse("[1]").root()));
  EXPECT_THROW(Schema::compile(document, Dialect::draft7, "/definitions/c"), SchemaError);
}

struct WordsCase {
  std::string schema;
  std::string value;
  std::string violation;
};

TEST(SchemaWords, AreShortAndExact) {
  const std::vector<WordsCase> cases = {
      {R"({"type":"integer"})", "1.5", " | /type | an integer | 1.5"},
      {R"({"type":["string","null"]})", "[]", " | /type | a string or null | []"},
      {R"({"type":["object","array","boolean"]})", "1",
       " | /type | a boolean, an array or an object | 1"},
      {R"({"enum":["queued","pass",null,1,"a b",""]})", "\"x\"",
       " | /enum | one of queued, pass, null, 1, \"a b\", \"\" | \"x\""},
      {R"({"enum":["null"]})", "null", " | /enum | \"null\" | null"},
      {R"({"const":{"a":1}})", "2", " | /const | {\"a\":1} | 2"},
      {R"({"minimum":1})", "0", " | /minimum | at least 1 | 0"},
      {R"({"maximum":100})", "101", " | /maximum | at most 100 | 101"},
      {R"({"exclusiveMinimum":0})", "0", " | /exclusiveMinimum | more than 0 | 0"},
      {R"({"exclusiveMaximum":1.50})", "2", " | /exclusiveMaximum | less than 1.50 | 2"},
      {R"({"multipleOf":0.01})", "0.001", " | /multipleOf | a multiple of 0.01 | 0.001"},
      {R"({"minLength":1})", "\"\"", " | /minLength | at least 1 character | no characters: \"\""},
      {R"({"maxLength":2})", "\"abc\"",
       " | /maxLength | at most 2 characters | 3 characters: \"abc\""},
      {R"({"pattern":"^a$"})", "\"b\"", " | /pattern | text that matches ^a$ | \"b\""},
      {R"({"format":"date-time"})", "\"now\"",
       " | /format | a date-time such as 2026-06-27T12:42:03Z | \"now\""},
      {R"({"maxItems":1})", "[1,2]", " | /maxItems | at most 1 item | 2 items: [1,2]"},
      {R"({"uniqueItems":true})", "[1,2,1]",
       "/2 | /uniqueItems | items without repeats | 1, as in item 0"},
      {R"({"contains":{"type":"null"}})", "[1]",
       " | /contains | at least one item that fits | [1]"},
      {R"({"items":[{}],"additionalItems":false})", "[1,2]",
       "/1 | /additionalItems | no value here | 2"},
      {R"({"minProperties":1})", "{}", " | /minProperties | at least 1 member | no members: {}"},
      {R"({"required":["run_id"]})", "{}", " | /required | member \"run_id\" | no such member"},
      {R"({"dependencies":{"a/b":["c"]}})", R"({"a/b":1})",
       " | /dependencies/a~1b | member \"c\" beside \"a/b\" | no such member"},
      {R"({"properties":{"id":{},"name":{}},"additionalProperties":false})", R"({"nmae":1})",
       "/nmae | /additionalProperties | one of the members id or name | member \"nmae\""},
      {R"({"properties":{"id":{}},"patternProperties":{"^x-":{}},"additionalProperties":false})",
       R"({"y":1})",
       "/y | /additionalProperties | one of the members id or a name that matches ^x- | "
       "member \"y\""},
      {R"({"additionalProperties":false})", R"({"a":1})",
       "/a | /additionalProperties | no members | member \"a\""},
      {R"({"propertyNames":{"maxLength":1}})", R"({"ab":1})",
       "/ab | /propertyNames/maxLength | at most 1 character | 2 characters: \"ab\""},
      {R"({"properties":{"a":false}})", R"({"a":1})", "/a | /properties/a | no value here | 1"},
      {R"({"not":{"required":["a"]}})", R"({"a":1})", " | /not | no member \"a\" | member \"a\""},
      {R"({"not":{"required":["a","b"]}})", R"({"a":1,"b":2})",
       " | /not | not all of the members a, b | all of them"},
      {R"({"description":"anything but null","not":{"type":"null"}})", "null",
       " | /not | anything but null | null"},
      {R"({"not":{"type":"null"}})", "null",
       " | /not | a value that the schema under \"not\" refuses | null"},
      {R"({"if":{"required":["a"]},"then":{"required":["b"]}})", R"({"a":1})",
       " | /then/required | member \"b\" | no such member"},
      {R"({"oneOf":[{"minimum":1},{"type":"null"},{"maximum":5}]})", "3",
       " | /oneOf | a value that fits one alternative only, not 0 and 2 alike | 3"},
      {"false", "1", " |  | no value here | 1"},
  };
  for (const WordsCase& c : cases) {
    EXPECT_THAT(violations(c.schema, c.value), ElementsAre(c.violation)) << c.schema;
  }
  EXPECT_THAT(
      violations(R"({"minimum":1,"exclusiveMinimum":true})", "-3000000000", Dialect::openapi30),
      ElementsAre(" | /minimum | more than 1 | -3000000000"));
}

TEST(SchemaWords, CutWhatWasFound) {
  const Value text(std::string(500, 'x'), 0);
  const auto found = compile(R"({"type":"null"})").validate(text);
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].found, text.dump(80));
}

TEST(SchemaViolations, AreAllReportedInTheOrderOfTheInstance) {
  EXPECT_THAT(violations(R"({"required":["z"],
                             "allOf":[{"properties":{"c":{"type":"null"}}},
                                      {"properties":{"a":{"maximum":0,"multipleOf":2}}}],
                             "properties":{"b":{"items":{"type":"string"}}}})",
                         R"({"a":3,"b":["x",1,2],"c":4})"),
              ElementsAre(" | /required | member \"z\" | no such member",
                          "/a | /allOf/1/properties/a/maximum | at most 0 | 3",
                          "/a | /allOf/1/properties/a/multipleOf | a multiple of 2 | 3",
                          "/b/1 | /properties/b/items/type | a string | 1",
                          "/b/2 | /properties/b/items/type | a string | 2",
                          "/c | /allOf/0/properties/c/type | null | 4"));
}

TEST(SchemaViolations, AreReportedOnceAndWhereTheKeywordReallyStands) {
  EXPECT_THAT(violations(R"({"definitions":{"n":{"type":"integer"},"m":{"$ref":"#/definitions/n"}},
                             "properties":{"a~/b":{"allOf":[{"$ref":"#/definitions/n"},
                                                            {"$ref":"#/definitions/m"}]}}})",
                         R"({"a~/b":"x"})"),
              ElementsAre("/a~0~1b | /definitions/n/type | an integer | \"x\""));
}

TEST(SchemaViolations, SayNothingMoreOfAWrongType) {
  EXPECT_THAT(violations(R"({"type":"string","enum":["a"],"oneOf":[{"minLength":1}]})", "1"),
              ElementsAre(" | /type | a string | 1"));
}

TEST(SchemaViolations, KnowTheLineOfTheValue) {
  const auto found = compile(R"({"items":{"required":["a"],"properties":{"b":{"type":"null"}},
                                 "propertyNames":{"maxLength":1}}})")
                         .validate(parse("[\n {\"a\":1},\n {\"b\":\n 1,\n\"cc\":0}]").root());
  ASSERT_EQ(found.size(), 3u);
  EXPECT_EQ(found[0].line, 3u);
  EXPECT_EQ(found[1].line, 4u);
  EXPECT_EQ(found[2].line, 5u);
}

TEST(SchemaAlternatives, ReportTheOneThatFitsBest) {
  const std::string kinds = R"({"oneOf":[
      {"type":"string","minLength":3},
      {"type":"object","required":["kind","x"],
       "properties":{"kind":{"const":"a"},"x":{"type":"null"}}},
      {"type":"object","required":["kind"],
       "properties":{"kind":{"enum":["b","c"]},"y":{"maximum":1}}}]})";
  const std::vector<WordsCase> cases = {
      {kinds, "\"ab\"", " | /oneOf/0/minLength | at least 3 characters | 2 characters: \"ab\""},
      {kinds, R"({"kind":"a"})", " | /oneOf/1/required | member \"x\" | no such member"},
      {kinds, R"({"kind":"c","y":2})", "/y | /oneOf/2/properties/y/maximum | at most 1 | 2"},
      {kinds, R"({"kind":"d"})", "/kind | /oneOf | one of a, b, c | \"d\""},
      {kinds, "{}", " | /oneOf/2/required | member \"kind\" | no such member"},
      {kinds, "1", " | /oneOf | a string or an object | 1"},
      {R"({"anyOf":[{"type":"null"},{"type":"integer","minimum":5}]})", "3",
       " | /anyOf/1/minimum | at least 5 | 3"},
      {R"({"anyOf":[{"required":["a","b"]},{"required":["c"]}]})", "{}",
       " | /anyOf/1/required | member \"c\" | no such member"},
      {R"({"anyOf":[{"required":["a"]},{"required":["b"],"properties":{"b":{}}},
                    {"required":["c"]}]})",
       "{}", " | /anyOf | one of the members a, b or c | none of them"},
      {R"({"anyOf":[{"required":["a"]},{"required":["b"],"properties":{"b":{"const":1}}}]})", "{}",
       " | /anyOf/0/required | member \"a\" | no such member"},
  };
  for (const WordsCase& c : cases) {
    EXPECT_THAT(violations(c.schema, c.value), ElementsAre(c.violation)) << c.value;
  }
}

TEST(Schema, OutlivesItsDocumentAndIsCheapToCopy) {
  std::vector<Schema> schemas;
  {
    const Document document = parse(R"({"enum":["a",{"b":[1]}],"title":"t"})");
    schemas.assign(3, Schema::compile(document.root(), Dialect::draft7));
  }
  EXPECT_TRUE(schemas[2].accepts(parse(R"({"b":[1]})").root()));
  EXPECT_FALSE(schemas[0].accepts(parse("\"b\"").root()));
}

TEST(Schema, ChecksEveryOccurrenceOfARepeatedKey) {
  EXPECT_THAT(violations(R"({"properties":{"a":{"type":"integer"}}})", R"({"a":1,"a":"x"})"),
              ElementsAre("/a | /properties/a/type | an integer | \"x\""));
}

}  // namespace
}  // namespace sp::schemas
