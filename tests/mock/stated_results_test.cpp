// Results whose status a scenario states (running, skipped, not_started): nothing was produced
// yet, so none of the five answers shows an output (contract section 4).
#include <string>
#include <string_view>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "mock/asking.h"

namespace sp::mock {
namespace {

using nlohmann::json;

// Run 7 has a result of regression test 1 in `state`, and gets its output after 60 seconds.
Scenario scenario_in(std::string_view state) {
  return scenario_of(
      R"({"id": 1, "sample_id": 10, "command": "-x", "outputs": [
           {"id": 11, "expected": "a\n"}, {"id": 12, "expected": null}]},
         {"id": 2, "sample_id": 10, "command": "-y", "outputs": [{"id": 21, "expected": "b\n"}]})",
      fmt::format(R"({{"id": 7, "state": "testing", "platform": "linux",
                      "created_at": "2026-06-01T12:00:00Z",
                      "results": [{{"regression_id": 1, "state": "{}"}}, {{"regression_id": 2}}],
                      "timeline": [{{"at_seconds": 60, "results": [
                        {{"regression_id": 1, "outputs": [{{"id": 11, "actual": "c\n"}}]}}]}}]}})",
                  state));
}

std::string diff_of(Revision revision, int test, int output) {
  return revision == Revision::published
             ? fmt::format("/runs/7/samples/10/diff?regression_id={}&output_id={}", test, output)
             : fmt::format("/runs/7/samples/10/regression-tests/{}/outputs/{}/diff", test, output);
}

// The path of the result of regression test 1.
std::string_view result_in(Revision revision) {
  return revision == Revision::published ? "/runs/7/samples/10" : "/runs/7/samples/1";
}

struct Stated {
  Revision revision;
  std::string_view state;
};

void PrintTo(const Stated& row, std::ostream* out) {
  *out << row.state << " in " << schemas::to_string(row.revision);
}

class StatedResult : public testing::TestWithParam<Stated> {
 protected:
  AskedWorld asking(std::size_t moment = 0) const {
    return AskedWorld(scenario_in(GetParam().state), GetParam().revision, moment);
  }
  const Revision revision = GetParam().revision;
};

TEST_P(StatedResult, ListsNoOutputs) {
  const Reply reply = asking().get(std::string(result_in(revision)));
  EXPECT_EQ(reply.off_contract(), "");
  EXPECT_EQ(reply.body.at("status"), GetParam().state);
  EXPECT_EQ(reply.body.at("outputs"), json::array());
}

TEST_P(StatedResult, HasNoDiffOfAnyOutput) {
  const AskedWorld api = asking();
  for (const int output : {11, 12}) {
    const Reply reply = api.get(diff_of(revision, 1, output));
    EXPECT_EQ(reply.status, 404);
    EXPECT_EQ(reply.body.at("code"), "not_found");
    EXPECT_EQ(reply.off_contract(), "");
  }
  EXPECT_EQ(api.get(diff_of(revision, 2, 21)).status, 200) << "that test has its result";
}

TEST_P(StatedResult, IsNeitherAnErrorNorAFailureOfTheOtherAnswers) {
  const AskedWorld api = asking();
  EXPECT_EQ(api.get("/runs/7/error-summary").body.at("data"), json::array());
  const json summary = api.get("/runs/7/summary").body;
  EXPECT_EQ(summary.at("error_count"), 0);
  EXPECT_EQ(summary.at("skipped_count"), 1);
  const json row = api.get("/samples/10/history").body.at("data").at(0);
  EXPECT_EQ(row.at("status"), GetParam().state);
  EXPECT_EQ(row.at("failure_signature"), nullptr);
}

TEST_P(StatedResult, HasItsOutputsOnceATimeLineBringsThem) {
  const AskedWorld later = asking(1);
  const json result = later.get(std::string(result_in(revision))).body;
  EXPECT_EQ(result.at("status"), "fail");
  EXPECT_EQ(result.at("outputs").size(), 2u);
  EXPECT_EQ(later.get(diff_of(revision, 1, 11)).body.at("status"), "different");
  EXPECT_EQ(later.get(diff_of(revision, 1, 12)).body.at("status"), "missing_expected");
}

INSTANTIATE_TEST_SUITE_P(EveryStateInBothRevisions, StatedResult,
                         testing::Values(Stated{Revision::published, "skipped"},
                                         Stated{Revision::published, "running"},
                                         Stated{Revision::published, "not_started"},
                                         Stated{Revision::upstream, "skipped"},
                                         Stated{Revision::upstream, "running"},
                                         Stated{Revision::upstream, "not_started"}));

}  // namespace
}  // namespace sp::mock
