// Every question about every id, and some that are none: each answer has the form that the
// contract gives its status.
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "mock/asking.h"

namespace sp::mock {
namespace {

class Sweep : public testing::Test {
 protected:
  void ask(const std::string& target) {
    const Reply reply = api.get(target);
    ASSERT_TRUE(reply.status == 200 || reply.status == 404) << target << ": " << reply.text;
    ASSERT_EQ(reply.off_contract(), "") << target << ": " << reply.text;
    ++seen[reply.status];
  }

  // Both kinds of answer came, or the ids are not worth asking for.
  void TearDown() override {
    EXPECT_GT(seen[200], 0);
    EXPECT_GT(seen[404], 0);
  }

  static std::vector<Id> with_unknown(std::vector<Id> ids) {
    ids.insert(ids.end(), {1, 2147483647});
    return ids;
  }
  std::vector<Id> runs() const {
    std::vector<Id> ids;
    for (const auto& run : api.world().runs()) ids.push_back(run.id);
    return with_unknown(ids);
  }
  std::vector<Id> tests() const {
    std::vector<Id> ids;
    for (const RegressionTest& test : api.world().tests()) ids.push_back(test.id);
    return with_unknown(ids);
  }
  std::vector<Id> samples_and_tests() const {
    std::vector<Id> ids = tests();
    for (const Sample& sample : api.world().samples()) ids.push_back(sample.id);
    return ids;
  }
  std::vector<Id> outputs() const {
    std::vector<Id> ids;
    for (const RegressionTest& test : api.world().tests()) {
      for (const Output& output : test.outputs) ids.push_back(output.id);
    }
    return with_unknown(ids);
  }

  const Asking api{Scenario::bundled("distinct-ids")};
  std::map<int, int> seen;
};

TEST_F(Sweep, OverSummaries) {
  for (const Id run : runs()) ask(fmt::format("/runs/{}/summary", run));
}

TEST_F(Sweep, OverErrorSummaries) {
  for (const Id run : runs()) {
    for (const char* group_by : {"type", "sample_id", "regression_id", "category", "severity"}) {
      for (const char* more : {"", "&severity=warning", "&severity=error&limit=1",
                               "&limit=1&offset=1", "&offset=2147483647"}) {
        ask(fmt::format("/runs/{}/error-summary?group_by={}{}", run, group_by, more));
      }
    }
  }
}

TEST_F(Sweep, OverResults) {
  for (const Id run : runs()) {
    for (const Id id : samples_and_tests()) ask(fmt::format("/runs/{}/samples/{}", run, id));
  }
}

TEST_F(Sweep, OverHistories) {
  for (const Id id : samples_and_tests()) {
    for (const char* query :
         {"", "?limit=1", "?limit=100&offset=3", "?status=fail", "?branch=master&platform=windows",
          "?created_after=2026-05-07T00:00:00Z"}) {
      ask(fmt::format("/samples/{}/history{}", id, query));
    }
  }
}

TEST_F(Sweep, OverDiffs) {
  for (const Id run : runs()) {
    for (const Id id : samples_and_tests()) {
      for (const Id test : tests()) {
        for (const Id output : outputs()) {
          // One of the forms: the other has the same hunks and the same 404s.
          const char* form = run % 2 == output % 2 ? "&format=unified" : "&context_lines=1";
          ask(fmt::format("/runs/{}/samples/{}/diff?regression_id={}&output_id={}{}", run, id, test,
                          output, form));
        }
      }
    }
  }
}

}  // namespace
}  // namespace sp::mock
