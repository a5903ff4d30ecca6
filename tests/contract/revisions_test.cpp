// The comparison of two OpenAPI documents, on small ones.
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "verdict/revisions/differences.h"
#include "verdict/revisions/listing.h"

namespace sp::contract {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

// A document with one operation, whose 200 has that schema.
std::string with_body(const std::string& schema, const std::string& components = "{}") {
  return R"({"paths": {"/x": {"get": {"operationId": "getX", "responses": {"200": {"content":
      {"application/json": {"schema": )" +
         schema + R"(}}}}}}}, "components": {"schemas": )" + components + "}}";
}

std::vector<std::string> told(const std::string& published, const std::string& upstream) {
  std::vector<std::string> rows;
  for (const Difference& difference :
       differences(schemas::parse(published).root(), schemas::parse(upstream).root())) {
    rows.push_back(difference.place + " " + difference.what + ": " +
                   difference.published.value_or("-") + " / " + difference.upstream.value_or("-"));
  }
  return rows;
}

TEST(RevisionDifferences, AreNoneBetweenADocumentAndItself) {
  const std::string document = with_body(R"({"type": "string", "enum": ["a", "b"]})");
  EXPECT_THAT(told(document, document), IsEmpty());
}

TEST(RevisionDifferences, AreToldByMember) {
  EXPECT_THAT(told(with_body(R"({"type": "object", "required": ["a"], "properties": {
             "a": {"type": "integer", "minimum": 1}, "old": {"type": "string"}}})"),
                   with_body(R"({"type": "object", "properties": {
             "a": {"type": "string", "nullable": true}, "new": {"type": "array",
             "items": {"type": "string"}}}})")),
              ElementsAre("body a required: true / false", "body a type: integer / string",
                          "body a minimum: 1 / -", "body a nullable: false / true",
                          "body old presence: optional string / -",
                          "body new presence: - / optional array of string"));
}

TEST(RevisionDifferences, FormsOfABodyAreMatchedByTheirComponents) {
  const auto forms = R"({"oneOf": [{"$ref": "#/components/schemas/A"},
                                   {"$ref": "#/components/schemas/B"}]})";
  const auto turned = R"({"oneOf": [{"$ref": "#/components/schemas/B"},
                                    {"$ref": "#/components/schemas/A"}]})";
  const auto components = [](const std::string& most) {
    return R"({"A": {"type": "object", "properties": {"n": {"maximum": )" + most +
           R"(}}}, "B": {"type": "string"}})";
  };
  EXPECT_THAT(told(with_body(forms, components("5")), with_body(turned, components("6"))),
              ElementsAre("body (A).n maximum: 5 / 6"));
}

TEST(RevisionDifferences, EndWhereASchemaHoldsItself) {
  const auto tree = [](const std::string& limit) {
    return with_body(R"({"$ref": "#/components/schemas/Tree"})",
                     R"({"Tree": {"type": "array", "maxItems": )" + limit +
                         R"(, "items": {"$ref": "#/components/schemas/Tree"}}})");
  };
  EXPECT_THAT(told(tree("1"), tree("2")), ElementsAre("body maxItems: 1 / 2"));
}

TEST(RevisionDifferences, NeedReferencesThatLeadSomewhere) {
  const std::string lost = with_body(R"({"$ref": "#/components/schemas/Lost"})");
  EXPECT_THROW(told(lost, lost), std::runtime_error);
  const std::string circle = with_body(R"({"$ref": "#/components/schemas/A"})",
                                       R"({"A": {"$ref": "#/components/schemas/A"}})");
  EXPECT_THROW(told(circle, circle), std::runtime_error);
}

TEST(RevisionDifferences, NameAnOperationThatOnlyOneHas) {
  EXPECT_THAT(told(R"({"paths": {}})", with_body("{}")), ElementsAre("path presence: - / GET /x"));
}

TEST(RevisionListing, KeepsAPatternInItsCell) {
  EXPECT_THAT(differences_markdown({{"getX", "body a", "pattern", "a|b", std::nullopt}}),
              HasSubstr("| body `a` | pattern | `a\\|b` | – |\n"));
}

}  // namespace
}  // namespace sp::contract
