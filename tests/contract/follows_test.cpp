// One cause, one failure.
#include "verdict/follows.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "reports.h"
#include "transcripts.h"

namespace sp::contract {
namespace {

using testing::check;
using testing::exchange;
using testing::response;

Check failed_at(const char* id, const std::vector<std::size_t>& exchanges) {
  Check made = check(id, Outcome::failed);
  for (const std::size_t number : exchanges) {
    made.findings.push_back(testing::finding("00000000000000a1", "", number));
  }
  return made;
}

Transcript answered(const std::vector<int>& statuses) {
  Transcript transcript;
  for (const int status : statuses) {
    transcript.add(exchange("getRunSummary", "ok", response(status, "{}")));
  }
  return transcript;
}

struct Row {
  const char* name;
  std::vector<Check> checks;
  std::vector<const char*> follows_from;  // of each check
};

void PrintTo(const Row& row, std::ostream* out) { *out << row.name; }

class Follows : public ::testing::TestWithParam<Row> {};

TEST_P(Follows, FromACauseThatExplainsAllThatIsFound) {
  auto checks = GetParam().checks;
  tell_what_follows(checks, answered({200, 200, 200}));
  for (std::size_t i = 0; i < checks.size(); ++i) {
    EXPECT_EQ(checks[i].follows_from, GetParam().follows_from[i]) << checks[i].id;
  }
}

INSTANTIATE_TEST_SUITE_P(
    Checks, Follows,
    ::testing::Values(
        Row{"the status of what a parameter's rule found",
            {failed_at("a.response.status", {1}), failed_at("a.parameters.limit", {1, 2})},
            {"a.parameters.limit", ""}},
        Row{"found by two rules together",
            {failed_at("a.response.status", {1, 2}), failed_at("a.parameters.limit", {1}),
             failed_at("a.parameters.offset", {2})},
            {"a.parameters.limit", "", ""}},
        Row{"one of two is not explained",
            {failed_at("a.response.status", {1, 2}), failed_at("a.parameters.limit", {1})},
            {"", ""}},
        Row{"a failure of the server before all that it was asked for",
            {failed_at("a.response.never_5xx", {1}), failed_at("a.response.succeeds", {1}),
             failed_at("a.parameters.limit", {1}), failed_at("a.envelope.members", {1})},
            {"", "a.response.never_5xx", "a.response.never_5xx", ""}},
        Row{"whatever is said of a redirect",
            {failed_at("a.response.content_type", {1}), failed_at("a.http.no_redirect", {1})},
            {"a.http.no_redirect", ""}},
        Row{"what passed is no cause",
            {failed_at("a.response.status", {1}), check("a.parameters.limit", Outcome::passed)},
            {"", ""}}));

TEST(Follows, FromAnOperationThatIsNotThereWhateverIsFound) {
  std::vector<Check> checks = {failed_at("getRunSummary.response.succeeds", {0}),
                               failed_at("getRunSummary.rate_limit.on_every_answer", {1}),
                               failed_at("getDiff.auth.no_header", {1})};
  tell_what_follows(checks, answered({404, 404}));
  EXPECT_EQ(checks[0].follows_from, "");
  EXPECT_EQ(checks[1].follows_from, "getRunSummary.response.succeeds");
  EXPECT_EQ(checks[2].follows_from, "");
  tell_what_follows(checks, answered({404, 200}));
  EXPECT_EQ(checks[1].follows_from, "");
}

}  // namespace
}  // namespace sp::contract
