// The documents as other programs read them: generators of clients, mocks, editors.
#include <functional>
#include <regex>
#include <string>
#include <string_view>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <sp/schemas/api.h>

#include "revisions.h"

namespace sp::schemas {
namespace {

using nlohmann::json;
using ::testing::HasSubstr;
using ::testing::MatchesRegex;

// Calls `look` with each object in the value, and with the name of the member or, in `properties`,
// of the property that it is.
void for_each_object(const json& value, const std::string& name,
                     const std::function<void(const json&, const std::string&)>& look) {
  if (value.is_object()) look(value, name);
  if (!value.is_structured()) return;
  for (const auto& [key, member] : value.items()) {
    for_each_object(member, value.is_array() ? name : key, look);
  }
}

class EachDocument : public testing::TestWithParam<Revision> {
 protected:
  const json document = json::parse(openapi_text(GetParam()));
  bool published() const { return GetParam() == Revision::published; }
};

// openapi-generator makes the version that of a package, and cargo takes semantic ones only.
TEST_P(EachDocument, HasASemanticVersionAndItsRevisionBesideIt) {
  const json& info = document.at("info");
  EXPECT_THAT(info.at("version").get<std::string>(), MatchesRegex("[0-9]+\\.[0-9]+\\.[0-9]+"));
  EXPECT_EQ(info.at("x-revision"), to_string(GetParam()));
  EXPECT_THAT(info.at("title").get<std::string>(), HasSubstr(to_string(GetParam())));
  EXPECT_EQ(document.at("paths").size(), 5u);
}

// Without a format, typed clients read 32 bits, and a run of 25 days is unreadable.
TEST_P(EachDocument, SaysHowLargeIntegersGet) {
  int integers = 0;
  for_each_object(document, "", [&](const json& schema, const std::string& name) {
    if (schema.value("type", json()) != "integer") return;
    ++integers;
    const std::string format = schema.value("format", "");
    const bool bounded =
        (schema.contains("maximum") || schema.contains("x-maximum")) && name == "schema";
    const bool is_id = name.ends_with("_id") || name == "items";
    EXPECT_TRUE(format == "int32" || format == "int64") << name << ' ' << schema;
    if (is_id) {
      EXPECT_EQ(format, "int32") << name;
      EXPECT_EQ(schema.contains("maximum"), published()) << name << ": a bound on ids in bodies";
    } else if (!bounded) {
      EXPECT_EQ(format, "int64") << name;
    }
  });
  EXPECT_GT(integers, 40);
}

TEST_P(EachDocument, HasAnExampleForEachParameter) {
  const Api& api = Api::of(GetParam());
  const auto example_of = [&](const json& written) {
    const json& parameter =
        written.contains("$ref")
            ? document.at(json::json_pointer(written.at("$ref").get<std::string>().substr(1)))
            : written;
    return parse(parameter.at("example").dump()).root();
  };
  for (const Operation& op : api.operations()) {
    const json& parameters = document.at("paths").at(op.path).at("get").at("parameters");
    ASSERT_EQ(parameters.size(), op.parameters.size());
    for (std::size_t i = 0; i < op.parameters.size(); ++i) {
      EXPECT_TRUE(op.parameters[i].schema.accepts(example_of(parameters[i])))
          << op.id << ' ' << op.parameters[i].name;
    }
  }
}

// With a discriminator, the Rust client of openapi-generator loses one of the two forms.
TEST_P(EachDocument, TellsTheFormsOfADiffApartByAMemberOnly) {
  const json& schemas = document.at("components").at("schemas");
  const auto format = [&](const char* form) {
    return schemas.at(form).at("properties").at("format").at("enum");
  };
  EXPECT_EQ(format("StructuredDiff"), json::array({"structured"}));
  EXPECT_EQ(format("UnifiedDiff"), json::array({"unified"}));
  for_each_object(document, "", [](const json& value, const std::string&) {
    EXPECT_FALSE(value.contains("discriminator"));
  });
}

INSTANTIATE_TEST_SUITE_P(Revisions, EachDocument, sp::each_revision(), sp::revision_name);

TEST(PublishedDocument, BoundsIdsInBodies) {
  const Schema& summary = *Api::of(Revision::published).find("getRunSummary")->response(200)->body;
  const auto accepts = [&](const char* id) {
    return summary.accepts(parse(std::string(R"({"run_id":)") + id +
                                 R"(,"total_samples":1,"pass_count":1,"fail_count":0})")
                               .root());
  };
  EXPECT_TRUE(accepts("2147483647"));
  EXPECT_FALSE(accepts("2147483648"));
}

// An editor's validator compiles patterns by ECMAScript, which has no (?i:…) before 2025. The
// library here has none either.
TEST(JsonSchemas, HavePatternsThatEcmaScriptReads) {
  for (const char* file : {"scenario.schema.json", "report.schema.json"}) {
    for_each_object(json::parse(schema_text(file)), "",
                    [&](const json& schema, const std::string& name) {
                      const auto pattern = schema.find("pattern");
                      if (name == "properties" || pattern == schema.end()) return;
                      EXPECT_NO_THROW(std::regex(pattern->get<std::string>())) << file << *pattern;
                    });
  }
}

}  // namespace
}  // namespace sp::schemas
