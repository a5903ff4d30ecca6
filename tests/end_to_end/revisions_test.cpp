// What `sp-contract revisions` tells of the two revisions that come with it.
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "command.h"

namespace sp::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;
using Json = nlohmann::json;

class Revisions : public ::testing::Test {
 protected:
  Revisions() {
    const Finished finished = run_command("sp-contract revisions --format json");
    EXPECT_EQ(finished.exit_code, 0) << finished.errors;
    listing_ = Json::parse(finished.output);
  }

  // The one difference of that kind in that place; null when there is none.
  Json difference(const std::string& operation, const std::string& where,
                  const std::string& kind) const {
    Json found;
    for (const Json& row : listing_.at("differences")) {
      if (row.at("operation") != operation || row.at("where") != where) continue;
      if (row.at("kind") != kind) continue;
      EXPECT_TRUE(found.is_null()) << "told twice: " << row;
      found = row;
    }
    return found;
  }

  // What both sides of it say; nulls when there is no such difference.
  Json sides(const std::string& operation, const std::string& where,
             const std::string& kind) const {
    const Json row = difference(operation, where, kind);
    if (row.is_null()) return {"no difference", where};
    return {row.at("published"), row.at("upstream")};
  }

  Json listing_;
};

TEST_F(Revisions, AreListedByPlaceAndKind) {
  EXPECT_EQ(listing_.at("schema_version"), 1);
  EXPECT_EQ(sides("getDiff", "path", "path"),
            Json({"GET /runs/{run_id}/samples/{sample_id}/diff",
                  "GET /runs/{run_id}/samples/{sample_id}/regression-tests/{regression_id}"
                  "/outputs/{output_id}/diff"}));
  EXPECT_EQ(sides("getDiff", "parameter regression_id", "in"), Json({"query", "path"}));
  EXPECT_EQ(sides("getErrorSummary", "parameter group_by", "enum"), Json({"category", nullptr}));
  EXPECT_EQ(sides("getErrorSummary", "body data[].group_by", "enum"), Json({"category", nullptr}));
  EXPECT_EQ(sides("getErrorSummary", "parameter offset", "maximum"), Json({nullptr, "2147483647"}));
  EXPECT_EQ(sides("getErrorSummary", "parameter cursor", "refused"), Json({"false", "true"}));
  EXPECT_EQ(sides("getSampleHistory", "parameter status", "enum"),
            Json({"queued, running, canceled, error, incomplete", "missing_output, not_started"}));
  EXPECT_EQ(sides("getSampleHistory", "body pagination.total", "nullable"),
            Json({"false", "true"}));
  EXPECT_EQ(sides("getRunSample", "body outputs[]", "additionalProperties"),
            Json({"true", "false"}));
  EXPECT_EQ(sides("getRunSummary", "status 403", "presence"), Json({nullptr, "documented"}));
  EXPECT_EQ(sides("getRunSummary", "header X-RateLimit-Reset", "required"),
            Json({"false", "true"}));
  EXPECT_EQ(sides("getRunSummary", "body skipped_count", "required"), Json({"false", "true"}));
}

TEST_F(Revisions, DescribeWhatOnlyOneOfThemHas) {
  const Json gone = difference("getRunSample", "body regression_id", "presence");
  ASSERT_FALSE(gone.is_null());
  EXPECT_THAT(gone.at("published"), StartsWith("required integer"));
  EXPECT_TRUE(gone.at("upstream").is_null());

  const Json added = difference("getRunSummary", "body status", "presence");
  ASSERT_FALSE(added.is_null());
  EXPECT_TRUE(added.at("published").is_null());
  EXPECT_THAT(added.at("upstream"), StartsWith("required string"));
}

TEST_F(Revisions, AreSilentOnWhatBothSay) {
  for (const Json& row : listing_.at("differences")) {
    EXPECT_NE(row.at("published"), row.at("upstream")) << row;
    // The envelope is the same in both but for how a code is spelt, and so are the forms of a diff
    // but for bounds on ids and for what else may stand in a hunk.
    if (row.at("kind") == "pattern") continue;
    EXPECT_THAT(row.at("where"), ::testing::Not(StartsWith("error"))) << row;
    if (row.at("kind") == "maximum" || row.at("kind") == "minimum") continue;
    if (row.at("kind") == "additionalProperties") continue;
    EXPECT_THAT(row.at("where"), ::testing::Not(HasSubstr("Diff)"))) << row;
    // That an integer has so many bits is said for generators, and promised by nobody.
    EXPECT_THAT(row.dump(), ::testing::Not(HasSubstr("int32"))) << row;
  }
}

TEST(RevisionsPage, IsTheOutputOfTheCommand) {
  const Finished finished = run_command("sp-contract revisions --format markdown");
  EXPECT_EQ(finished.exit_code, 0);
  EXPECT_EQ(finished.output, contents(SP_SOURCE_DIR "/docs/revisions.md"))
      << "write it anew: sp-contract revisions --format markdown > docs/revisions.md";
}

TEST(RevisionsCommand, RefusesAFormatThatItDoesNotHave) {
  EXPECT_EQ(run_command("sp-contract revisions --format yaml").exit_code, 2);
}

}  // namespace
}  // namespace sp::testing
