// Every question about every id, and some that are none, in both revisions: each answer has the
// form that the contract gives its status.
#include <algorithm>
#include <map>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "mock/asking.h"
#include "mock/paths.h"
#include "revisions.h"

namespace sp::mock {
namespace {

// --- One world, with ids of the wrong kind

class Sweep : public testing::TestWithParam<Revision> {
 protected:
  void ask(const std::string& target, bool may_be_refused = false) {
    const Reply reply = api.get(target);
    const bool refused = may_be_refused && reply.status == 400;
    ASSERT_TRUE(reply.status == 200 || reply.status == 404 || refused)
        << target << ": " << reply.text;
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

  const Paths paths{GetParam()};
  const AskedWorld api{Scenario::bundled("distinct-ids"), GetParam()};
  std::map<int, int> seen;
};

TEST_P(Sweep, OverSummaries) {
  for (const Id run : runs()) ask(paths.summary(run));
}

TEST_P(Sweep, OverErrorSummaries) {
  for (const Id run : runs()) {
    for (const std::string& group_by : groupings(GetParam())) {
      for (const char* more : {"", "&severity=warning", "&severity=error&limit=1",
                               "&limit=1&offset=1", "&offset=2147483647"}) {
        ask(paths.error_summary(run, fmt::format("group_by={}{}", group_by, more)));
      }
    }
  }
}

TEST_P(Sweep, OverResults) {
  for (const Id run : runs()) {
    for (const Id id : samples_and_tests()) ask(paths.result(run, id));
  }
}

TEST_P(Sweep, OverHistories) {
  for (const Id id : samples_and_tests()) {
    for (const char* query :
         {"", "limit=1", "limit=100&offset=3", "status=fail", "branch=master&platform=windows",
          "created_after=2026-05-07T00:00:00Z"}) {
      ask(paths.history(id, query));
    }
    // `published` does not know the parameter, so there it changes nothing.
    for (const Id test : tests()) {
      ask(paths.history(id, fmt::format("regression_test_id={}", test)), true);
    }
  }
}

TEST_P(Sweep, OverDiffs) {
  for (const Id run : runs()) {
    for (const Id id : samples_and_tests()) {
      for (const Id test : tests()) {
        for (const Id output : outputs()) {
          // One of the forms: the other has the same hunks and the same 404s.
          const char* form = run % 2 == output % 2 ? "format=unified" : "context_lines=1";
          ask(paths.diff(run, id, test, output, form));
        }
      }
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Revisions, Sweep, sp::each_revision(), sp::revision_name);

// --- Every world that comes along, with the ids that it has

struct Place {
  std::string scenario;
  Revision revision;
};

void PrintTo(const Place& place, std::ostream* out) {
  *out << place.scenario << ", " << to_string(place.revision);
}

class BundledSweep : public testing::TestWithParam<Place> {
 protected:
  void ask(const AskedWorld& api, const std::string& target) {
    const Reply reply = api.get(target);
    ASSERT_TRUE(reply.status == 200 || reply.status == 404) << target << ": " << reply.text;
    ASSERT_EQ(reply.off_contract(), "") << target << ": " << reply.text;
    found += reply.status == 200;
  }

  void ask_about(const AskedWorld& api, const sp::mock::Run& run) {
    ask(api, paths.summary(run.id));
    for (const std::string& group_by : groupings(GetParam().revision)) {
      ask(api, paths.error_summary(run.id, "group_by=" + group_by));
    }
    for (const RegressionTest& test : api.world().tests()) {
      ask(api, paths.result(run.id, test.id));
      for (const Output& output : test.outputs) {
        ask(api, paths.diff(run.id, test.sample_id, test.id, output.id));
        ask(api, paths.diff(run.id, test.sample_id, test.id, output.id, "format=unified"));
      }
    }
  }

  void ask_about(const AskedWorld& api, const Sample& sample) {
    for (const char* query : {"limit=100", "status=pass", "status=fail&platform=linux"}) {
      ask(api, paths.history(sample.id, query));
    }
  }

  const Paths paths{GetParam().revision};
  int found = 0;
};

TEST_P(BundledSweep, KeepsTheContract) {
  const Scenario scenario = Scenario::bundled(GetParam().scenario);
  for (std::size_t moment = 0; moment < scenario.data()->worlds.size(); ++moment) {
    const AskedWorld api(scenario, GetParam().revision, moment);
    const auto& runs = api.world().runs();
    // Of thousands of generated runs, which are all alike, some hundreds will do.
    const std::size_t step = 1 + runs.size() / 300;
    for (std::size_t i = 0; i < runs.size(); i += step) ask_about(api, runs[i]);
    for (const Sample& sample : api.world().samples()) ask_about(api, sample);
  }
  EXPECT_GT(found, 0);
}

std::vector<Place> places() {
  std::vector<Place> all;
  for (const auto& listed : Scenario::list()) {
    for (const Revision revision : both_revisions) all.push_back({listed.name, revision});
  }
  return all;
}

INSTANTIATE_TEST_SUITE_P(Scenarios, BundledSweep, testing::ValuesIn(places()), [](const auto& row) {
  std::string name = row.param.scenario;
  std::replace(name.begin(), name.end(), '-', '_');
  return name + '_' + std::string(to_string(row.param.revision));
});

}  // namespace
}  // namespace sp::mock
