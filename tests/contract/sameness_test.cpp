// Whether an answer that was asked again tells that the data moved on.
#include "verdict/sameness.h"

#include <gtest/gtest.h>

#include "transcripts.h"

namespace sp::contract {
namespace {

bool same(const std::string& one, const std::string& other, int status = 200) {
  const auto answer = [](const std::string& body, int code) {
    return testing::exchange("getErrorSummary", "ok", testing::response(code, body));
  };
  return tells_the_same(answer(one, 200), answer(other, status), schemas::Revision::published);
}

TEST(Sameness, IsOfWhatTheContractDocuments) {
  const std::string page = R"({"data": [{"key": "a", "count": 1}, {"key": "b", "count": 2}],
                               "pagination": {"total": 2}})";
  EXPECT_TRUE(same(page, page));
  EXPECT_TRUE(same(page, R"({"pagination": {"total": 2}, "request": 7,
                             "data": [{"count": 1, "key": "a"}, {"key": "b", "count": 2}]})"));
  EXPECT_TRUE(
      same(page, R"({"data": [{"key": "b", "count": 2, "seen": 3}, {"key": "a", "count": 1}],
                             "pagination": {"total": 2}})"));
}

TEST(Sameness, IsNoneWhereTheDataMoved) {
  const std::string page = R"({"data": [{"key": "a", "count": 1}], "pagination": {"total": 1}})";
  EXPECT_FALSE(same(page, R"({"data": [{"key": "a", "count": 2}], "pagination": {"total": 1}})"));
  EXPECT_FALSE(same(page, R"({"data": [], "pagination": {"total": 1}})"));
  EXPECT_FALSE(same(page, page, 404));
  EXPECT_FALSE(same(page, "no JSON"));
  EXPECT_FALSE(same(R"({"data": [{"key": "a"}, {"key": "a"}]})", R"({"data": [{"key": "a"}]})"));
}

}  // namespace
}  // namespace sp::contract
