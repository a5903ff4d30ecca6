// What the loader says of texts of which hardly anything is a scenario.
#include <string>
#include <string_view>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "mock/problems_in.h"

namespace sp::mock {
namespace {

// Texts of which nothing is left to change.
struct NoScenario {
  std::string_view name;
  std::string text;
  std::vector<ToldProblem> told;
};

TEST(BrokenScenarios, NeedNotEvenBeObjects) {
  std::string lists;
  for (int i = 0; i < 200; ++i) lists += "[\n";
  const std::string depth64 = [] {
    std::string pointer;
    for (int i = 0; i < 64; ++i) pointer += "/0";
    return pointer;
  }();
  const NoScenario texts[] = {
      {"empty", "", {{1, "", "a JSON value", "the end"}}},
      {"white space", "  \n\n", {{3, "", "a JSON value", "the end"}}},
      {"a list", "[]", {{1, "", "an object", "[]"}}},
      {"null", "\nnull\n", {{2, "", "an object", "null"}}},
      {"nothing but lists",
       "\n{\"regression_tests\": [], \"runs\": []}",
       {{2, "", "\"version\"", "no such"}, {2, "", "\"name\"", "no such"}}},
      {"cut short", "{\n\"version\": 1", {{2, "", "\"}\"", "the end"}}},
      {"two values", "{}\n{}", {{2, "", "nothing more", "{"}}},
      {"an open comment", "// fine\n{} /* not\n", {{2, "", "*/", "the end"}}},
      {"200 lists in one another", lists, {{65, depth64, "at most 64", "one more"}}},
  };
  for (const NoScenario& row : texts) {
    SCOPED_TRACE(row.name);
    std::vector<testing::Matcher<const Problem&>> told;
    for (const ToldProblem& problem : row.told) told.push_back(IsTold(problem));
    EXPECT_THAT(problems_of_text(row.text), testing::ElementsAreArray(told));
  }
}

}  // namespace
}  // namespace sp::mock
