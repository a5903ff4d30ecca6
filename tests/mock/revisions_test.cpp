// The two revisions are answers from one world: what both of them say is the same, and what
// only one says follows from what the other does (contract sections 2 to 6).
#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "mock/asking.h"
#include "mock/paths.h"

namespace sp::mock {
namespace {

using nlohmann::json;

json without(json object, const std::vector<std::string>& names) {
  for (const std::string& name : names) object.erase(name);
  return object;
}

json renamed(json object, const std::map<std::string, std::string>& names) {
  for (const auto& [from, to] : names) {
    object[to] = object.at(from);
    object.erase(from);
  }
  return object;
}

class Revisions : public testing::TestWithParam<const char*> {
 protected:
  json body(const AskedWorld& api, const std::string& target) const {
    const Reply reply = api.get(target);
    EXPECT_EQ(reply.status, 200) << target;
    EXPECT_EQ(reply.off_contract(), "") << target;
    return reply.body;
  }

  const AskedWorld published{Scenario::bundled(GetParam()), Revision::published};
  const AskedWorld upstream{Scenario::bundled(GetParam()), Revision::upstream};
  const Paths in_published{Revision::published};
  const Paths in_upstream{Revision::upstream};
};

TEST_P(Revisions, CountTheSameInSummaries) {
  for (const auto& run : published.world().runs()) {
    const std::string path = in_upstream.summary(run.id);
    EXPECT_EQ(without(body(upstream, path), {"status"}),
              without(body(published, path), {"triggered_by"}));
  }
}

TEST_P(Revisions, GroupTheSameErrors) {
  for (const auto& run : published.world().runs()) {
    for (const std::string& group_by : groupings(Revision::upstream)) {
      for (const char* more : {"", "&severity=warning", "&limit=1&offset=1"}) {
        const std::string path = in_upstream.error_summary(run.id, "group_by=" + group_by + more);
        const json page = body(upstream, path);
        EXPECT_EQ(page.at("meta"), json::object());
        EXPECT_EQ(without(page, {"meta"}), body(published, path));
      }
    }
  }
}

// "outputs[].status: match, diff_mismatch, … / pass, fail, …"
TEST_P(Revisions, HaveTheSameResultInTheirOwnWords) {
  const std::map<std::string, std::string> verdicts = {{"match", "pass"},
                                                       {"diff_mismatch", "fail"},
                                                       {"missing_output", "missing_output"},
                                                       {"missing_expected", "missing_expected"}};
  int compared = 0;
  for (const auto& run : published.world().runs()) {
    for (const Result& result : published.world().results(run)) {
      const RegressionTest& test = published.world().test_of(result);
      // Where the test's number is also a sample's, the published path means the sample.
      if (published.world().sample(test.id)) continue;
      json expected = without(body(published, in_published.result(run.id, test.id)),
                              {"run_id", "category", "result_message", "tags"});
      expected = renamed(expected, {{"regression_id", "regression_test_id"},
                                    {"expected_exit_code", "expected_rc"}});
      expected["sample_name"] = test.sample_name ? json(*test.sample_name) : json(nullptr);
      expected["categories"] = test.categories;
      EXPECT_EQ(expected["outputs"].size(), published.world().outputs(result).size());
      for (std::size_t i = 0; i < expected["outputs"].size(); ++i) {
        json& output = expected["outputs"][i];
        output = without(output, {"expected_hash", "actual_hash"});
        output["filename"] = test.outputs[i].filename;
        output["status"] = verdicts.at(output.at("status"));
      }
      EXPECT_EQ(body(upstream, in_upstream.result(run.id, test.id)), expected);
      ++compared;
    }
  }
  EXPECT_GT(compared, 0);
}

// "Upstream also sends format: "structured"."
TEST_P(Revisions, DifferInADiffByItsFormatOnly) {
  for (const auto& run : published.world().runs()) {
    for (const Result& result : published.world().results(run)) {
      const RegressionTest& test = published.world().test_of(result);
      for (const Output& output : test.outputs) {
        for (const char* query : {"", "context_lines=1", "format=unified"}) {
          const Reply theirs =
              published.get(in_published.diff(run.id, test.sample_id, test.id, output.id, query));
          const Reply ours =
              upstream.get(in_upstream.diff(run.id, test.sample_id, test.id, output.id, query));
          EXPECT_EQ(ours.status, theirs.status);
          if (ours.status != 200) continue;
          json expected = theirs.body;
          if (!expected.contains("format")) expected["format"] = "structured";
          EXPECT_EQ(ours.body, expected);
        }
      }
    }
  }
}

TEST_P(Revisions, HaveTheSameHistory) {
  for (const Sample& sample : published.world().samples()) {
    for (const char* query : {"", "limit=2&offset=1", "platform=linux&branch=master",
                              "created_after=2026-05-07T10:09:28Z"}) {
      const std::string path = in_upstream.history(sample.id, query);
      const json page = body(upstream, path);
      EXPECT_EQ(page.at("meta"), json::object());
      EXPECT_EQ(without(page, {"meta"}), body(published, path));
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Scenarios, Revisions,
                         testing::Values("distinct-ids", "every-status", "missing-baseline",
                                         "accepted-variant"),
                         [](const auto& row) {
                           std::string name = row.param;
                           std::replace(name.begin(), name.end(), '-', '_');
                           return name;
                         });

}  // namespace
}  // namespace sp::mock
