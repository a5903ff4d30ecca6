// An example of each public type of sp::schemas: one test a type, named after it.
#include <gtest/gtest.h>

#include <sp/schemas/api.h>
#include <sp/schemas/embedded.h>
#include <sp/schemas/json.h>
#include <sp/schemas/json_file.h>
#include <sp/schemas/percent.h>
#include <sp/schemas/revision.h>
#include <sp/schemas/schema.h>
#include <sp/schemas/trailing_commas.h>
#include <sp/schemas/utf8.h>
#include <sp/schemas/visible.h>

namespace {

using namespace sp::schemas;

TEST(Document, KeepsKeysThatAreThereTwice) {
  const Document document = parse("{\"run_id\": 9338,\n \"run_id\": 9339}");
  ASSERT_EQ(document.repeats.size(), 1);
  EXPECT_EQ(document.repeats[0].line, 2);
}

TEST(Repeat, SaysWhere) {
  const Repeat repeat = parse(R"({"data": [{"id": 1, "id": 2}]})").repeats.at(0);
  EXPECT_EQ(repeat.pointer, "/data/0/id");
}

TEST(Value, IsReadAsTheTypeThatOneExpects) {
  const Document document = parse(R"({"run_id": 9338, "status": "fail"})");
  EXPECT_EQ(document.root().find("run_id")->integer(), 9338);
  EXPECT_EQ(*document.root().at("/status")->string(), "fail");
  EXPECT_EQ(document.root().at("/status")->array(), nullptr);
}

TEST(Member, StandsInTheOrderOfTheText) {
  const Document document = parse(R"({"b": 1, "a": 2})");
  const Member& first = document.root().object()->front();
  EXPECT_EQ(first.name, "b");
}

TEST(NewMember, IsWhatAProgramMakesAnObjectOf) {
  const Document document = parse(R"({"limit": 50})");
  NewObject members = copy_of(*document.root().object());
  members.emplace_back("offset", Value(100, 0));
  EXPECT_EQ(Value(std::move(members), 0).dump(), R"({"limit":50,"offset":100})");
}

TEST(Decimal, RemembersHowItWasWritten) {
  const Document document = parse("9338.0");
  EXPECT_EQ(document.root().decimal()->literal, "9338.0");
  EXPECT_EQ(document.root().integer(), 9338);
}

TEST(ReadOptions, TakeCommentsWherePeopleWrite) {
  EXPECT_EQ(parse("[1 /* the first */]", {.comments = true}).root().array()->size(), 1);
}

TEST(TooManyValues, IsThrownBeforeTheyTakeTheMemory) {
  EXPECT_THROW(parse("[1, 2, 3]", {.max_values = 3}), TooManyValues);
}

TEST(SyntaxError, SaysWhereAndWhatWasExpected) {
  try {
    parse("{\"run_id\":\n nine}");
    FAIL();
  } catch (const SyntaxError& error) {
    EXPECT_EQ(error.line, 2);
    EXPECT_EQ(error.pointer, "/run_id");
  }
}

TEST(TrailingComma, IsFoundWhereAPersonLeftOne) {
  const TrailingComma comma = trailing_commas("{\"a\": [1, 2,]}").at(0);
  EXPECT_EQ(comma.pointer, "/a");
  EXPECT_FALSE(comma.in_object);
}

TEST(JsonPlace, NamesTheFileAndThePlaceOfAMistake) {
  const std::string file = "baseline.json";
  const Document document = parse_file(R"({"findings": [{"line": "seven"}]})", file);
  const JsonPlace place(document.root(), file);
  const JsonPlace line = place.member("findings").items().at(0).member("line");
  EXPECT_THROW((void)line.integer(), FileError);
}

TEST(FileError, IsASentence) {
  try {
    parse_file("[1, 2", "baseline.json");
    FAIL();
  } catch (const FileError& error) {
    EXPECT_TRUE(std::string_view(error.what()).starts_with("baseline.json:1"));
  }
}

TEST(Schema, IsCompiledOnceAndAskedOften) {
  const Document document = parse(R"({"type": "integer", "minimum": 1})");
  const Schema schema = Schema::compile(document.root(), Schema::Dialect::draft7);
  EXPECT_TRUE(schema.accepts(parse("7").root()));
  EXPECT_FALSE(schema.accepts(parse("0").root()));
}

TEST(Violation, SaysWhereAValueDeparts) {
  const Document document = parse(R"({"properties": {"run_id": {"minimum": 1}}})");
  const Schema schema = Schema::compile(document.root(), Schema::Dialect::draft7);
  const Violation violation = schema.validate(parse(R"({"run_id": 0})").root()).at(0);
  EXPECT_EQ(violation.instance, "/run_id");
  EXPECT_EQ(violation.found, "0");
}

TEST(SchemaError, IsThrownForAKeywordThatIsUnknown) {
  const Document document = parse(R"({"properties": {"id": {"$dynamicRef": "#id"}}})");
  EXPECT_THROW(Schema::compile(document.root(), Schema::Dialect::draft7), SchemaError);
}

TEST(Revision, IsReadByName) {
  EXPECT_EQ(parse_revision("upstream"), Revision::upstream);
  EXPECT_EQ(to_string(Revision::published), "published");
  EXPECT_EQ(parse_revision("both"), std::nullopt);
}

TEST(Api, HasTheOperationsOfARevision) {
  const Api& api = Api::of(Revision::published);
  EXPECT_EQ(api.operations().size(), 5);
  EXPECT_EQ(api.find("deleteRun"), nullptr);
}

TEST(Operation, KnowsItsPathAndWhatItAnswers) {
  const Operation& diff = *Api::of(Revision::published).find("getDiff");
  EXPECT_EQ(diff.method, "GET");
  EXPECT_TRUE(diff.documents(200));
  EXPECT_FALSE(diff.documents(418));
}

TEST(Parameter, SaysWhereItStandsAndWhatItTakes) {
  const Operation& history = *Api::of(Revision::published).find("getSampleHistory");
  const Parameter& limit = *history.parameter("limit");
  EXPECT_EQ(limit.in, Parameter::In::query);
  EXPECT_TRUE(limit.integer);
  EXPECT_FALSE(limit.required);
}

TEST(Response, HasTheSchemaOfItsBody) {
  const Response& ok = *Api::of(Revision::published).find("getRunSummary")->response(200);
  ASSERT_TRUE(ok.body);
  EXPECT_FALSE(ok.body->accepts(parse("[]").root()));
}

TEST(Header, HasASchemaToo) {
  const Response& refusal = *Api::of(Revision::published).find("getRunSummary")->response(429);
  ASSERT_FALSE(refusal.headers.empty());
  const Header& header = refusal.headers.front();
  EXPECT_FALSE(header.name.empty());
}

TEST(Plus, IsABlankInAQueryAndItselfInAPath) {
  EXPECT_EQ(percent_decoded("a+b", Plus::blank), "a b");
  EXPECT_EQ(percent_decoded("a+b", Plus::itself), "a+b");
}

TEST(Character, IsABytePerWrongOne) {
  EXPECT_EQ(first_character("é").code, U'é');
  const Character wrong = first_character("\xFFz");
  EXPECT_FALSE(wrong.valid);
  EXPECT_EQ(wrong.bytes.size(), 1);
}

TEST(Lines, AreKeptOrWrittenOut) {
  EXPECT_EQ(visible("a\nb", Lines::one), "a\\x0Ab");
  EXPECT_EQ(visible("a\nb", Lines::many), "a\nb");
}

TEST(File, IsANameAndAText) {
  const sp::embedded::File file = {.path = "texts/a.srt", .text = "1\n"};
  EXPECT_EQ(file.text.size(), 2);
}

}  // namespace
