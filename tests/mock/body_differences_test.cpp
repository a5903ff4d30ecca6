// What tells whether the mock answers as the platform did has to see what differs, and only that.
#include "../tools/agree/body_differences.h"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace sp::mock::testing {
namespace {

using ::testing::ElementsAreArray;

struct Row {
  const char* name;
  const char* platform;
  const char* mock;
  std::vector<std::string> places;
};

void PrintTo(const Row& row, std::ostream* out) { *out << row.name; }

class BodyDifferences : public ::testing::TestWithParam<Row> {};

TEST_P(BodyDifferences, AreFoundFromEitherSide) {
  const Row& row = GetParam();
  const auto places = [](const char* one, const char* other) {
    std::vector<std::string> found;
    for (const auto& difference :
         agree::body_differences(nlohmann::json::parse(one), nlohmann::json::parse(other))) {
      found.push_back(difference.place);
    }
    return found;
  };
  EXPECT_THAT(places(row.platform, row.mock), ElementsAreArray(row.places));
  EXPECT_THAT(places(row.mock, row.platform), ElementsAreArray(row.places));
}

INSTANTIATE_TEST_SUITE_P(
    Bodies, BodyDifferences,
    ::testing::Values(
        Row{"the same", R"({"a":[1,{"b":null}]})", R"({"a":[1,{"b":null}]})", {}},
        Row{"another value", R"({"a":1,"b":2})", R"({"a":1,"b":3})", {"/b"}},
        Row{"another type", R"({"a":1})", R"({"a":"1"})", {"/a"}},
        Row{"no such member", R"({"a":1,"b":null})", R"({"a":1})", {"/b"}},
        Row{"an item more", R"([1,2,3])", R"([1,2])", {"/2"}},
        Row{"items in another order", R"([1,2])", R"([2,1])", {"/0", "/1"}},
        Row{"one instant in two zones",
            R"(["2026-06-01T12:00:00Z"])",
            R"(["2026-06-01T14:00:00+02:00"])",
            {}},
        Row{"two instants", R"(["2026-06-01T12:00:00Z"])", R"(["2026-06-01T12:00:01Z"])", {"/0"}},
        Row{"another line",
            R"({"content":"a\nb\nc\n"})",
            R"({"content":"a\nx\nc\n"})",
            {"/content/1"}},
        Row{"a line more", R"({"content":"a\nb\n"})", R"({"content":"a\nb\nc\n"})", {"/content/2"}},
        Row{"a newline at the end",
            R"({"content":"a\nb\n"})",
            R"({"content":"a\nb"})",
            {"/content"}}));

}  // namespace
}  // namespace sp::mock::testing
