// What an exchange is to either revision's catalogue.
#include "session/reading.h"

#include <algorithm>
#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sp/schemas/api.h>

#include "plan/plan.h"
#include "revisions.h"
#include "session/recording.h"
#include "session/request_line.h"
#include "transcripts.h"

namespace sp::contract::testing {
namespace {

using schemas::Revision;

Subjects subjects() {
  Subjects made;
  made.runs = {"9338", "9339"};
  made.failing = {{"9338", "206", "6"}, {"9338", "207", "7"}};
  made.passing = {{"9339", "206", "6"}};
  made.outputs = {{"9338", "206", "6", "1006", true}, {"9338", "207", "7", "1007", false}};
  made.absent = Subjects::Result{"9339", "207", "7"};
  made.error_buckets = 3;
  made.history_rows = 3;
  made.branch = "feature/a b";
  made.platform = "linux";
  made.between = *schemas::parse_date_time("2026-06-27T12:42:03.5Z");
  made.tested = made.between;
  return made;
}

// One exchange of a probe as the catalogue's session would make it.
Exchange asked(const Catalogue& catalogue, const Probe& probe, const Call& call) {
  Exchange exchange;
  exchange.probes = {probe.id()};
  exchange.expectation = probe.expectation;
  exchange.request = to_request(call, *catalogue.api().find(probe.operation));
  exchange.response = response(200, "{}");
  return exchange;
}

class Reading : public ::testing::TestWithParam<Revision> {
 protected:
  const Catalogue& own = Catalogue::of(GetParam());
  const Catalogue& other =
      Catalogue::of(GetParam() == Revision::published ? Revision::upstream : Revision::published);
};

TEST_P(Reading, ByTheSameCatalogueChangesNothing) {
  for (const Probe& probe : own.probes()) {
    for (const Call& call : probe.calls(subjects())) {
      Transcript transcript;
      const Exchange& before = transcript.add(asked(own, probe, call));
      const Transcript seen = seen_by(own, transcript);
      const Exchange& after = seen.exchanges().front();
      EXPECT_EQ(after.probes, before.probes) << probe.id() << ' ' << before.request.path;
      EXPECT_EQ(after.expectation, before.expectation) << probe.id();
      EXPECT_EQ(after.request.operation, before.request.operation) << probe.id();
      for (const auto& [name, value] : before.request.values) {
        const std::string* read = after.request.value(name);
        ASSERT_TRUE(read) << probe.id() << ' ' << name;
        if (!call.verbatim.empty()) continue;
        EXPECT_EQ(*read, *before.request.value(name)) << probe.id();
      }
    }
  }
}

TEST_P(Reading, APathThatMeansAnotherThingIsOfNoOperation) {
  std::set<std::string> of_none;
  for (const Probe& probe : own.probes()) {
    for (const Call& call : probe.calls(subjects())) {
      Transcript transcript;
      transcript.add(asked(own, probe, call));
      const Transcript transcript_by_other = seen_by(other, transcript);
      const Exchange& seen = transcript_by_other.exchanges().front();
      if (!seen.request.operation.empty()) continue;
      of_none.insert(probe.operation);
      EXPECT_THAT(seen.probes, ::testing::IsEmpty()) << probe.id();
      EXPECT_EQ(seen.expectation, Expectation::tolerated) << probe.id();
    }
  }
  EXPECT_THAT(of_none, ::testing::ElementsAre("getDiff", "getRunSample"));
}

// Whether the catalogue's document has no such value for some parameter of the request.
bool has_undocumented_value(const Exchange& exchange, const Catalogue& catalogue) {
  const auto& parameters = catalogue.api().find(exchange.request.operation)->parameters;
  return std::any_of(parameters.begin(), parameters.end(), [&](const auto& parameter) {
    const std::string* value = exchange.request.value(parameter.name);
    return value && !fits(*value, parameter);
  });
}

// What one revision documents and the other refuses is no success of the other's.
TEST_P(Reading, AValueOfTheOtherRevisionOnlyIsToBeRefused) {
  std::size_t refused = 0;
  for (const Probe& probe : own.probes()) {
    if (probe.expectation != Expectation::success) continue;
    for (const Call& call : probe.calls(subjects())) {
      Transcript transcript;
      transcript.add(asked(own, probe, call));
      const Transcript transcript_by_other = seen_by(other, transcript);
      const Exchange& seen = transcript_by_other.exchanges().front();
      if (seen.request.operation.empty() || !has_undocumented_value(seen, other)) continue;
      ++refused;
      EXPECT_EQ(seen.expectation, Expectation::refused) << probe.id() << seen.request.path;
      for (const std::string& id : seen.probes) {
        EXPECT_EQ(other.probe(id)->expectation, Expectation::refused);
      }
    }
  }
  EXPECT_GT(refused, 0u);
}

// A recording of a browser's has other requests, too: findings name exchanges by number.
TEST_P(Reading, WhatIsOfNoOperationKeepsItsNumber) {
  RecordedExchange unknown;
  unknown.method = "GET";
  unknown.path = "/runs/9338/other";
  unknown.status = 200;
  RecordedExchange summary = unknown;
  summary.path = "/runs/9338/summary";
  const Transcript transcript = played_back({unknown, summary}, own);
  ASSERT_EQ(transcript.exchanges().size(), 2u);
  EXPECT_EQ(transcript.exchanges()[0].request.operation, "");
  EXPECT_EQ(transcript.exchanges()[1].request.operation, "getRunSummary");
  EXPECT_EQ(transcript.exchanges()[1].number, 1u);
}

TEST_P(Reading, APathThatEndsInASlashIsOfNoOperation) {
  EXPECT_NE(operation_at("/runs/9338/summary", own.api()), nullptr);
  EXPECT_NE(operation_at("/runs/9338/summary?next=/", own.api()), nullptr);
  EXPECT_EQ(operation_at("/runs/9338/summary/", own.api()), nullptr);
  EXPECT_EQ(operation_at("/samples/206/history/?limit=1", own.api()), nullptr);
}

TEST_P(Reading, APlusIsABlankInAQueryOnly) {
  const schemas::Operation& history = *own.api().find("getSampleHistory");
  EXPECT_EQ(values_in("/samples/+6%20/history?branch=a+b%2B", history),
            (Values{{"sample_id", "+6 "}, {"branch", "a b+"}}));
}

INSTANTIATE_TEST_SUITE_P(Revisions, Reading, sp::each_revision(), sp::revision_name);

}  // namespace
}  // namespace sp::contract::testing
